import type pg from 'pg';
import type { Pool } from './client.ts';

/** What statements are asked of: the pool, or a transaction's connection. */
export type Queryable = Pick<Pool, 'query'>;

/** Does all of `work` or nothing: what it rejects with undoes what it wrote, and is passed on. */
export async function transaction<Done>(
  pool: Pool,
  work: (client: pg.PoolClient) => Promise<Done>,
): Promise<Done> {
  const client = await pool.connect();
  let isLost = false;
  try {
    await client.query('BEGIN');
    const done = await work(client);
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      isLost = true;
    });
    throw error;
  } finally {
    client.release(isLost);
  }
}
