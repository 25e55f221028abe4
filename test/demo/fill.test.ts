import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conversationsRouter } from '../../src/console/api/conversations.ts';
import { misunderstoodRouter } from '../../src/console/api/misunderstood.ts';
import { statisticsRouter } from '../../src/console/api/statistics.ts';
import { common } from '../../src/console/web/words/common.ts';
import type { Database } from '../../src/database/open.ts';
import { type Delivery, startDelivery } from '../../src/delivery/delivery.ts';
import { DemoError } from '../../src/demo/connection.ts';
import { type DemoParts, fillWithDemo, type Made } from '../../src/demo/fill.ts';
import { removeDemo } from '../../src/demo/remove.ts';
import { loadBot } from '../../src/load.ts';
import { readEvents } from '../../src/outreach/statistics/progress.ts';
import { readWorkbook } from '../console/api/workbook.ts';
import { echo } from '../delivery/echo.ts';
import { testDatabase, testLog } from '../support/database.ts';

const loaded = loadBot();
const now = new Date('2026-11-22T15:00:00Z');
const CHANNELS = [
  'zalo',
  'web',
  'messenger',
  'telegram',
  'zalo-personal',
  'zalo-bot',
  'bot-service',
];

const fill = (database: Database, given: Partial<DemoParts> = {}) =>
  fillWithDemo({
    database,
    loaded,
    log: testLog,
    now,
    seed: 'test',
    days: 10,
    conversations: 60,
    publicUrl: 'http://localhost:3000',
    channels: { shared: ['zalo', 'messenger', 'zalo-personal'], messagesPerMinute: 30 },
    ...given,
  });

/** How many rows every table has; of those that have any. */
async function rowCounts({ pool }: Database): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const counted = await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${name}"`);
    if (counted.rows[0]!.n > 0) counts[name] = counted.rows[0]!.n;
  }
  return counts;
}

/** Everything that was said, with when, in the order of its time. */
async function said({ pool }: Database): Promise<unknown[]> {
  const { rows } = await pool.query(
    `SELECT m.at, m.direction, m.text, m.ending, c.channel, c.source
       FROM message m JOIN conversation c ON c.id = m.conversation_id
      ORDER BY m.at, c.channel, m.seq, m.text`,
  );
  return rows;
}

/** A service beside it, which would take up whatever it can see. */
async function startService(database: Database): Promise<Delivery & { sent: string[] }> {
  const sent: string[] = [];
  const delivery = await startDelivery({
    database,
    log: testLog,
    channels: CHANNELS,
    respond: echo,
    now: () => now,
    publicUrl: 'http://localhost:3000',
    failedText: 'sorry',
    send: async (_, person) => {
      sent.push(person);
      return {};
    },
  });
  return { ...delivery, sent };
}

const one = async <T>({ pool }: Database, sql: string): Promise<T> =>
  (await pool.query(sql)).rows[0] as T;

describe('a demonstration', () => {
  let database: Database;
  let empty: Record<string, number>;
  let made: Made;
  let sent: string[];
  const percents: number[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    empty = await rowCounts(database);
    const service = await startService(database);
    made = await fill(database, { onProgress: (percent) => percents.push(percent) });
    ({ sent } = service);
    await service.stop();
  });
  afterAll(() => database.close());

  test('is spread over its days, in events and figures alike', async () => {
    expect(made).toMatchObject({ firstDay: '2026-11-13', lastDay: '2026-11-22' });
    expect(made.conversations).toBeGreaterThan(40);
    expect(made.messages).toBeGreaterThan(2 * made.conversations);
    const { rows } = await database.pool.query<{ day: string; events: number; figures: number }>(
      `SELECT e.day::text, count(*)::int AS events, (SELECT sum(count)::int FROM statistic_daily d
          WHERE d.day = e.day AND d.definition = 'messages' AND d.source = '*' AND d.key = '*') AS figures
         FROM event e WHERE type = 'message' GROUP BY e.day ORDER BY 1`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(9);
    expect(rows.every(({ day }) => day >= made.firstDay && day <= made.lastDay)).toBe(true);
    for (const { events, figures } of rows) expect(figures).toBe(events);
    expect(percents).toEqual([...new Set(percents)].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
  });

  test('no time in it is that of its making', async () => {
    const columns = await database.pool.query<{ t: string; c: string }>(
      `SELECT table_name AS t, column_name AS c FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'timestamp with time zone'
          AND table_name = ANY ($1)`,
      [
        'conversation inbox message outbox event tracked_link conversation_summary misunderstood_message'.split(
          ' ',
        ),
      ],
    );
    expect(columns.rows.length).toBeGreaterThan(10);
    for (const { t, c } of columns.rows) {
      const { outside } = await one<{ outside: number }>(
        database,
        `SELECT count(*)::int AS outside FROM "${t}"
          WHERE "${c}" < '2026-11-12T17:00:00Z' OR "${c}" > '${now.toISOString()}'`,
      );
      expect({ t, c, outside }).toEqual({ t, c, outside: 0 });
    }
    const { late } = await one<{ late: number }>(
      database,
      `SELECT count(*)::int AS late FROM outbox WHERE sent_at <= created_at OR sent_at IS NULL`,
    );
    expect(late).toBe(0);
  });

  test('goes the whole way, and nothing of it waits or reaches anybody', async () => {
    expect(sent).toEqual([]);
    expect(
      await one(
        database,
        `SELECT (SELECT array_agg(DISTINCT status) FROM inbox) AS received,
                (SELECT array_agg(DISTINCT status) FROM outbox) AS sent,
                (SELECT count(*)::int FROM outbox WHERE person IS NOT NULL OR reply IS NOT NULL) AS kept`,
      ),
    ).toEqual({ received: ['done'], sent: ['sent'], kept: 0 });
    const types = await database.pool.query<{ type: string }>('SELECT DISTINCT type FROM event');
    expect(types.rows.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'started',
        'topic-answered',
        'not-understood',
        'flow-started',
        'decided',
        'link-offered',
        'link-opened',
        'ended',
      ]),
    );
  });

  test('is marked in every answer and file of the console', async () => {
    const app = express();
    const serving = {
      pool: database.pool,
      bot: loaded.bot,
      officerOf: async () => ({
        id: '1',
        name: 'Lan',
        email: 'lan@example.vn',
        role: 'administrator' as const,
      }),
      audit: async () => {},
      origin: 'http://localhost',
      now: () => now,
    };
    app.use(statisticsRouter(serving), conversationsRouter(serving), misunderstoodRouter(serving));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/api`;
    // biome-ignore lint/suspicious/noExplicitAny: whatever was answered
    const get = async (path: string): Promise<any> => (await fetch(url + path)).json();
    const sheet = async (path: string) =>
      [...readWorkbook(Buffer.from(await (await fetch(url + path)).arrayBuffer())).values()][0]!;
    try {
      expect((await get('/statistics/definitions')).demo).toBe(true);
      expect((await get('/statistics/overview')).demo).toBe(true);
      const { conversations } = await get('/conversations?limit=50');
      expect(conversations.length).toBeGreaterThan(30);
      expect(conversations.every((row: { demo: boolean }) => row.demo)).toBe(true);
      expect((await get(`/conversations/${conversations[0].id}`)).demo).toBe(true);
      expect((await sheet('/statistics/export')).slice(0, 3).flat()).toContain(common.demo);
      expect((await sheet('/misunderstood.xlsx'))[0]).toEqual([common.demo]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('there is one at a time', async () => {
    await expect(fill(database)).rejects.toThrow(DemoError);
    await expect(fill(database)).rejects.toThrow(/npm run demo -- --remove/);
  });

  test('is removed to the last row', async () => {
    expect(await removeDemo(database, testLog)).toBe(made.conversations);
    const { secret: _, ...left } = await rowCounts(database);
    expect(left).toEqual(empty);
    await expect(removeDemo(database, testLog)).rejects.toThrow(/found no demonstration/);
  });
});

test('the same seed on the same day says the same, another seed something else', async () => {
  const databases = await Promise.all([testDatabase(), testDatabase(), testDatabase()]);
  const [first, second, third] = databases as [Database, Database, Database];
  try {
    await fill(first, { conversations: 25 });
    await fill(second, { conversations: 25 });
    await fill(third, { conversations: 25, seed: 'other' });
    const [a, b, c] = await Promise.all([said(first), said(second), said(third)]);
    expect(a.length).toBeGreaterThan(50);
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
  } finally {
    for (const database of databases) await database.close();
  }
});

describe('what is real', () => {
  let database: Database;
  let service: Delivery & { sent: string[] };
  beforeAll(async () => {
    database = await testDatabase();
    service = await startService(database);
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  const write = async (person: string, eventId: string) => {
    await service.accept({ channel: 'zalo', person, eventId, at: now, text: 'xin chào' });
    await expect.poll(() => service.sent, { timeout: 10_000 }).toContain(person);
  };

  test('comes in beside a demonstration, and stays when that is removed', async () => {
    await fill(database, { conversations: 20 });
    await write('8675309', 'e1');
    await readEvents(database.pool);
    await removeDemo(database, testLog);
    expect(service.sent).toEqual(['8675309']);
    const { pool } = database;
    expect((await pool.query('SELECT person, demo FROM conversation')).rows).toEqual([
      { person: '8675309', demo: false },
    ]);
    expect((await pool.query('SELECT direction FROM message ORDER BY seq')).rows).toEqual([
      { direction: 'in' },
      { direction: 'out' },
    ]);
    expect(
      await one(
        database,
        `SELECT (SELECT count(*)::int FROM event) AS events,
                (SELECT sum(count)::int FROM statistic_daily
                  WHERE definition = 'messages' AND source = '*' AND key = '*') AS messages,
                (SELECT accounts::int FROM reached_count WHERE kind = 'programme' AND source = '*') AS accounts,
                (SELECT count(*)::int FROM inbox WHERE status = 'done') AS received,
                (SELECT count(*)::int FROM outbox WHERE status = 'sent') AS sent`,
      ),
    ).toEqual({ events: 1, messages: 1, accounts: 1, received: 1, sent: 1 });
  });

  test('refuses a demonstration', async () => {
    await expect(fill(database)).rejects.toThrow(
      /found 1 real conversations, allowed a database without any/,
    );
    expect(await rowCounts(database)).not.toHaveProperty('demonstration');
  });
});
