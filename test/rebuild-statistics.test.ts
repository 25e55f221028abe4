import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../src/database/open.ts';
import { readEvents } from '../src/outreach/statistics/progress.ts';
import { allRows, insertEvents } from './outreach/statistics/counting.ts';
import { testDatabase } from './support/database.ts';
import { run } from './support/run.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

const rebuild = () => run('src/rebuild-statistics.ts', { env: { DATABASE_URL: database.url } });

test('one command makes all figures anew, the same as they were kept', async () => {
  expect(await rebuild()).toEqual({
    code: 0,
    out: 'statistics made anew from the events of 0 days\n',
    err: '',
  });
  await insertEvents(database.pool, [
    { type: 'message', at: '2026-11-01', path: ['entered:menu', 'menu/menu', 'left:menu'] },
    { type: 'topic-answered', at: '2026-11-22', topic: 'cost' },
  ]);
  await readEvents(database.pool);
  const kept = await allRows(database.pool);
  await database.pool.query('DELETE FROM statistic_daily');
  await database.pool.query('UPDATE reached_count SET accounts = 9');
  expect((await rebuild()).out).toBe(
    'counted 2 of 2 days\nstatistics made anew from the events of 2 days, 2026-11-01 to 2026-11-22\n',
  );
  expect(await allRows(database.pool)).toEqual(kept);
});

test('a database that is not there is one line', async () => {
  const { code, out, err } = await run('src/rebuild-statistics.ts', {
    env: { DATABASE_URL: 'mysql://localhost/x' },
  });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^DATABASE_URL: .*\n$/);
});
