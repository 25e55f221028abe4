import type { Pool } from '../database/client.ts';
import type { Log } from '../log.ts';
import { erase } from '../privacy/erase.ts';
import {
  type Batch,
  type ClaimedConversation,
  MAX_ATTEMPTS,
  type TurnParts,
  takeTurns,
} from './batch.ts';
import type { Consulting } from './consult.ts';
import { describe, isFault, TurnError } from './failure.ts';
import { lease } from './lease.ts';
import type { DeliveryNode } from './node.ts';
import { type ClaimedReply, supersede } from './outbox-store.ts';
import { type ClaimWish, claim, write } from './turn-store.ts';
import { createWorker, type Worker } from './worker.ts';

/** What the worker is given. */
export interface TurnsParts extends TurnParts {
  pool: Pool;
  log: Log;
  node: DeliveryNode;
  /** Conversations of these channels only. */
  channels: readonly string[];
  /** Called after the commit with the replies this node is to send; `left`: there are more to claim. */
  onReplies: (replies: ClaimedReply[], left: boolean) => void;
  /** Asks a language model about messages that need it. Absent: there is none. */
  consulting?: Consulting;
}

/** Conversations of one batch. */
const BATCH = 128;

/**
 * The worker that answers. It claims conversations with unread messages, takes their turns in
 * memory, and writes all of it in one transaction. Woken by new messages here or on another node;
 * looks once a second for what a lost notification or a dead node left.
 */
export function startTurns(parts: TurnsParts): Worker {
  return createWorker('turns', parts.log, async () => {
    const claimed: string[] = [];
    try {
      return await answer(parts, { channels: parts.channels, conversations: BATCH }, claimed);
    } catch (err) {
      if (!isFault(err)) throw err;
      parts.log.error({ err }, 'a batch failed; its conversations are answered one by one');
    }
    for (const only of claimed) await answerOne(parts, only);
    return true;
  });
}

/**
 * One message of one conversation; if what comes of it cannot be written, that is a failed attempt.
 * After the last one it is the apology that could not be written: then it ends without.
 */
async function answerOne(parts: TurnsParts, only: string): Promise<void> {
  try {
    await answer(parts, { channels: parts.channels, conversations: 1, only }, []);
  } catch (err) {
    if (!isFault(err)) throw err;
    parts.log.error({ err, conversation: only }, 'a turn could not be written');
    await parts.pool.query(
      `UPDATE inbox
          SET attempts = attempts + 1, error = $2,
              status = CASE WHEN attempts < $3 THEN 'unread' ELSE 'failed' END,
              hint = CASE WHEN attempts < $3 THEN hint END
        WHERE id = (SELECT min(id) FROM inbox WHERE conversation_id = $1 AND status = 'unread')`,
      [only, describe(err), MAX_ATTEMPTS],
    );
  }
}

/** One transaction; names the conversations in `claimed`. True: there may be more to do. */
async function answer(parts: TurnsParts, wish: ClaimWish, claimed: string[]): Promise<boolean> {
  const questions = (await parts.consulting?.free()) ?? 0;
  const client = await parts.pool.connect();
  let failure: unknown;
  try {
    await client.query('BEGIN');
    const { conversations, more } = await claim(client, wish);
    claimed.push(...conversations.map(({ id }) => id));
    if (conversations.length === 0) {
      await client.query('COMMIT');
      return more;
    }
    const batch = turnsOf(conversations, parts, questions);
    const { replies, left } = await write(client, batch, parts.node.id);
    const superseded = await supersede(client, batch.superseded);
    await erase(client, batch.erasures);
    const leased = await lease(client, batch.leases);
    await client.query('COMMIT');
    parts.consulting?.take(leased);
    for (const { id, status, error } of batch.inbox) {
      if (status !== 'done') parts.log.error({ message: id, status, error }, 'a turn failed');
    }
    parts.onReplies(
      replies.filter(({ id }) => !superseded.has(id)),
      left,
    );
    const read = conversations.flatMap(({ unread }) => unread).length;
    return more || batch.inbox.filter(({ status }) => status !== 'unread').length < read;
  } catch (error) {
    failure = error;
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release(failure !== undefined && !isFault(failure));
  }
}

function turnsOf(
  conversations: readonly ClaimedConversation[],
  parts: TurnsParts,
  questions: number,
): Batch {
  try {
    return takeTurns(conversations, parts, questions);
  } catch (cause) {
    throw new TurnError(describe(cause), { cause });
  }
}
