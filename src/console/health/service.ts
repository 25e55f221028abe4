import type { Pool } from '../../database/client.ts';
import { NODE_LOCK } from '../../delivery/node.ts';
import { MODEL_SWITCH } from '../../model/open.ts';

/** Processes that serve: each holds an advisory lock on its number; see `src/delivery/node.ts`. */
export async function nodes(pool: Pool): Promise<{ number: number; since: string }[]> {
  const { rows } = await pool.query<{ number: number; since: Date }>(
    `SELECT l.objid::int AS number, a.backend_start AS since
       FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objsubid = 2
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY since`,
    [NODE_LOCK],
  );
  return rows.map(({ number, since }) => ({ number, since: since.toISOString() }));
}

/** The database's version, and how long it took to say so; milliseconds. */
export async function databaseHealth(pool: Pool): Promise<{ ms: number; version: string }> {
  const began = performance.now();
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
  const ms = Math.round((performance.now() - began) * 10) / 10;
  return { ms, version: rows[0]!.server_version };
}

/** The optional language model: configured, switched on, and what its calls since an instant came to. */
export async function modelHealth(pool: Pool, name: string | undefined, since: Date) {
  if (name === undefined) return { state: 'none' as const, name: null, calls: [] };
  const { rows } = await pool.query<{ is_on: boolean }>(
    'SELECT is_on FROM switch WHERE name = $1',
    [MODEL_SWITCH],
  );
  const calls = await pool.query<{ outcome: string; count: number }>(
    `SELECT outcome, count(*)::int AS count FROM model_call WHERE at >= $1
      GROUP BY outcome ORDER BY count(*) DESC`,
    [since],
  );
  return { state: rows[0]?.is_on ? ('on' as const) : ('off' as const), name, calls: calls.rows };
}
