import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  CONSOLE_CHANNEL,
  type Projection,
  type ProjectorParts,
  startProjector,
} from '../../src/console/projector.ts';
import type { Database } from '../../src/database/open.ts';
import { statisticsProjection } from '../../src/outreach/statistics/projection.ts';
import { insertEvents } from '../outreach/statistics/counting.ts';
import { testDatabase, testLog } from '../support/database.ts';

let database: Database;
let listener: pg.Client;
const heard: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await listener.query(`LISTEN ${CONSOLE_CHANNEL}`);
});

afterAll(async () => {
  await listener.end();
  await database.close();
});

function start(projections: Projection[], given: Partial<ProjectorParts> = {}) {
  const { pool, url } = database;
  return startProjector({ pool, url, log: testLog, projections, everyMs: 20, ...given });
}

test('brings every projection up to date, and names those that changed', async () => {
  const rounds = { a: 0, b: 0 };
  const projector = start([
    { name: 'changes', catchUp: async () => ++rounds.a === 2 },
    { name: 'never', catchUp: async () => ++rounds.b < 0 },
  ]);
  await vi.waitFor(() => expect(rounds.b).toBeGreaterThan(4));
  await projector.close();
  await vi.waitFor(() => expect(heard.splice(0)).toEqual(['changes']));
});

test('one that fails is tried again and holds up no other', async () => {
  let tries = 0;
  const projector = start([
    {
      name: 'fails at first',
      async catchUp() {
        if (++tries < 3) throw new Error('no');
        return tries === 3;
      },
    },
    { name: 'goes on', catchUp: async () => tries === 1 },
  ]);
  await vi.waitFor(() => expect(tries).toBeGreaterThan(3));
  await projector.close();
  await vi.waitFor(() => expect(heard.splice(0)).toEqual(['goes on', 'fails at first']));
});

test('one node at a time does it, and another takes over', async () => {
  const by: string[] = [];
  const node = (name: string) =>
    start([
      {
        name: 'x',
        async catchUp() {
          by.push(name);
          return false;
        },
      },
    ]);
  const first = node('1');
  await vi.waitFor(() => expect(by.length).toBeGreaterThan(1));
  const second = node('2');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(new Set(by)).toEqual(new Set(['1']));
  await first.close();
  await vi.waitFor(() => expect(by.at(-1)).toBe('2'), 5000);
  await second.close();
});

test('a stop waits for the round under way', async () => {
  let begun = false;
  let ended = false;
  const projector = start([
    {
      name: 'slow',
      async catchUp() {
        begun = true;
        await new Promise((resolve) => setTimeout(resolve, 200));
        ended = true;
        return false;
      },
    },
  ]);
  await vi.waitFor(() => expect(begun).toBe(true));
  await projector.close();
  expect(ended).toBe(true);
});

test('the statistics follow what is written', async () => {
  const projector = start([statisticsProjection(database.pool)]);
  await insertEvents(database.pool, [{ type: 'message', at: '2026-11-22' }]);
  await vi.waitFor(() => expect(heard.splice(0)).toContain('statistics'), 5000);
  const { rows } = await database.pool.query(
    `SELECT accounts FROM reached_count WHERE kind = 'quarter' AND source = '*'`,
  );
  expect(rows).toEqual([{ accounts: '1' }]);
  await projector.close();
});
