import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MintedToken } from '../../../src/channels/direct-line/token.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { json, refusal, reply, SECRET, startEndpoint } from './endpoint.ts';

const DAY = 24 * 60 * 60_000;

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

test('a page that comes back within 30 days finds its conversation again', async () => {
  let time = Date.parse('2026-11-22T01:00:00Z');
  const { begin, call, read, send } = await startEndpoint(database, { now: () => new Date(time) });
  const { conversationId, token } = await begin();
  await send(conversationId, reply('history'));

  time += 29 * DAY;
  const again = await json<MintedToken>(
    await call('POST', '/chat/token', undefined, { conversationId, token }),
  );
  expect(again.conversationId).toBe(conversationId);
  expect((await read(again, '0')).activities).toMatchObject([{ text: 'history' }]);

  time += 2 * DAY;
  const late = await json<MintedToken>(await call('POST', '/chat/token', undefined, { token }));
  expect(late.conversationId).not.toBe(conversationId);
});

test('whatever else a page brings, it gets a conversation of its own', async () => {
  const { begin, call } = await startEndpoint(database);
  const [mine, other] = [await begin(), await begin()];
  const minted = await call('POST', '/v3/directline/tokens/generate', SECRET);
  const foreign = await json<MintedToken>(minted);
  const stream = new URL(mine.streamUrl).searchParams.get('t');
  const bodies = [
    undefined,
    {},
    [],
    { conversationId: mine.conversationId },
    { token: 'x' },
    { token: 7, conversationId: 7 },
    { token: stream },
    { token: foreign.token },
    { token: mine.token, conversationId: other.conversationId },
  ];
  const ids = new Set([mine, other, foreign].map(({ conversationId }) => conversationId));
  for (const body of bodies) {
    const answer = await call('POST', '/chat/token', undefined, body);
    ids.add((await json<MintedToken>(answer)).conversationId);
  }
  expect(ids.size).toBe(bodies.length + 3);
});

test('new conversations are limited by address and minute, renewals are not', async () => {
  let time = Date.parse('2026-11-22T01:00:00Z');
  const { call } = await startEndpoint(database, {
    now: () => new Date(time),
    tokensPerMinute: 3,
  });
  const mint = (body?: object) => call('POST', '/chat/token', undefined, body);
  const first = await json<MintedToken>(await mint());
  expect([(await mint()).status, (await mint()).status]).toEqual([200, 200]);
  expect(await refusal(await mint(), 429)).toBe('TooManyRequests');
  expect((await mint(first)).status).toBe(200);
  time += 60_000;
  expect((await mint()).status).toBe(200);
});
