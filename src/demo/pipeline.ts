import type pg from 'pg';
import type { Inbound } from '../channels/inbound.ts';
import type { Pool } from '../database/client.ts';
import { forgottenEvent } from '../database/forgotten-event.ts';
import { type Batch, type TurnParts, takeTurns } from '../delivery/batch.ts';
import { createInbox } from '../delivery/inbox.ts';
import { settleReplies } from '../delivery/outbox-store.ts';
import { claim, write } from '../delivery/turn-store.ts';
import type { Log } from '../log.ts';
import { openLink } from '../outreach/links.ts';
import { erase } from '../privacy/erase.ts';

/** What the pipeline of a demonstration needs; its clock comes with every message. */
export interface PipelineParts extends Omit<TurnParts, 'now'> {
  /** One connection; every message is part of the transaction that is under way on it. */
  client: pg.PoolClient;
  log: Log;
  allowedHosts: readonly string[];
}

/** When a message was answered, and when the platform took the answer. */
export interface Moments {
  answered: Date;
  sent: Date;
}

/**
 * Delivery in one transaction: the same inbox, turns, masking, erasure and outbox as the service's,
 * step by step on one connection. What waits to be answered or sent is never committed, so that no
 * service on the same database can see it, and nothing reaches a platform: "sent" is all that
 * happens to a reply.
 */
export interface Pipeline {
  /** One message from the door to the platform; what its turn wrote. */
  say(message: Inbound, moments: Moments): Promise<Batch>;
  /** Somebody opens a link they were given. */
  open(token: string, at: Date): Promise<void>;
  /** Gives everything its time; to be called before the transaction is committed. */
  date(): Promise<void>;
}

/** Holds the replies while they are settled; nobody ever sees it. */
const CLAIMER = 1;

/**
 * Nobody had this conversation. It began with its first message: the column's own default would be
 * the moment at which the demonstration is made.
 */
const MARK = `
WITH fresh AS (
  UPDATE conversation SET demo = true, created_at = $3
   WHERE channel = $1 AND person = $2 AND NOT demo RETURNING id
)
SELECT id FROM fresh UNION SELECT id FROM conversation WHERE channel = $1 AND person = $2`;

/** The other times that come from the database's clock, of all messages since the last time. */
const DATE = `
WITH given AS (
  SELECT * FROM json_to_recordset($1::json)
    AS g(channel text, event_id text, at timestamptz, answered timestamptz, sent timestamptz,
         tokens text[], replies bigint[])
), received AS (
  UPDATE inbox i SET received_at = g.at FROM given g
   WHERE i.channel = g.channel AND i.event_id IN (g.event_id, ${forgottenEvent('g.event_id')})
), linked AS (
  UPDATE tracked_link l SET created_at = g.answered
    FROM given g CROSS JOIN LATERAL unnest(g.tokens) AS given_token WHERE l.token = given_token
)
UPDATE outbox o SET created_at = g.answered, next_attempt_at = g.answered, sent_at = g.sent
  FROM given g CROSS JOIN LATERAL unnest(g.replies) AS given_id WHERE o.id = given_id`;

export function createPipeline(parts: PipelineParts): Pipeline {
  const { client, log, allowedHosts, ...turns } = parts;
  // These ask for a pool to send single statements by; here they must not leave the transaction.
  const db = client as unknown as Pool;
  const inbox = createInbox({ pool: db, log });
  let undated: object[] = [];
  /** Conversations by whose they are. */
  const ids = new Map<string, string>();

  async function conversationOf({ channel, person, at }: Inbound): Promise<string> {
    const known = ids.get(`${channel} ${person}`);
    if (known !== undefined) return known;
    const { rows } = await client.query<{ id: string }>({
      name: 'demo-mark',
      text: MARK,
      values: [channel, person, at],
    });
    ids.set(`${channel} ${person}`, rows[0]!.id);
    return rows[0]!.id;
  }

  return {
    async say(message, { answered, sent }) {
      const { channel, person, eventId, at } = message;
      await inbox.accept(message);
      const only = await conversationOf(message);
      const { conversations } = await claim(client, {
        channels: [channel],
        conversations: 1,
        only,
      });
      const batch = takeTurns(conversations, { ...turns, now: () => answered });
      const failed = batch.inbox.find(({ status }) => status !== 'done');
      if (failed !== undefined) throw new Error(`a turn failed: ${failed.error}`);
      const { replies } = await write(client, batch, CLAIMER);
      await erase(client, batch.erasures);
      // Whatever they write next begins another conversation.
      if (batch.erasures.length > 0) ids.delete(`${channel} ${person}`);
      const taken = replies.map(({ id, attempts, claimed_by }) => ({
        id,
        claimed_by,
        attempts: attempts + 1,
        status: 'sent' as const,
        delay: 0,
        delivered_id: null,
        error: null,
      }));
      await settleReplies(db, taken);
      undated.push({
        channel,
        event_id: eventId,
        at,
        answered,
        sent,
        tokens: batch.links.map(({ token }) => token),
        replies: replies.map(({ id }) => id),
      });
      return batch;
    },
    async open(token, at) {
      await openLink(db, token, true, allowedHosts, at);
    },
    async date() {
      const given = undated;
      undated = [];
      await client.query(DATE, [JSON.stringify(given)]);
    },
  };
}
