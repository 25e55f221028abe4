import type { Pool } from '../../database/client.ts';
import type { Queryable } from '../../database/transaction.ts';
import { INBOX_CHANNEL } from '../../delivery/node.ts';
import type { FailedItem } from '../contract/health.ts';
import type { Projection } from '../projector.ts';
import { AMONG_FAILED, REPLY_FAILED_AT, REPLY_FAILURE, shownError } from './failures.ts';

/**
 * How long the content of what failed is kept, so that it can be tried again once the cause is
 * gone (a weekend's expired token): seven days. Unlike a transcript it is not masked.
 */
const KEEP_MS = 7 * 24 * 3_600_000;

/** How often what is older is emptied. */
const FORGET_EVERY_MS = 600_000;

/** Most of each that are listed, and up to how many are counted. */
const LISTED = 100;
const COUNTED = 1000;

const KEPT = {
  outbox: 'reply IS NOT NULL AND person IS NOT NULL',
  inbox: 'payload IS NOT NULL AND person IS NOT NULL',
};

/** What is of use to officers: it can still be tried, or failed since $1. */
const OF_USE = {
  outbox: `${AMONG_FAILED.outbox} AND (${KEPT.outbox} OR ${REPLY_FAILED_AT} >= $1)`,
  inbox: `${AMONG_FAILED.inbox} AND (${KEPT.inbox} OR received_at >= $1)`,
};

const LIST = `
(SELECT 'reply' AS kind, id, channel, conversation_id, seq, ${REPLY_FAILED_AT} AS at, attempts,
        ${REPLY_FAILURE} AS failure, error, ${KEPT.outbox} AS retryable
   FROM outbox WHERE ${OF_USE.outbox} AND ($2::text IS NULL OR channel = $2)
  ORDER BY retryable DESC, at DESC LIMIT ${LISTED})
UNION ALL
(SELECT 'message', id, channel, conversation_id, NULL, received_at AS at, attempts,
        'our-fault', error, ${KEPT.inbox} AS retryable
   FROM inbox WHERE ${OF_USE.inbox} AND ($2::text IS NULL OR channel = $2)
  ORDER BY retryable DESC, at DESC LIMIT ${LISTED})
ORDER BY at DESC, kind, id DESC`;

interface Row extends Pick<FailedItem, 'kind' | 'id' | 'channel' | 'attempts' | 'failure'> {
  conversation_id: string;
  seq: number | null;
  at: Date;
  error: string | null;
  retryable: boolean;
}

/**
 * What failed and can still be tried, or failed since an instant, on one channel or all: newest
 * first; of more than 100 those that can be tried.
 */
export async function listFailed(
  pool: Pool,
  since: Date,
  channel: string | undefined,
): Promise<FailedItem[]> {
  const { rows } = await pool.query<Row>(LIST, [since, channel ?? null]);
  return rows.map(({ conversation_id, at, error, ...row }) => ({
    ...row,
    conversationId: conversation_id,
    at: at.toISOString(),
    error: shownError(error, at),
  }));
}

/** How many there are of these, counted up to 1,000. */
export async function countFailed(
  pool: Pool,
  since: Date,
): Promise<{ messages: number; replies: number }> {
  const { rows } = await pool.query<{ messages: number; replies: number }>(
    `SELECT (SELECT count(*)::int FROM (SELECT FROM inbox WHERE ${OF_USE.inbox} LIMIT ${COUNTED}) AS i) AS messages,
            (SELECT count(*)::int FROM (SELECT FROM outbox WHERE ${OF_USE.outbox} LIMIT ${COUNTED}) AS o) AS replies`,
    [since],
  );
  return rows[0]!;
}

/** It waits anew from now: what waited for more than a day is given up. Senders look once a second. */
const RETRY_REPLY = `
UPDATE outbox
   SET status = 'pending', attempts = 0, error = NULL, claimed_by = NULL, next_attempt_at = now(),
       created_at = now()
 WHERE id = $1 AND status = 'failed' AND ${KEPT.outbox}
RETURNING conversation_id`;

const RETRY_MESSAGE = `
WITH again AS (
  UPDATE inbox SET status = 'unread', attempts = 0, error = NULL
   WHERE id = $1 AND status = 'failed' AND ${KEPT.inbox}
  RETURNING conversation_id
)
SELECT conversation_id, pg_notify('${INBOX_CHANNEL}', '') FROM again`;

/**
 * Sends a failed reply, or answers a failed message, once more from the first attempt: at the end
 * of its conversation as it stands now. Returns the conversation; undefined when it is not failed
 * any more or its content is gone.
 */
export async function retry(
  db: Queryable,
  { kind, id }: { kind: 'message' | 'reply'; id: string },
): Promise<string | undefined> {
  const statement = kind === 'reply' ? RETRY_REPLY : RETRY_MESSAGE;
  const { rows } = await db.query<{ conversation_id: string }>(statement, [id]);
  return rows[0]?.conversation_id;
}

/** Empties what failed and has been kept for long enough. */
export function failedProjection(pool: Pool, now: () => Date): Projection {
  let forgotAt = Number.NEGATIVE_INFINITY;
  return {
    name: 'health',
    async catchUp() {
      const at = now().getTime();
      if (at - forgotAt < FORGET_EVERY_MS) return false;
      forgotAt = at;
      const before = new Date(at - KEEP_MS);
      const replies = await pool.query(
        `UPDATE outbox SET reply = NULL, person = NULL
          WHERE status = 'failed' AND ${REPLY_FAILED_AT} < $1 AND (reply IS NOT NULL OR person IS NOT NULL)`,
        [before],
      );
      const messages = await pool.query(
        `UPDATE inbox SET payload = NULL, person = NULL
          WHERE status = 'failed' AND received_at < $1 AND (payload IS NOT NULL OR person IS NOT NULL)`,
        [before],
      );
      return (replies.rowCount ?? 0) + (messages.rowCount ?? 0) > 0;
    },
  };
}
