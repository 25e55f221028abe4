import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { testDatabase } from '../support/database.ts';
import { run } from '../support/run.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

const demo = (...args: string[]) =>
  run('src/demo.ts', { args, env: { DATABASE_URL: database.url, PUBLIC_URL: 'http://hp.test' } });

test('one command makes it and says how far it is, one removes it', async () => {
  const made = await demo('--days', '3', '--conversations', '9', '--seed', 'command');
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(/^100 %$/m);
  expect(made.out).toMatch(
    /^demonstration of \d+ conversations with \d+ messages, \S+ to \S+, made in \d+ s$/m,
  );
  const { rows } = await database.pool.query('SELECT seed, finished_at FROM demonstration');
  expect(rows).toEqual([{ seed: 'command', finished_at: expect.any(Date) }]);

  const again = await demo();
  expect(again).toMatchObject({ code: 1 });
  expect(again.err).toMatch(/^found a demonstration of \S+, allowed a database without: .+\n$/);

  const removed = await demo('--remove');
  expect(removed).toMatchObject({ code: 0, err: '' });
  expect(removed.out).toMatch(/demonstration of \d+ conversations removed in \d+ s\n$/);
  const left = await database.pool.query(
    'SELECT FROM conversation UNION ALL SELECT FROM demonstration UNION ALL SELECT FROM event',
  );
  expect(left.rowCount).toBe(0);
  expect(await demo('--remove')).toEqual({
    code: 1,
    out: '',
    err: 'found no demonstration, nothing was removed\n',
  });
}, 60_000);

test('what it does not understand, it says, with what is allowed', async () => {
  const { code, err } = await demo('--days', '0');
  expect(code).toBe(1);
  expect(err).toContain('found --days 0');
  expect(err).toContain('--days <1 to 366>');
  expect((await demo('--rubbish')).err).toContain('npm run demo -- --remove');
});
