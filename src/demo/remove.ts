import type { Database } from '../database/open.ts';
import type { Log } from '../log.ts';
import { readEvents } from '../outreach/statistics/progress.ts';
import { forgetSummaries } from '../privacy/erase.ts';
import { DemoError, inTransaction, withDemoConnection } from './connection.ts';
import { announce } from './project.ts';

/**
 * In this order: whoever opens a link of the demonstration just now has either noted that before
 * the link is gone, and then the event goes with the others, or finds no link.
 */
const REMOVE = ['tracked_link', 'event', 'outbox', 'inbox', 'message'].map(
  (table) => `DELETE FROM ${table} WHERE conversation_id = ANY ($1::uuid[])`,
);

/** How many conversations at once, so that none of the statements gets too long. */
const CHUNK = 500;

/**
 * Removes the demonstration and everything that was made of it; returns how many conversations that
 * were. What is real is not touched, also where it came in while the demonstration was there: its
 * figures are counted anew. The audit log stays as it is.
 *
 * The mark goes last, so that whatever shows a figure meanwhile says what it is of.
 */
export async function removeDemo(
  { pool, url }: Pick<Database, 'pool' | 'url'>,
  log: Log,
  onProgress: (percent: number) => void = () => {},
): Promise<number> {
  return withDemoConnection(url, log, async (client) => {
    const { rowCount } = await client.query('SELECT FROM demonstration');
    if (rowCount === 0) throw new DemoError('found no demonstration, nothing was removed');
    const { rows } = await client.query<{ id: string }>('SELECT id FROM conversation WHERE demo');
    const ids = rows.map(({ id }) => id);
    for (let from = 0; from < ids.length; from += CHUNK) {
      const some = ids.slice(from, from + CHUNK);
      await inTransaction(client, async () => {
        // What is just being summed up would be written after it was removed: that is waited for.
        await client.query('LOCK TABLE summary_position IN EXCLUSIVE MODE');
        for (const statement of REMOVE) await client.query(statement, [some]);
        await forgetSummaries(client, some);
        await client.query('DELETE FROM conversation WHERE id = ANY ($1::uuid[])', [some]);
      });
      onProgress(Math.floor(((from + some.length) / ids.length) * 90));
    }
    await readEvents(pool, { anew: true });
    await inTransaction(client, async () => {
      await client.query('LOCK TABLE summary_position IN EXCLUSIVE MODE');
      // Of a database in which nothing is left, not even how far it was read.
      await client.query(
        'DELETE FROM summary_position WHERE NOT EXISTS (SELECT FROM message) AND NOT EXISTS (SELECT FROM event)',
      );
      await client.query('DELETE FROM demonstration');
    });
    for (const name of ['statistics', 'conversations', 'misunderstood']) await announce(pool, name);
    onProgress(100);
    return ids.length;
  });
}
