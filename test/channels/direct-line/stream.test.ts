import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { follow, json, type Opened, reply, startEndpoint } from './endpoint.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

const path = ({ conversationId }: Opened) => `/v3/directline/conversations/${conversationId}`;

test('what was said before the stream was opened comes first', async () => {
  const { begin, post, send } = await startEndpoint(database);
  const opened = await begin();
  await json(await post(opened, { type: 'message', text: 'a' }));
  await send(opened.conversationId, reply('b'));
  const { texts } = await follow(opened.streamUrl);
  await expect.poll(texts).toEqual(['a', 'b']);
  await json(await post(opened, { type: 'message', text: 'c' }));
  await expect.poll(texts).toEqual(['a', 'b', 'c']);
});

test('on another node it hears at once what this one stores', async () => {
  const here = await startEndpoint(database);
  const there = await startEndpoint(database);
  const opened = await here.begin();
  const again = await json<Opened>(await there.call('GET', path(opened), opened.token));
  const { texts } = await follow(again.streamUrl);
  await here.send(opened.conversationId, reply('warm'));
  await expect.poll(texts).toEqual(['warm']);
  const began = performance.now();
  await json(await here.post(opened, { type: 'message', text: 'a' }));
  await expect.poll(() => texts().length, { interval: 5 }).toBe(2);
  // Far below the 25 s after which it would look by itself.
  expect(performance.now() - began).toBeLessThan(2000);
});

test('a stream that is opened again from its watermark loses nothing and repeats nothing', async () => {
  const { begin, send, call } = await startEndpoint(database);
  const opened = await begin();
  const total = 40;
  const sending = (async () => {
    for (let i = 0; i < total; i++) {
      await send(opened.conversationId, reply(`m${i}`));
      await sleep(3);
    }
  })();
  const seen: (string | undefined)[] = [];
  let watermark = '0';
  for (let round = 0; seen.length < total && round < 200; round++) {
    const query = `${path(opened)}?watermark=${watermark}`;
    const { streamUrl } = await json<Opened>(await call('GET', query, opened.token));
    const stream = await follow(streamUrl);
    await expect.poll(() => stream.activities.length, { interval: 2 }).toBeGreaterThan(0);
    stream.socket.terminate();
    await stream.closed;
    seen.push(...stream.texts());
    watermark = stream.watermark ?? watermark;
  }
  await sending;
  expect(seen).toEqual(Array.from({ length: total }, (_, i) => `m${i}`));
});

test('must be opened within 60 s, at its own conversation', async () => {
  let time = Date.parse('2026-11-22T01:00:00Z');
  const { begin } = await startEndpoint(database, { now: () => new Date(time) });
  const [opened, other] = [await begin(), await begin()];
  const crossed = opened.streamUrl.replace(opened.conversationId, other.conversationId);
  await expect(follow(crossed)).rejects.toThrow('403');
  time += 59_000;
  await follow(opened.streamUrl);
  time += 2_000;
  await expect(follow(opened.streamUrl)).rejects.toThrow('403');
});

test('shows signs of life, and a client that shows none is cut off', async () => {
  const { begin } = await startEndpoint(database, { keepAliveMs: 60 });
  const opened = await begin();
  const alive = await follow(opened.streamUrl);
  const mute = new WebSocket(opened.streamUrl, { autoPong: false });
  const cut = new Promise((resolve) => mute.once('close', () => resolve('cut off')));
  alive.socket.send('');
  expect(await Promise.race([cut, sleep(5000)])).toBe('cut off');
  await expect.poll(() => alive.signsOfLife).toBeGreaterThan(2);
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  expect(alive.activities).toEqual([]);
});

test('finds by itself what it was not told of', async () => {
  const { begin, send } = await startEndpoint(database, { keepAliveMs: 50 });
  const opened = await begin();
  const { texts } = await follow(opened.streamUrl);
  await send(opened.conversationId, reply('told'));
  await expect.poll(texts).toEqual(['told']);
  await database.pool.query(
    `WITH placed AS (UPDATE direct_line_conversation SET next_number = next_number + 1
                      WHERE id = $1 RETURNING next_number - 1 AS number)
     INSERT INTO direct_line_activity (conversation_id, number, activity)
     SELECT $1, number, $2 FROM placed`,
    [
      opened.conversationId,
      { type: 'message', from: { id: 'assistant', name: 'A', role: 'bot' }, text: 'untold' },
    ],
  );
  await expect.poll(texts).toEqual(['told', 'untold']);
});

test('goes on after the connection that listens was lost', async () => {
  const own = await testDatabase();
  try {
    const { begin, send, close } = await startEndpoint(own);
    const opened = await begin();
    const { texts } = await follow(opened.streamUrl);
    await send(opened.conversationId, reply('a'));
    await expect.poll(texts).toEqual(['a']);
    const { rowCount } = await own.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
    );
    expect(rowCount).toBe(1);
    await send(opened.conversationId, reply('b'));
    await expect.poll(texts, { timeout: 5000 }).toEqual(['a', 'b']);
    await send(opened.conversationId, reply('c'));
    await expect.poll(texts, { timeout: 5000 }).toEqual(['a', 'b', 'c']);
    await close();
  } finally {
    await own.close();
  }
});

test('a conversation has at most ten; the oldest gives way', async () => {
  const { begin } = await startEndpoint(database);
  const { streamUrl } = await begin();
  const streams = [];
  for (let i = 0; i < 11; i++) streams.push(await follow(streamUrl));
  await streams[0]!.closed;
  expect(streams.filter(({ socket }) => socket.readyState === WebSocket.OPEN)).toHaveLength(10);
});

test('at another address there is none', async () => {
  const { url } = await startEndpoint(database);
  await expect(follow(`${url.replace('http', 'ws')}/elsewhere`)).rejects.toThrow('404');
});

test('is told to come back when the service stops', async () => {
  const { begin, close } = await startEndpoint(database);
  const { closed } = await follow((await begin()).streamUrl);
  await Promise.all([close(), expect(closed).resolves.toBe(1001)]);
});
