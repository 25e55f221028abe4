import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { follow, json, type Opened, reply, startEndpoint } from './endpoint.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

test('a reader that follows the watermark misses nothing while many write at once', async () => {
  const nodes = [await startEndpoint(database), await startEndpoint(database)];
  const [{ begin, read }] = nodes as [(typeof nodes)[number]];
  const opened = await begin();
  let writing = true;
  const written = Promise.all(
    range(60).map((i) => nodes[i % 2]!.send(opened.conversationId, reply(`m${i}`))),
  ).finally(() => {
    writing = false;
  });
  const seen: string[] = [];
  let watermark = '';
  for (let last = false; !last; ) {
    last = !writing;
    const page = await read(opened, watermark);
    seen.push(...page.activities.map(({ id }) => id));
    watermark = page.watermark;
  }
  const ids = (await written).map(({ deliveredId }) => deliveredId);
  expect(seen).toEqual(ids.toSorted());
  expect(new Set(seen).size).toBe(60);
});

test('an answer has at most 200 activities, and the rest follows', async () => {
  const { begin, read, send, call } = await startEndpoint(database);
  const opened = await begin();
  for (const i of range(205)) await send(opened.conversationId, reply(`m${i}`));
  const first = await read(opened);
  const second = await read(opened, first.watermark);
  const third = await read(opened, second.watermark);
  expect(first.activities).toHaveLength(200);
  expect(second.activities.map(({ text }) => text)).toEqual(range(5).map((i) => `m${200 + i}`));
  expect(third).toEqual({ activities: [], watermark: second.watermark });

  const path = `/v3/directline/conversations/${opened.conversationId}?watermark=0`;
  const { streamUrl } = await json<Opened>(await call('GET', path, opened.token));
  const { texts } = await follow(streamUrl);
  await expect.poll(texts).toEqual(range(205).map((i) => `m${i}`));
});

test('an empty watermark is everything on GET and nothing on a stream', async () => {
  const { begin, read, send, call } = await startEndpoint(database);
  const opened = await begin();
  await send(opened.conversationId, reply('before'));
  expect((await read(opened, '')).activities).toHaveLength(1);
  const path = `/v3/directline/conversations/${opened.conversationId}`;
  for (const query of ['', '?watermark=']) {
    const again = await json<Opened>(await call('GET', path + query, opened.token));
    await send(opened.conversationId, reply('between'));
    const { texts } = await follow(again.streamUrl);
    await send(opened.conversationId, reply('after'));
    await expect.poll(texts).toEqual(['between', 'after']);
  }
});
