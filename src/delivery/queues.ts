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

const QUEUES = `
SELECT i.unread::int, i.oldest AS "oldestUnreadSeconds", i.failed::int AS "failedMessages",
       o.pending::int, o.oldest AS "oldestPendingSeconds", o.failed::int AS "failedReplies"
  FROM (SELECT count(*) FILTER (WHERE status = 'unread') AS unread,
               count(*) FILTER (WHERE status = 'failed') AS failed,
               coalesce(extract(epoch FROM now() - min(received_at)
                 FILTER (WHERE status = 'unread')), 0)::float8 AS oldest
          FROM inbox WHERE status IN ('unread', 'failed')) i,
       (SELECT count(*) FILTER (WHERE status = 'pending') AS pending,
               count(*) FILTER (WHERE status = 'failed') AS failed,
               coalesce(extract(epoch FROM now() - min(created_at)
                 FILTER (WHERE status = 'pending')), 0)::float8 AS oldest
          FROM outbox WHERE status IN ('pending', 'failed')) o`;

/** Looks once. */
export async function readQueues(pool: Pool): Promise<Queues> {
  const { rows } = await pool.query<Queues>(QUEUES);
  return rows[0]!;
}
