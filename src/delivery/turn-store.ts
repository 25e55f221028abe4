import type pg from 'pg';
import { newConversation } from '../engine/state.ts';
import { daySql } from '../outreach/events.ts';
import type { Batch, ClaimedConversation, UnreadMessage } from './batch.ts';
import { TurnError } from './failure.ts';
import type { ClaimedReply } from './outbox-store.ts';

/** Most messages of one conversation in one batch; a flood is worked off in several. */
const MESSAGES_PER_CONVERSATION = 50;

/** What to claim: conversations of these channels, oldest message first. */
export interface ClaimWish {
  channels: readonly string[];
  conversations: number;
  /** Only this conversation, and one message of it: to find out which one the database refuses. */
  only?: string;
}

/** The lock that makes a conversation one worker's for the length of its transaction. */
const LOCK = 'FOR NO KEY UPDATE OF c SKIP LOCKED';
const COLUMNS = `c.id, c.channel, c.person, c.state, c.version, c.next_seq, c.source,
       c.lease_until IS NOT NULL AS lapsed`;
/** Nobody is asking a model about it, or has been for too long. */
const FREE = '(c.lease_until IS NULL OR c.lease_until <= now())';

const CLAIM = `
SELECT ${COLUMNS}
  FROM (SELECT conversation_id, min(id) AS first FROM inbox WHERE status = 'unread' GROUP BY 1) AS waiting
  JOIN conversation c ON c.id = waiting.conversation_id
 WHERE c.channel = ANY ($1) AND ${FREE}
 ORDER BY waiting.first
 LIMIT $2
${LOCK}`;

const CLAIM_ONE = `SELECT ${COLUMNS} FROM conversation c WHERE c.id = $1 AND ${FREE} ${LOCK}`;

/**
 * A statement after the claim, for it must see what was committed before the lock was granted:
 * another node may have answered some of these messages just now.
 */
const READ = `
SELECT c.id AS conversation_id, i.*
  FROM unnest($1::uuid[]) AS c(id)
 CROSS JOIN LATERAL (
   SELECT id, event_id, person, payload, attempts, error, hint FROM inbox
    WHERE conversation_id = c.id AND status = 'unread' ORDER BY id LIMIT $2
 ) AS i
 ORDER BY i.id`;

/** What a claim got. `more`: there may be more to claim, beyond what is stored from now on. */
export interface Claim {
  conversations: ClaimedConversation[];
  more: boolean;
}

/** Claims conversations for the caller's transaction and reads their unread messages. */
export async function claim(client: pg.ClientBase, wish: ClaimWish): Promise<Claim> {
  const { rows } =
    wish.only === undefined
      ? await client.query({
          name: 'turns-claim',
          text: CLAIM,
          values: [wish.channels, wish.conversations],
        })
      : await client.query({ name: 'turns-claim-one', text: CLAIM_ONE, values: [wish.only] });
  if (rows.length === 0) return { conversations: [], more: false };
  const conversations = new Map<string, ClaimedConversation>(
    rows.map((row) => [row.id, { ...row, unread: [] }]),
  );
  const limit = wish.only === undefined ? MESSAGES_PER_CONVERSATION : 1;
  const unread = await client.query<UnreadMessage & { conversation_id: string; person: string }>({
    name: 'turns-read',
    text: READ,
    values: [[...conversations.keys()], limit],
  });
  const strays: string[] = [];
  for (const message of unread.rows) {
    const conversation = conversations.get(message.conversation_id)!;
    if (message.person === conversation.person) conversation.unread.push(message);
    else strays.push(message.id);
  }
  if (strays.length > 0) await rehome(client, strays);
  const claimed = [...conversations.values()];
  return {
    conversations: claimed.filter((conversation) => conversation.unread.length > 0),
    more:
      strays.length > 0 ||
      claimed.length === wish.conversations ||
      claimed.some((conversation) => conversation.unread.length === limit),
  };
}

/**
 * Messages that came in while their conversation was being erased begin a new one; the next batch
 * answers them there.
 */
async function rehome(client: pg.ClientBase, messages: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO conversation (channel, person, state)
     SELECT DISTINCT channel, person, $2::jsonb
       FROM inbox WHERE id = ANY ($1::bigint[])
     ON CONFLICT (channel, person) DO NOTHING`,
    [messages, JSON.stringify(newConversation())],
  );
  await client.query(
    `UPDATE inbox i SET conversation_id = c.id FROM conversation c
      WHERE i.id = ANY ($1::bigint[]) AND c.channel = i.channel AND c.person = i.person`,
    [messages],
  );
}

/**
 * A reply goes straight to this node's sender, unless an earlier one of its conversation is still
 * on its way: then it waits in the row for whoever sends that one.
 */
const WRITE = `
WITH turned AS (
  UPDATE conversation c
     SET state = t.state, version = c.version + t.turns, next_seq = t.next_seq, last_at = t.last_at,
         source = t.source, lease_until = NULL, lease_by = NULL
    FROM json_to_recordset($1::json)
      AS t(id uuid, version int, turns int, state jsonb, next_seq int, last_at timestamptz, source text)
   WHERE c.id = t.id AND c.version = t.version
  RETURNING c.id
), said AS (
  INSERT INTO message (conversation_id, seq, direction, text, parts, understood, ending, at)
  SELECT * FROM json_to_recordset($2::json)
    AS m(conversation_id uuid, seq int, direction text, text text, parts jsonb, understood jsonb,
         ending text, at timestamptz)
), posted AS (
  INSERT INTO outbox (conversation_id, seq, channel, person, reply, claimed_by)
  SELECT o.*,
         CASE WHEN NOT EXISTS (SELECT FROM outbox p WHERE p.conversation_id = o.conversation_id
                                  AND p.status = 'pending') THEN $7::int END
    FROM json_to_recordset($3::json)
      AS o(conversation_id uuid, seq int, channel text, person text, reply jsonb)
  RETURNING id, conversation_id, seq, claimed_by
), counted AS (
  INSERT INTO event (at, day, type, conversation_id, channel, source, topic, flow, rule, outcome, reason, link,
                     account, ending, path)
  SELECT e.at, ${daySql('e.at')}, e.type, e.conversation_id, e.channel, e.source, e.topic, e.flow,
         e.rule, e.outcome, e.reason, e.link, e.account, e.ending, e.path
    FROM json_to_recordset($4::json)
      AS e(at timestamptz, type text, conversation_id uuid, channel text, source text, topic text,
           flow text, rule text, outcome text, reason text, link text, account bigint, ending text,
           path text[])
), linked AS (
  INSERT INTO tracked_link (token, conversation_id, channel, source, name, url, account)
  SELECT * FROM json_to_recordset($5::json)
    AS l(token text, conversation_id uuid, channel text, source text, name text, url text,
         account bigint)
), read AS (
  UPDATE inbox i
     SET status = r.status, attempts = r.attempts, error = r.error,
         payload = CASE WHEN r.status <> 'done' THEN i.payload END,
         person = CASE WHEN r.status <> 'done' THEN i.person END,
         hint = CASE WHEN r.status = 'unread' THEN i.hint END
    FROM json_to_recordset($6::json) AS r(id bigint, status text, attempts int, error text)
   WHERE i.id = r.id
)
SELECT (SELECT count(*)::int FROM turned) AS turned,
       (SELECT json_agg(p) FROM posted p) AS posted`;

/**
 * Writes a batch in one statement and returns the replies that this node (`claimer`) is to send.
 * `left` tells that others have to wait for an earlier reply.
 */
export async function write(
  client: pg.ClientBase,
  batch: Batch,
  claimer: number | undefined,
): Promise<{ replies: ClaimedReply[]; left: boolean }> {
  const { rows } = await client.query<{ turned: number; posted: Posted[] | null }>({
    name: 'turns-write',
    text: WRITE,
    values: [...serialise(batch), claimer ?? null],
  });
  const { turned, posted } = rows[0]!;
  if (turned !== batch.conversations.length) {
    throw new Error('a conversation was changed by someone who did not hold its lock');
  }
  const ids = new Map((posted ?? []).map((row) => [`${row.conversation_id} ${row.seq}`, row]));
  const replies: ClaimedReply[] = [];
  for (const row of batch.outbox) {
    const { id, claimed_by } = ids.get(`${row.conversation_id} ${row.seq}`)!;
    if (claimed_by !== null) replies.push({ ...row, id: String(id), attempts: 0, claimed_by });
  }
  return { replies, left: replies.length < batch.outbox.length };
}

function serialise(batch: Batch): string[] {
  const { conversations, messages, outbox, events, links, inbox } = batch;
  try {
    return [conversations, messages, outbox, events, links, inbox].map((rows) =>
      JSON.stringify(rows),
    );
  } catch (cause) {
    throw new TurnError('a turn gave something that is no JSON', { cause });
  }
}

interface Posted {
  id: number;
  conversation_id: string;
  seq: number;
  claimed_by: number | null;
}
