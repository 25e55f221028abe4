import type { Pool } from '../../database/client.ts';
import type { Failure } from '../contract/health.ts';
import { dayIn } from '../conversations/day.ts';
import { hide } from '../conversations/hide.ts';

/** How delivery writes a platform's refusal down: its kind, then what it said (`SendFailure`). */
const KIND = `substring(error FROM '^(retry-later|refresh-and-retry|permanent-for-this-person|needs-an-operator): ')`;

/** SQL for the {@link Failure} of a reply, by what stands in `outbox.error`. */
export const REPLY_FAILURE = `
CASE WHEN error = 'waited too long' THEN 'waited-too-long' ELSE coalesce(${KIND}, 'other') END`;

/** SQL for when a reply failed: settled, it could be tried again at once. */
export const REPLY_FAILED_AT = 'next_attempt_at';

/**
 * SQL for rows among which all are that failed since $1, or in the week before and can still be
 * tried: the indexes are by when a row came, and a reply waits for a day before it is given up,
 * longer while no node runs.
 */
export const AMONG_FAILED = {
  outbox: `status = 'failed' AND created_at >= $1::timestamptz - interval '30 days'`,
  inbox: `status = 'failed' AND received_at >= $1::timestamptz - interval '30 days'`,
};

/** Failures of one kind on one channel. */
export interface FailureCount {
  channel: string;
  failure: Failure;
  count: number;
  last_at: Date;
  error: string;
}

/**
 * What failed since an instant, or fails and is tried again: replies by what their platform said,
 * messages as our own fault. Read by the indexes of what failed and of what waits.
 */
const SINCE = `
WITH failing AS (
  SELECT channel, ${REPLY_FAILURE} AS failure, ${REPLY_FAILED_AT} AS at, error FROM outbox
   WHERE ${AMONG_FAILED.outbox} AND ${REPLY_FAILED_AT} >= $1
  UNION ALL
  SELECT channel, ${REPLY_FAILURE}, created_at, error FROM outbox
   WHERE status = 'pending' AND error IS NOT NULL
  UNION ALL
  SELECT channel, 'our-fault', received_at, error FROM inbox
   WHERE status = 'failed' AND received_at >= $1
)
SELECT channel, failure, count(*)::int AS count, max(at) AS last_at,
       (array_agg(coalesce(error, '') ORDER BY at DESC))[1] AS error
  FROM failing GROUP BY channel, failure ORDER BY count(*) DESC`;

export async function failuresSince(pool: Pool, since: Date): Promise<FailureCount[]> {
  const { rows } = await pool.query<FailureCount>(SINCE, [since]);
  return rows.map((row) => ({ ...row, error: shownError(row.error, row.last_at) }));
}

/** An error for officers to read: should it repeat what a person wrote, that is hidden. */
export function shownError(error: string | null, at: Date): string {
  return hide(error ?? '', dayIn(at)).text;
}
