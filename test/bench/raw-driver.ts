import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Pool } from '../../src/database/client.ts';
import { type Measured, measured } from './percentile.ts';

/**
 * What the driver alone reaches when every message is its own transaction of four statements (read
 * the state, write it, keep the message and the answer): how such a bot is written without batches.
 */
export async function measureRawDriver(
  pool: Pool,
  conversations: number,
  seconds: number,
): Promise<Measured> {
  await pool.query(
    `CREATE TABLE IF NOT EXISTS raw_conversation (id uuid PRIMARY KEY, state jsonb NOT NULL)`,
  );
  await pool.query(
    `CREATE TABLE IF NOT EXISTS raw_message (id bigserial, conversation uuid, text text)`,
  );
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const one = async () => {
    const id = randomUUID();
    await pool.query('INSERT INTO raw_conversation VALUES ($1, $2)', [id, '{"n":0}']);
    while (performance.now() < end) {
      const from = performance.now();
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await client.query('SELECT state FROM raw_conversation WHERE id = $1 FOR UPDATE', [id]);
        await client.query(
          'INSERT INTO raw_message (conversation, text) VALUES ($1, $2), ($1, $3)',
          [id, 'in', 'out'],
        );
        await client.query('UPDATE raw_conversation SET state = $2 WHERE id = $1', [id, '{"n":1}']);
        await client.query('COMMIT');
      } finally {
        client.release();
      }
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: conversations }, one));
  return measured(latencies, performance.now() - started);
}
