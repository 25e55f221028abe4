import type pg from 'pg';
import { createPool } from '../database/client.ts';
import { INDEXED } from '../delivery/delivery.ts';
import type { Log } from '../log.ts';

/** It cannot be done on this database as it is; the message is all there is to show. */
export class DemoError extends Error {
  override name = 'DemoError';
}

/** One demonstration is made or removed at a time: an advisory lock ("demo"), held by the connection. */
const LOCK = [0x64656d6f, 1];

/** Runs `work` on a connection of its own while nobody else makes or removes a demonstration. */
export async function withDemoConnection<T>(
  url: string,
  log: Log,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const pool = createPool(url, log, { max: 1, settings: INDEXED });
  try {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock($1::int, $2::int) AS mine',
        LOCK,
      );
      if (!rows[0]!.mine) throw new DemoError('a demonstration is being made or removed just now');
      return await work(client);
    } finally {
      // Closed, not kept: with the connection goes the lock.
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

/** All of it or nothing. */
export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
