import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openAreas } from '../../src/console/areas.ts';
import { createConsole } from '../../src/console/console.ts';
import type { Database } from '../../src/database/open.ts';
import { loadBot } from '../../src/load.ts';
import { testDatabase, testLog } from '../support/database.ts';

const { bot } = loadBot();
let database: Database;
let areas: ReturnType<typeof openAreas>;
const now = () => new Date();

beforeEach(async () => {
  database = await testDatabase();
  await database.pool.query(
    `WITH c AS (INSERT INTO conversation (id, channel, person, state)
                VALUES (gen_random_uuid(), 'web', 'ann', '{}') RETURNING id)
     INSERT INTO outbox (conversation_id, seq, channel, person, reply, status, next_attempt_at)
     SELECT id, n, 'web', 'ann', '{}', 'failed', $1::timestamptz - n * interval '6 days'
       FROM c, generate_series(1, 2) AS n`,
    [now()],
  );
  areas = openAreas({
    pool: database.pool,
    url: database.url,
    log: testLog,
    now,
    bot,
    assistant: { respond: nobodyAsks, read: nobodyAsks },
    configured: ['web'],
    shared: [],
  });
});

afterEach(() => database.close());

function nobodyAsks(): never {
  throw new Error('nobody asks');
}

test('the running service forgets after a week what could not be delivered', async () => {
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query('SELECT seq, person FROM outbox ORDER BY seq');
    expect(rows).toEqual([
      { seq: 1, person: 'ann' },
      { seq: 2, person: null },
    ]);
  }, 10_000);
  for (const close of areas.closing) await close();
});

test('a console that cannot be opened leaves nothing of them running', async () => {
  const held = async () => {
    const { rows } = await database.pool.query<{ locks: number }>(
      `SELECT count(*)::int AS locks FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()`,
    );
    return rows[0]!.locks;
  };
  await vi.waitFor(async () => expect(await held()).toBeGreaterThan(0), 10_000);
  const opening = createConsole({
    pool: database.pool,
    log: testLog,
    publicUrl: 'no address',
    settings: { requireTwoFactor: false },
    now,
    ...areas,
  });
  await expect(opening).rejects.toThrow('Invalid URL');
  await vi.waitFor(async () => expect(await held()).toBe(0));
});
