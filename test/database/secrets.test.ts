import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { secret } from '../../src/database/secrets.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a secret is the same for all who ask at the same moment, and long', async () => {
  const values = await Promise.all(Array.from({ length: 40 }, () => secret(database.pool, 'race')));
  expect(new Set(values).size).toBe(1);
  expect(values[0]).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(await secret(database.pool, 'race')).toBe(values[0]);
});

test('secrets differ by name', async () => {
  const [one, two] = await Promise.all([
    secret(database.pool, 'one'),
    secret(database.pool, 'two'),
  ]);
  expect(one).not.toBe(two);
});
