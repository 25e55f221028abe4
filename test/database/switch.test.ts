import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/open.ts';
import { createSwitch, setSwitch } from '../../src/database/switch.ts';
import { testDatabase } from '../support/database.ts';

let database: Database;
const at = new Date('2026-11-22T03:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

test('a switch turned off is off on every node within a second, and tells who did it', async () => {
  let time = at.getTime();
  const nodes = [1, 2].map(() => createSwitch(database.pool, 'model', () => new Date(time)));
  for (const node of nodes) expect(await node.isOn()).toBe(true);

  await setSwitch(database.pool, { name: 'model', isOn: false, by: 'ann', at });
  time += 1000;
  for (const node of nodes) expect(await node.isOn()).toBe(false);
  const { rows } = await database.pool.query('SELECT * FROM switch');
  expect(rows).toEqual([{ name: 'model', is_on: false, at, by: 'ann' }]);

  await setSwitch(database.pool, { name: 'model', isOn: true, by: 'bob', at });
  time += 1000;
  for (const node of nodes) expect(await node.isOn()).toBe(true);
});

test('it is read once a second, however often it is asked', async () => {
  let reads = 0;
  let time = at.getTime();
  const pool = {
    query: async () => {
      reads += 1;
      return { rows: [{ is_on: true }] };
    },
  };
  const node = createSwitch(pool as never, 'model', () => new Date(time));
  for (time = at.getTime(); time < at.getTime() + 3000; time += 100) await node.isOn();
  expect(reads).toBe(3);
});

test('a switch that nobody has set is off', async () => {
  expect(await createSwitch(database.pool, 'other', () => at).isOn()).toBe(false);
});

test('a switch that could not be read is read again', async () => {
  let failing = true;
  const pool = {
    query: async () => {
      if (failing) throw new Error('away');
      return { rows: [{ is_on: true }] };
    },
  };
  const node = createSwitch(pool as never, 'model', () => at);
  await expect(node.isOn()).rejects.toThrow('away');
  failing = false;
  expect(await node.isOn()).toBe(true);
});
