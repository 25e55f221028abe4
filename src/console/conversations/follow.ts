import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Pool } from '../../database/client.ts';
import type { Projection } from '../projector.ts';

/** Messages and events that were not worked off before. */
export interface Changes {
  /** The conversations they belong to. */
  conversations: readonly string[];
  /** Ids of the new messages. */
  messages: readonly string[];
}

export interface FollowParts {
  pool: Pool;
  /** Under which the position is kept, and changes are told to the pages. */
  name: string;
  /** Brings tables up to date in the transaction in which the position moves on. May see the same twice. */
  apply(client: pg.ClientBase, changes: Changes): Promise<void>;
  /** Messages, and events, of one transaction. */
  chunk?: number;
  /** How long a transaction may hold it up before that is an error; milliseconds. */
  patienceMs?: number;
}

/** After so long the rest is left to the next round, so that other projections get theirs; milliseconds. */
const ROUND_MS = 2000;

/** How long transactions that were under way are waited for in one round; milliseconds. */
const SETTLE_MS = 1000;

/** How long they may hold everything up before that is said, and how often; milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Follows the tables `message` and `event` as a {@link Projection}.
 *
 * Ids are given out before transactions commit, so a row may appear below one that was seen. Hence:
 * note the highest ids, wait for the transactions that are writing to these tables at that moment
 * (they take milliseconds; what others do, for however long, is no matter), and only then read up to
 * those ids. Rejects, once a minute, when one of them does not end.
 */
export function follow(parts: FollowParts): Projection {
  const { pool, name, apply, chunk = 2000, patienceMs = PATIENCE_MS } = parts;
  let heldSince: number | undefined;
  return {
    name,
    async catchUp(): Promise<boolean> {
      const end = await highest(pool);
      const { rows } = await pool.query<Position>(
        'SELECT message, event FROM summary_position WHERE name = $1',
        [name],
      );
      const [from = START] = rows;
      if (!isBehind(from, end) || (await settled(pool))) heldSince = undefined;
      else {
        const time = performance.now();
        heldSince ??= time;
        if (time - heldSince < patienceMs) return false;
        heldSince = time;
        throw new Error(await heldUp(pool));
      }
      if (!isBehind(from, end)) return false;
      const until = performance.now() + ROUND_MS;
      while ((await step(pool, { name, apply, end, chunk })) && performance.now() < until);
      return true;
    },
  };
}

/** Ids, as PostgreSQL writes them. */
interface Position {
  message: string;
  event: string;
}

const START: Position = { message: '0', event: '0' };

const isBehind = (at: Position, end: Position) =>
  BigInt(at.message) < BigInt(end.message) || BigInt(at.event) < BigInt(end.event);

async function highest(pool: Pool): Promise<Position> {
  const { rows } = await pool.query<Position>(
    `SELECT coalesce((SELECT max(id) FROM message), 0) AS message,
            coalesce((SELECT max(id) FROM event), 0) AS event`,
  );
  return rows[0]!;
}

/**
 * Transactions that have an id of these tables, or may have: whoever writes to a table holds this
 * lock from before it takes an id until after its rows are seen.
 */
const WRITERS = `
FROM pg_locks l WHERE l.relation IN ('message'::regclass, 'event'::regclass)
 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
 AND l.mode = 'RowExclusiveLock' AND l.granted`;

const WRITING = `SELECT coalesce(array_agg(DISTINCT l.virtualtransaction), '{}') AS ids ${WRITERS}`;

const LONGEST = `
SELECT a.pid, a.xact_start FROM pg_stat_activity a WHERE a.pid IN (SELECT l.pid ${WRITERS})
 ORDER BY a.xact_start LIMIT 1`;

/** Who holds it up, for the log. */
async function heldUp(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ pid: number; xact_start: Date | null }>(LONGEST);
  const which = rows.map(
    ({ pid, xact_start }) => `: process ${pid} of the database, since ${xact_start?.toISOString()}`,
  );
  return `a transaction that writes messages or events does not end${which}`;
}

/** True once all that was being written to these tables a moment ago is committed or undone. */
async function settled(pool: Pool): Promise<boolean> {
  const writing = async () => (await pool.query<{ ids: string[] }>(WRITING)).rows[0]!.ids;
  const before = new Set(await writing());
  const deadline = performance.now() + SETTLE_MS;
  let pause = 2;
  while (before.size > 0) {
    if (performance.now() > deadline) return false;
    await sleep(pause);
    pause = Math.min(pause * 2, 50);
    const still = new Set(await writing());
    for (const id of before) if (!still.has(id)) before.delete(id);
  }
  return true;
}

const NEW_ROWS = (table: 'message' | 'event') =>
  `SELECT id, conversation_id FROM ${table} WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3`;

/** One transaction's worth; true when more is left. */
async function step(
  pool: Pool,
  { name, apply, end, chunk }: Omit<FollowParts, 'pool'> & { end: Position; chunk: number },
): Promise<boolean> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    await client.query('BEGIN');
    await client.query(
      'INSERT INTO summary_position (name) VALUES ($1) ON CONFLICT (name) DO NOTHING',
      [name],
    );
    const { rows } = await client.query<Position>(
      'SELECT message, event FROM summary_position WHERE name = $1 FOR UPDATE',
      [name],
    );
    const from = rows[0]!;
    const read = async (table: 'message' | 'event') => {
      const found = await client.query<{ id: string; conversation_id: string | null }>(
        NEW_ROWS(table),
        [from[table], end[table], chunk],
      );
      const isFull = found.rows.length === chunk;
      return { rows: found.rows, to: isFull ? found.rows.at(-1)!.id : end[table] };
    };
    const messages = await read('message');
    const events = await read('event');
    const touched = [...messages.rows, ...events.rows].flatMap((row) => row.conversation_id ?? []);
    if (touched.length > 0) {
      await apply(client, {
        conversations: [...new Set(touched)],
        messages: messages.rows.map(({ id }) => id),
      });
    }
    const to = { message: messages.to, event: events.to };
    await client.query(
      `UPDATE summary_position SET message = greatest(message, $2), event = greatest(event, $3)
        WHERE name = $1`,
      [name, to.message, to.event],
    );
    await client.query('COMMIT');
    return isBehind(to, end);
  } catch (error) {
    failure = error;
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release(failure !== undefined);
  }
}
