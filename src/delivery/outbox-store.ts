import type pg from 'pg';
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

const ERASED = `EXISTS (SELECT FROM conversation c
                         WHERE c.id = o.conversation_id AND c.person LIKE 'erased:%')`;

/**
 * What waits is kept, and for some days what failed and might be sent after all, by an officer's
 * hand (`src/console/health/failed.ts`); nothing of a person who was erased meanwhile.
 */
const KEPT = `(s.status = 'pending' OR s.status = 'failed'
        AND s.error NOT LIKE 'permanent-for-this-person:%' AND NOT ${ERASED})`;

/** A platform's name for a message may be built of the person's, as its name for an event may. */
const SETTLE = `
UPDATE outbox o
   SET status = CASE WHEN o.status = 'pending' OR s.status = 'sent' THEN s.status ELSE o.status END,
       attempts = s.attempts, claimed_by = NULL, error = s.error,
       delivered_id = CASE WHEN NOT ${ERASED} THEN s.delivered_id END,
       next_attempt_at = now() + s.delay * interval '1 millisecond',
       sent_at = CASE WHEN s.status = 'sent' THEN now() END,
       reply = CASE WHEN ${KEPT} THEN o.reply END, person = CASE WHEN ${KEPT} THEN o.person END
  FROM json_to_recordset($1::json)
    AS s(id bigint, claimed_by int, status text, attempts int, delay int, delivered_id text, error text)
 WHERE o.id = s.id AND (o.claimed_by = s.claimed_by OR s.status = 'sent' AND o.status IN ('pending', 'superseded'))
RETURNING EXISTS (SELECT FROM outbox p WHERE p.conversation_id = o.conversation_id AND p.seq > o.seq
                     AND p.status = 'pending' AND p.claimed_by IS NULL) AS more,
          ARRAY(SELECT p.id::text FROM outbox p WHERE p.conversation_id = o.conversation_id
                   AND p.seq > o.seq AND p.status = 'superseded') AS superseded`;

/** What a settlement shows of the replies behind those that were settled. */
export interface Settled {
  /** Some of them wait, and are nobody's. */
  more: boolean;
  /** These are not to be sent any more. */
  superseded: ReadonlySet<string>;
}

/**
 * Writes what became of replies. One that was sent is sent, whoever has claimed it meanwhile; of any
 * other that another node took over nothing is written. One that was superseded while it was being
 * sent stays so, unless the platform took it.
 */
export async function settleReplies(pool: Pool, outcomes: readonly Outcome[]): Promise<Settled> {
  const { rows } = await pool.query<{ more: boolean; superseded: string[] }>({
    name: 'outbox-settle',
    text: SETTLE,
    values: [JSON.stringify(outcomes)],
  });
  return {
    more: rows.some(({ more }) => more),
    superseded: new Set(rows.flatMap(({ superseded }) => superseded)),
  };
}

/** Replies of a conversation before that number are not to be sent any more. */
export interface Superseding {
  conversation_id: string;
  seq: number;
}

/** Who is sending one just now keeps the claim: should the platform have taken it, that is told. */
const SUPERSEDE = `
UPDATE outbox o SET status = 'superseded', reply = NULL, person = NULL, error = NULL
  FROM json_to_recordset($1::json) AS s(conversation_id uuid, seq int)
 WHERE o.conversation_id = s.conversation_id AND o.seq < s.seq AND o.status = 'pending'
RETURNING o.id`;

/**
 * Ends replies that still wait, as an officer spoke before they could go out: two must not talk at
 * once. Part of the caller's transaction. Returns the ids of those that ended.
 */
export async function supersede(
  client: pg.ClientBase,
  given: readonly Superseding[],
): Promise<ReadonlySet<string>> {
  if (given.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>(SUPERSEDE, [JSON.stringify(given)]);
  return new Set(rows.map(({ id }) => id));
}

/**
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
