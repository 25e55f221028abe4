import { setTimeout as sleep } from 'node:timers/promises';
import { type Inbound, toPayload } from '../channels/inbound.ts';
import type { Pool } from '../database/client.ts';
import { forgottenEvent } from '../database/forgotten-event.ts';
import { newConversation } from '../engine/state.ts';
import type { Log } from '../log.ts';
import { isDataError } from './failure.ts';
import { INBOX_CHANNEL } from './node.ts';

/** The message is not stored: the platform must hear so (503), and will send it again. */
export class NotStoredError extends Error {
  override name = 'NotStoredError';
}

/** Whether the message is new, or one the platform had sent before. Either way it may hear 200. */
export type Accepted = 'stored' | 'duplicate';

export interface Inbox {
  /** Resolves when the message is on disk; rejects with {@link NotStoredError} after 1.5 s at the latest. */
  accept(message: Inbound): Promise<Accepted>;
  /** Takes nothing more in and resolves when what was taken in is stored. */
  close(): Promise<void>;
}

export interface InboxParts {
  pool: Pool;
  log: Log;
  /** Called when messages were stored: the worker of this process need not wait to be notified. */
  onStored?: () => void;
  /** The number of this process as a node, which therefore does not heed the notification. */
  origin?: () => number | undefined;
}

/** Platforms wait for some seconds and then send again; ours is to be known well before. */
const DEADLINE_MS = 1500;

/** The most messages of one statement. */
const BATCH = 500;

/**
 * The door of the queue. One statement is under way at a time and the next takes all messages that
 * came in meanwhile, so they are coalesced under load, not delayed without it, and the order in
 * which a conversation's messages were accepted is the order of their numbers.
 */
export function createInbox({
  pool,
  log,
  onStored = () => {},
  origin = () => undefined,
}: InboxParts): Inbox {
  let queue: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  async function run(): Promise<void> {
    // Messages of the same moment go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH);
      queue = queue.slice(BATCH);
      try {
        const again = await store(pool, batch, origin());
        queue = [...again, ...queue];
        onStored();
      } catch (err) {
        log.warn({ err, messages: batch.length }, 'messages could not be stored');
        if (!isDataError(err)) {
          // The database may be back before the deadline.
          queue = [...batch, ...queue];
          await sleep(50);
        } else if (batch.length === 1) batch[0]!.refuse(err);
        else await storeSingly(batch);
      }
      queue = queue.filter((waiting) => !waiting.settled);
    }
    // In the same step as the last look at the queue: a message that comes after it starts anew.
    running = undefined;
  }

  /** One message that the database refuses must not keep the others out. */
  async function storeSingly(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) {
      try {
        queue.unshift(...(await store(pool, [waiting], origin())));
      } catch (err) {
        waiting.refuse(err);
      }
    }
    onStored();
  }

  return {
    accept(message) {
      if (closed) return Promise.reject(new NotStoredError('the service is stopping'));
      return new Promise((resolve, reject) => {
        queue.push(new Waiting(message, resolve, reject));
        running ??= run();
      });
    },
    async close() {
      closed = true;
      await running;
    },
  };
}

/** A message on its way in, and whoever waits for it. */
class Waiting {
  readonly message: Inbound;
  settled = false;
  readonly #resolve: (accepted: Accepted) => void;
  readonly #reject: (error: NotStoredError) => void;
  readonly #timer: NodeJS.Timeout;

  constructor(
    message: Inbound,
    resolve: (accepted: Accepted) => void,
    reject: (error: NotStoredError) => void,
  ) {
    this.message = message;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.refuse(), DEADLINE_MS);
  }

  settle(accepted: Accepted): void {
    this.settled = true;
    clearTimeout(this.#timer);
    this.#resolve(accepted);
  }

  refuse(cause?: unknown): void {
    this.settled = true;
    clearTimeout(this.#timer);
    this.#reject(new NotStoredError('the message could not be stored', { cause }));
  }
}

/**
 * Conversations, messages and notification in one statement. A duplicate makes no conversation, nor
 * does one of a person who was erased meanwhile.
 */
const STORE = `
WITH given AS (
  SELECT g.*, EXISTS (
         SELECT FROM inbox i WHERE i.channel = g.channel
            AND i.event_id IN (g.event_id, ${forgottenEvent('g.event_id')})) AS known
    FROM json_to_recordset($1::json)
      AS g(ord int, channel text, person text, event_id text, source text, state jsonb, payload jsonb)
), opened AS (
  INSERT INTO conversation (channel, person, source, state)
  SELECT DISTINCT ON (channel, person) channel, person, source, state
    FROM given WHERE NOT known ORDER BY channel, person, ord
  ON CONFLICT (channel, person) DO NOTHING
  RETURNING id, channel, person
), placed AS (
  SELECT g.*, coalesce(o.id, c.id) AS conversation_id
    FROM given g
    LEFT JOIN opened o USING (channel, person)
    LEFT JOIN conversation c USING (channel, person)
), stored AS (
  INSERT INTO inbox (channel, event_id, conversation_id, person, payload)
  SELECT channel, event_id, conversation_id, person, payload
    FROM placed WHERE NOT known AND conversation_id IS NOT NULL ORDER BY ord
  ON CONFLICT (channel, event_id) DO NOTHING
  RETURNING channel, event_id
), notified AS (
  SELECT pg_notify('${INBOX_CHANNEL}', $2) FROM (SELECT FROM stored LIMIT 1) AS any_stored
)
SELECT p.ord,
       CASE WHEN s.event_id IS NOT NULL THEN 'stored'
            WHEN p.known OR p.conversation_id IS NOT NULL THEN 'duplicate'
       END AS accepted,
       (SELECT count(*) FROM notified) AS notified
  FROM placed p LEFT JOIN stored s USING (channel, event_id)
 ORDER BY p.ord`;

/**
 * Stores a batch and settles its messages. Returns those to try again: their conversation was
 * opened by another node in the same moment and cannot be seen before the next statement.
 */
async function store(
  pool: Pool,
  batch: readonly Waiting[],
  origin: number | undefined,
): Promise<Waiting[]> {
  const given = batch.map(({ message }, ord) => ({
    ord,
    channel: message.channel,
    person: message.person,
    event_id: message.eventId,
    source: message.source,
    state: newConversation(message.source),
    payload: toPayload(message),
  }));
  const query = {
    name: 'inbox-store',
    text: STORE,
    values: [JSON.stringify(given), String(origin ?? '')],
    // A connection that hangs must not hold up the messages behind it.
    query_timeout: 5000,
  };
  const { rows } = await pool.query<{ ord: number; accepted: Accepted | null }>(query);
  const again: Waiting[] = [];
  const seen = new Set<string>();
  for (const { ord, accepted } of rows) {
    const waiting = batch[ord]!;
    const key = JSON.stringify([waiting.message.channel, waiting.message.eventId]);
    if (accepted === null) again.push(waiting);
    // The same event twice in one batch: one row, and the first of them is the message.
    else waiting.settle(seen.has(key) ? 'duplicate' : accepted);
    seen.add(key);
  }
  return again;
}
