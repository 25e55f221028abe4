import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Leadership, lead } from '../../src/channels/leader.ts';
import type { Database } from '../../src/database/open.ts';
import { testDatabase, testLog } from '../support/database.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

/** A node that wants to lead; what it does is on record in `log`. */
function node(name: string, id: string, log: string[]): Leadership {
  return lead({
    url: database.url,
    log: testLog,
    name,
    retryMs: 50,
    async task(signal) {
      log.push(`${id} begins`);
      if (!signal.aborted) await once(signal, 'abort');
      log.push(`${id} ends`);
    },
  });
}

test('one leads; when it stops, another takes over', async () => {
  const log: string[] = [];
  const first = node('a', '1', log);
  await vi.waitFor(() => expect(log).toEqual(['1 begins']));
  const second = node('a', '2', log);
  const other = node('b', '3', log);
  await vi.waitFor(() => expect(log).toEqual(['1 begins', '3 begins']));
  await first.close();
  await vi.waitFor(() => expect(log.slice(2)).toEqual(['1 ends', '2 begins']));
  await Promise.all([second.close(), other.close()]);
});

test('who loses the lock ends at once, and it begins anew', async () => {
  const log: string[] = [];
  const leader = node('c', '1', log);
  await vi.waitFor(() => expect(log).toEqual(['1 begins']));
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
      WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  await vi.waitFor(() => expect(log).toEqual(['1 begins', '1 ends', '1 begins']));
  await leader.close();
  expect(log.at(-1)).toBe('1 ends');
});

test('a task that fails begins anew', async () => {
  let begun = 0;
  const leader = lead({
    url: database.url,
    log: testLog,
    name: 'd',
    retryMs: 20,
    async task() {
      begun += 1;
      throw new Error('no');
    },
  });
  await vi.waitFor(() => expect(begun).toBeGreaterThan(2));
  await leader.close();
  const ended = begun;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(begun).toBe(ended);
});
