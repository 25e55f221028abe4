import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import { statisticsProjection } from '../../../src/outreach/statistics/projection.ts';
import { testDatabase } from '../../support/database.ts';
import { allRows, conversationId, type GivenEvent, insertEvents } from './counting.ts';

let database: Database;

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(() => database.close());

/** The same numbers every time: a linear congruential generator. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const DAYS = ['2026-09-30', '2026-10-01', '2026-10-04', '2026-10-05', '2026-11-22'];
const PATHS = [
  ['entered:id-vn', 'id-vn/open:open'],
  ['id-vn/citizen=yes'],
  [
    'id-vn/citizen=yes',
    'id-vn/birth-date=*',
    'id-vn/decide:eligible',
    'id-vn/eligible',
    'left:id-vn',
  ],
  ['entered:menu', 'menu/menu#1', 'left:menu'],
];

/** One turn, in the shape the pipeline gives it: the message first. */
function turn(roll: (below: number) => number): GivenEvent[] {
  const conversation = roll(12);
  const of = {
    at: DAYS[roll(DAYS.length)]!,
    conversation,
    // Two conversations of one account, and of one channel each.
    account: conversation % 8,
    channel: conversation % 2 === 0 ? 'web' : 'telegram',
    source: [null, 'qr', '-', '*'][conversation % 4]!,
  };
  const ending = ['answered', 'not-understood', 'handed-over', 'decided'][roll(4)]!;
  const more: GivenEvent[] = [
    { ...of, type: 'topic-answered', topic: `topic-${roll(3)}` },
    { ...of, type: 'link-offered', link: 'registration' },
    { ...of, type: 'flow-started', flow: 'id-vn' },
    { ...of, type: 'decided', flow: 'id-vn', rule: 'id-vn', outcome: 'eligible', reason: null },
    { ...of, type: 'handover-asked', reason: 'asked' },
    { ...of, type: 'not-understood' },
    { ...of, type: 'link-opened', link: 'registration' },
  ];
  const path = PATHS[roll(PATHS.length + 1)];
  return [
    { ...of, type: 'message', ending, ...(path && { path }) },
    ...more.filter(() => roll(3) === 0),
  ];
}

/** As src/privacy/erase.ts does it, in the turn's own transaction. */
async function erase(conversation: number, forgotten: number): Promise<void> {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await insertEvents(client as never, [{ type: 'erasure-asked', at: '2026-11-22', conversation }]);
  await client.query('UPDATE event SET account = $2 WHERE conversation_id = $1', [
    conversationId(conversation),
    forgotten,
  ]);
  await client.query('COMMIT');
  client.release();
}

test('what is kept up to date bit by bit is what is made anew from the events, row by row', async () => {
  const roll = dice(7);
  for (let round = 0; round < 25; round++) {
    // A transaction that has taken its ids and commits only after others with higher ones.
    const slow = await database.pool.connect();
    await slow.query('BEGIN');
    await slow.query('SELECT pg_current_xact_id()');
    await insertEvents(slow as never, turn(roll));
    await insertEvents(database.pool, [...turn(roll), ...turn(roll)]);
    await readEvents(database.pool);
    if (roll(3) === 0) await erase(roll(12), 1000 + round);
    if (roll(2) === 0) await readEvents(database.pool);
    await slow.query(roll(5) === 0 ? 'ROLLBACK' : 'COMMIT');
    slow.release();
    if (roll(2) === 0) await readEvents(database.pool);
  }
  await readEvents(database.pool);
  const kept = await allRows(database.pool);
  expect(kept.daily!.length).toBeGreaterThan(100);
  expect(kept.reached!.length).toBeGreaterThan(100);

  await database.pool.query('UPDATE statistic_daily SET count = count + 1');
  await database.pool.query('DELETE FROM reached WHERE account = 3');
  await readEvents(database.pool, { anew: true });
  expect(await allRows(database.pool)).toEqual(kept);
});

test('a month is the sum of its days, also where days came to less or to nothing', async () => {
  const { pool } = database;
  const months = async () =>
    (
      await pool.query(
        'SELECT *, month::text FROM statistic_monthly WHERE count <> 0 ORDER BY 1, 2, 3, 4, 5',
      )
    ).rows;
  const sums = async () =>
    (
      await pool.query(`
SELECT definition, source, date_trunc('month', day)::date::text AS month, key, channel, sum(count)::bigint AS count
  FROM statistic_daily GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`)
    ).rows;
  const roll = dice(11);
  for (let round = 0; round < 20; round++) {
    await insertEvents(pool, [...turn(roll), ...turn(roll)]);
    await readEvents(pool);
  }
  expect(await months()).toEqual(await sums());
  await pool.query(`DELETE FROM event WHERE type = 'topic-answered' AND day < '2026-11-01'`);
  await insertEvents(
    pool,
    DAYS.map((at) => ({ type: 'message', at })),
  );
  await readEvents(pool);
  expect(await months()).toEqual(await sums());
  const questions = (await months()).filter(({ definition }) => definition === 'questions');
  expect([...new Set(questions.map(({ month }) => month))]).toEqual(['2026-11-01']);
});

test('the sizes of the sets are the sizes of the sets', async () => {
  const roll = dice(3);
  for (let round = 0; round < 30; round++) await insertEvents(database.pool, turn(roll));
  await readEvents(database.pool);
  await erase(2, 5000);
  await erase(3, 5001);
  await readEvents(database.pool);
  const { rows } = await database.pool.query(
    `SELECT kind, start::text, channel, source, count(*) AS accounts FROM reached
      GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
  );
  expect(rows).toEqual((await allRows(database.pool)).counts);
});

describe('only what is new is read', () => {
  test('nothing at all when nothing happened', async () => {
    await insertEvents(database.pool, [{ type: 'message', at: '2026-11-22' }]);
    expect(await readEvents(database.pool)).toEqual(['2026-11-22']);
    const note = async () => {
      expect(await readEvents(database.pool)).toEqual([]);
      return (await database.pool.query('SELECT xmin, * FROM statistic_progress')).rows[0];
    };
    // Transactions of other databases, too, may keep it waiting for what can no longer come.
    await vi.waitFor(async () => {
      const { settled, read } = await note();
      expect(settled).toBe(read);
    }, 20_000);
    const settled = await note();
    // Not even its own note of how far it came is written.
    expect(await note()).toEqual(settled);
  });

  test('the days of an erased conversation are counted again', async () => {
    await insertEvents(database.pool, [
      { type: 'message', at: '2026-11-01', conversation: 1, account: 7 },
      { type: 'message', at: '2026-11-20', conversation: 2, account: 7 },
    ]);
    await readEvents(database.pool);
    await erase(1, 99);
    expect(await readEvents(database.pool)).toEqual(['2026-11-01', '2026-11-22']);
    const { rows } = await database.pool.query(
      `SELECT kind, start::text, account FROM reached WHERE source = '*' AND kind IN ('day', 'month') ORDER BY 1, 2, 3`,
    );
    expect(rows).toEqual([
      { kind: 'day', start: '2026-11-01', account: '99' },
      { kind: 'day', start: '2026-11-20', account: '7' },
      { kind: 'month', start: '2026-11-01', account: '7' },
      { kind: 'month', start: '2026-11-01', account: '99' },
    ]);
  });

  test('an id that shows only after a higher one is not passed over', async () => {
    const slow = await database.pool.connect();
    await slow.query('BEGIN');
    await insertEvents(slow as never, [{ type: 'message', at: '2026-11-20' }]);
    await insertEvents(database.pool, [{ type: 'message', at: '2026-11-21' }]);
    expect(await readEvents(database.pool)).toEqual(['2026-11-21']);
    expect(await readEvents(database.pool)).toEqual([]);
    expect(await readEvents(database.pool)).toEqual([]);
    await slow.query('COMMIT');
    slow.release();
    expect(await readEvents(database.pool)).toEqual(['2026-11-20']);
    expect(await readEvents(database.pool)).toEqual([]);
  });

  test('two that read at the same time count once', async () => {
    await insertEvents(database.pool, [{ type: 'message', at: '2026-11-22' }]);
    const both = await Promise.all([readEvents(database.pool), readEvents(database.pool)]);
    expect(both.flat()).toEqual(['2026-11-22']);
    expect((await allRows(database.pool)).counts).toContainEqual({
      kind: 'programme',
      start: '0001-01-01',
      channel: 'web',
      source: '*',
      accounts: '1',
    });
  });
});

test('the projection does not wait for who makes everything anew', async () => {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock($1::int, $2::int)', [0x73746174, 1]);
  await insertEvents(database.pool, [{ type: 'message', at: '2026-11-22' }]);
  const { catchUp } = statisticsProjection(database.pool);
  expect(await catchUp()).toBe(false);
  await client.query('COMMIT');
  client.release();
  expect(await catchUp()).toBe(true);
});

test('when a definition has changed, everything is counted anew', async () => {
  await insertEvents(database.pool, [
    { type: 'message', at: '2026-11-01' },
    { type: 'message', at: '2026-11-22' },
  ]);
  await readEvents(database.pool);
  await database.pool.query(
    `UPDATE statistic_progress SET definitions = 'those of an older version'`,
  );
  await database.pool.query(`UPDATE statistic_daily SET count = 500 WHERE definition = 'messages'`);
  expect(await readEvents(database.pool)).toEqual(['2026-11-01', '2026-11-22']);
  const { rows } = await database.pool.query(
    `SELECT DISTINCT count FROM statistic_daily WHERE definition = 'messages'`,
  );
  expect(rows).toEqual([{ count: '1' }]);
});
