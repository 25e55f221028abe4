import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../../src/database/client.ts';
import type { Database } from '../../src/database/open.ts';
import { testDatabase, testLog } from '../support/database.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

test('a connection that is lost while it is in use fails its statement, and ends nothing else', async () => {
  const pool = createPool(database.url, testLog);
  const client = await pool.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  // Without a listener of the pool's own this would be an exception that nobody catches.
  expect(client.listenerCount('error')).toBeGreaterThan(0);
  const told = once(client, 'error').catch((error) => error);
  await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  await told;
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release(true);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
