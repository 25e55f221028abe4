import type { Pool } from '../database/client.ts';
import type { Reply } from '../engine/reply.ts';
import { NODE_LOCK } from './node.ts';

/** A reply this node has claimed: no other sends it as long as this one lives. */
export interface ClaimedReply {
  id: string;
  conversation_id: string;
  seq: number;
  channel: string;
  person: string;
  reply: Reply;
  attempts: number;
  /** The number of the node that claimed it. */
  claimed_by: number;
  /** Since it was written; milliseconds. Absent when that was just now. */
  age_ms?: number;
}

/** What became of a claimed reply. `pending`: to be tried (again) in `delay` milliseconds, by anyone. */
export interface Outcome {
  id: string;
  claimed_by: number;
  status: 'sent' | 'failed' | 'pending';
  attempts: number;
  delay: number;
  delivered_id: string | null;
  error: string | null;
}

/**
 * Conversations whose oldest waiting reply is due and nobody's, with all replies that wait behind
 * it. The head is locked and looked at again when the lock is granted, so two nodes never get the
 * same conversation.
 */
const CLAIM = `
WITH head AS (
  SELECT DISTINCT ON (conversation_id) id FROM outbox WHERE status = 'pending'
   ORDER BY conversation_id, seq
), due AS (
  SELECT o.conversation_id
    FROM outbox o JOIN head ON head.id = o.id
   WHERE o.status = 'pending' AND o.claimed_by IS NULL AND o.next_attempt_at <= now()
     AND o.channel = ANY ($2)
   ORDER BY o.id
   LIMIT $3
  FOR UPDATE OF o SKIP LOCKED
)
UPDATE outbox o SET claimed_by = $1, next_attempt_at = now()
  FROM due
 WHERE o.conversation_id = due.conversation_id AND o.status = 'pending' AND o.claimed_by IS NULL
RETURNING o.id, o.conversation_id, o.seq, o.channel, o.person, o.reply, o.attempts, o.claimed_by,
  extract(epoch FROM now() - o.created_at)::float8 * 1000 AS age_ms`;

export async function claimReplies(
  pool: Pool,
  wish: { claimer: number; channels: readonly string[]; conversations: number },
): Promise<ClaimedReply[]> {
  const { rows } = await pool.query<ClaimedReply>({
    name: 'outbox-claim',
    text: CLAIM,
    values: [wish.claimer, wish.channels, wish.conversations],
  });
  return rows.sort((a, b) => a.seq - b.seq);
}

/**
 * What waits is kept, and for some days what failed and might be sent after all, by an officer's
 * hand (`src/console/health/failed.ts`); nothing of a person who was erased meanwhile.
 */
const KEPT = `(s.status = 'pending' OR s.status = 'failed'
        AND s.error NOT LIKE 'permanent-for-this-person:%'
        AND NOT EXISTS (SELECT FROM conversation c
                         WHERE c.id = o.conversation_id AND c.person LIKE 'erased:%'))`;

const SETTLE = `
UPDATE outbox o
   SET status = s.status, attempts = s.attempts, claimed_by = NULL, error = s.error,
       delivered_id = s.delivered_id,
       next_attempt_at = now() + s.delay * interval '1 millisecond',
       sent_at = CASE WHEN s.status = 'sent' THEN now() END,
       reply = CASE WHEN ${KEPT} THEN o.reply END, person = CASE WHEN ${KEPT} THEN o.person END
  FROM json_to_recordset($1::json)
    AS s(id bigint, claimed_by int, status text, attempts int, delay int, delivered_id text, error text)
 WHERE o.id = s.id AND o.claimed_by = s.claimed_by
RETURNING EXISTS (SELECT FROM outbox p WHERE p.conversation_id = o.conversation_id AND p.seq > o.seq
                     AND p.status = 'pending' AND p.claimed_by IS NULL) AS more`;

/**
 * Writes what became of replies. One that another node took over meanwhile is left to it. True when
 * unclaimed replies wait behind one of them.
 */
export async function settleReplies(pool: Pool, outcomes: readonly Outcome[]): Promise<boolean> {
  const { rows } = await pool.query<{ more: boolean }>({
    name: 'outbox-settle',
    text: SETTLE,
    values: [JSON.stringify(outcomes)],
  });
  return rows.some(({ more }) => more);
} /**
 * The claims of nodes that are gone (their lock is), and claims of our own that we know nothing of,
 * because the connection broke before we learnt that they were granted.
 */
const RELEASE = `
UPDATE outbox SET claimed_by = NULL
 WHERE status = 'pending' AND claimed_by IS NOT NULL
   AND CASE WHEN claimed_by = $1
            THEN next_attempt_at < now() - interval '5 seconds' AND id <> ALL ($2::bigint[])
            ELSE claimed_by NOT IN (
              SELECT objid::int FROM pg_locks
               WHERE locktype = 'advisory' AND granted AND classid = ${NODE_LOCK} AND objsubid = 2
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
       END`;

export async function releaseLost(
  pool: Pool,
  self: { id: number; sending: readonly string[] },
): Promise<void> {
  await pool.query({ name: 'outbox-release', text: RELEASE, values: [self.id, self.sending] });
}
