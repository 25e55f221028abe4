import type { Pool } from '../database/client.ts';

/** How the queues of all nodes stand. */
export interface Queues {
  /** Messages that nobody has answered yet. */
  unread: number;
  /** Since when the oldest of them waits; seconds, 0 without any. */
  oldestUnreadSeconds: number;
  /** Replies that are still to be sent. */
  pending: number;
  oldestPendingSeconds: number;
  /** Messages that were given up. */
  failedMessages: number;
  /** Replies that were given up. */
  failedReplies: number;
}

/** A part for each status, as the indexes are: one over two statuses would read the whole tables. */
const QUEUES = `
SELECT u.n AS unread, u.oldest AS "oldestUnreadSeconds",
       p.n AS pending, p.oldest AS "oldestPendingSeconds",
       (SELECT count(*) FROM inbox WHERE status = 'failed')::int AS "failedMessages",
       (SELECT count(*) FROM outbox WHERE status = 'failed')::int AS "failedReplies"
  FROM (SELECT count(*)::int AS n,
               coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8 AS oldest
          FROM inbox WHERE status = 'unread') u,
       (SELECT count(*)::int AS n,
               coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest
          FROM outbox WHERE status = 'pending') p`;

/** Looks once. */
export async function readQueues(pool: Pick<Pool, 'query'>): Promise<Queues> {
  const { rows } = await pool.query<Queues>(QUEUES);
  return rows[0]!;
}
