import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rate } from '../../src/channels/capabilities.ts';
import { createOutgoing, type Outgoing } from '../../src/channels/outgoing.ts';
import { createPool } from '../../src/database/client.ts';
import type { Database } from '../../src/database/open.ts';
import { testDatabase, testLog } from '../support/database.ts';

let database: Database;
let outgoing: Outgoing;

beforeAll(async () => {
  database = await testDatabase();
  outgoing = createOutgoing(database.pool);
});

afterAll(() => database.close());

const perChat: Rate = { scope: 'chat', count: 2, perMs: 20_000 };
const perPlatform: Rate = { scope: 'platform', count: 3, perMs: 30_000 };

/** Asks for turns; the waits in seconds, rounded. Keys are new each time unless given. */
let keys = 0;
const ask = async (channel: string, person: string, rates: Rate[], key = `k${keys++}`) => {
  const { waitMs } = await outgoing.ask({ channel, person, key, rates });
  return Math.round(waitMs / 1000);
};

test('so many at once, and then one after another', async () => {
  const waits = [];
  for (let i = 0; i < 5; i++) waits.push(await ask('a', 'p', [perChat]));
  expect(waits).toEqual([0, 0, 10, 20, 30]);
});

test('chats do not wait for each other, unless for the platform', async () => {
  expect(await ask('b', 'p', [perChat, perPlatform])).toBe(0);
  expect(await ask('b', 'q', [perChat, perPlatform])).toBe(0);
  expect(await ask('b', 'r', [perChat, perPlatform])).toBe(0);
  expect(await ask('b', 's', [perChat, perPlatform])).toBe(10);
  expect(await ask('other', 's', [perChat, perPlatform])).toBe(0);
});

test('a rate may be for some chats only', async () => {
  const groups = { ...perChat, count: 1, persons: /^-/ };
  expect([await ask('c', '5', [groups]), await ask('c', '5', [groups])]).toEqual([0, 0]);
  expect([await ask('c', '-5', [groups]), await ask('c', '-5', [groups])]).toEqual([0, 20]);
});

test('who waits keeps the place, however often they ask', async () => {
  const rate: Rate = { scope: 'chat', count: 1, perMs: 400 };
  expect(await ask('d', 'p', [rate])).toBe(0);
  const wish = { channel: 'd', person: 'p', key: 'waits', rates: [rate] };
  const first = await outgoing.ask(wish);
  expect(first.waitMs).toBeGreaterThan(200);
  expect(first.kept).toBe(true);
  for (let i = 0; i < 3; i++) expect((await outgoing.ask(wish)).waitMs).toBeLessThan(401);
  await sleep(first.waitMs);
  expect(await outgoing.ask(wish)).toEqual({ waitMs: 0, parts: 0, kept: true });
  // The place is used up: the next part waits for one of its own.
  expect((await outgoing.ask(wish)).waitMs).toBeGreaterThan(200);
});

test('nodes share the rates', async () => {
  const pools = [1, 2].map(() => createPool(database.url, testLog));
  const nodes = pools.map(createOutgoing);
  const rate: Rate = { scope: 'platform', count: 10, perMs: 60_000 };
  const turns = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      nodes[i % 2]!.ask({ channel: 'e', person: `${i}`, key: `e${i}`, rates: [rate, perChat] }),
    ),
  );
  await Promise.all(pools.map((pool) => pool.end()));
  // Who waited for the lock may be told of the milliseconds that took.
  expect(turns.filter(({ waitMs }) => waitMs < 1000)).toHaveLength(10);
  // Each of the others has a place of its own, six seconds apart.
  const places = turns.map(({ waitMs }) => Math.round(waitMs / 6000)).sort((a, b) => a - b);
  expect(places.slice(9)).toEqual(Array.from({ length: 31 }, (_, i) => i));
});

test('what a platform asks for is obeyed, by those who have a place too', async () => {
  expect(await ask('f', 'p', [], 'x')).toBe(0);
  await outgoing.hold('f', 'p', 5000);
  expect(await ask('f', 'p', [], 'x')).toBe(5);
  expect(await ask('f', 'p', [perChat])).toBe(5);
  expect(await ask('f', 'q', [])).toBe(0);
  await outgoing.hold('f', undefined, 9000);
  expect(await ask('f', 'q', [])).toBe(9);
  expect(await ask('f', 'p', [], 'x')).toBe(9);
  expect(await ask('g', 'p', [])).toBe(0);
  // A shorter one does not end a longer one.
  await outgoing.hold('f', undefined, 1000);
  expect(await ask('f', 'q', [])).toBe(9);
});

test('how far a reply has got is known until it is done', async () => {
  const wish = { channel: 'h', person: 'p', key: 'parts', rates: [] };
  expect(await outgoing.ask(wish)).toEqual({ waitMs: 0, parts: 0, kept: false });
  await outgoing.taken('parts', 1);
  await outgoing.taken('parts', 2);
  expect(await outgoing.ask(wish)).toEqual({ waitMs: 0, parts: 2, kept: true });
  await outgoing.done('parts');
  expect(await outgoing.ask(wish)).toEqual({ waitMs: 0, parts: 0, kept: false });
});

test('names no person, and forgets in time', async () => {
  await ask('i', 'someone-in-particular', [perChat]);
  await outgoing.hold('i', 'someone-in-particular', 1000);
  const { rows } = await database.pool.query('SELECT key FROM send_rate');
  expect(JSON.stringify(rows)).not.toContain('someone');
  await database.pool.query(`UPDATE send_rate SET due = due - interval '1 day'`);
  await database.pool.query(
    `INSERT INTO sending (key, at) VALUES ('old', now() - interval '9 days')`,
  );
  // An officer may send what failed again for a week.
  await outgoing.taken('failed', 1);
  await database.pool.query(`UPDATE sending SET at = at - interval '7 days' WHERE key = 'failed'`);
  await outgoing.sweep();
  const failed = { channel: 'i', person: 'p', key: 'failed', rates: [] };
  expect(await outgoing.ask(failed)).toMatchObject({ parts: 1 });
  expect((await database.pool.query('SELECT FROM send_rate')).rowCount).toBe(0);
  expect((await database.pool.query(`SELECT FROM sending WHERE key = 'old'`)).rowCount).toBe(0);
});
