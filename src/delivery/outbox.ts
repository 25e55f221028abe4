import { setTimeout as sleep } from 'node:timers/promises';
import { type Send, SendError } from '../channels/send.ts';
import type { Pool } from '../database/client.ts';
import type { Log } from '../log.ts';
import { describe, storable } from './failure.ts';
import type { DeliveryNode } from './node.ts';
import { type ClaimedReply, claimReplies, type Outcome, releaseLost } from './outbox-store.ts';
import { createSettler } from './settler.ts';
import { createWorker, type Worker } from './worker.ts';

export interface OutboxParts {
  pool: Pool;
  log: Log;
  node: DeliveryNode;
  channels: readonly string[];
  send: Send;
  /** Waits before the second and the third attempt, milliseconds; after as many the reply is given up. */
  backoffMs?: readonly number[];
}

export interface Outbox extends Worker {
  /** Replies that are claimed already, in order. */
  push(replies: readonly ClaimedReply[]): void;
}

/** Sends under way at once, each of another conversation. */
const CONCURRENCY = 128;

/** A reply that could not be sent for so long is given up: nobody waits for it any more. */
const LONGEST_MS = 24 * 3_600_000;

/** How long a stopping node waits for the platforms; what is not settled then may be sent again. */
const STOP_TIMEOUT_MS = 10_000;

/**
 * The sender. Replies of one conversation go out one after another: the next only when it is on
 * record that the one before was taken, so that a node that dies leaves at most one reply in doubt
 * per conversation. Conversations do not wait for each other.
 */
export function startOutbox(parts: OutboxParts): Outbox {
  const { pool, log, node, channels, send, backoffMs = [1000, 5000] } = parts;
  const settler = createSettler(pool, log, () => worker.wake());
  /** By conversation; the first of a list is being sent. */
  const sending = new Map<string, ClaimedReply[]>();
  const waiting: string[] = [];
  const halt = new AbortController();
  let active = 0;
  let stopped = false;
  let full = false;
  let releasedAt = 0;

  const worker = createWorker('outbox', log, async () => {
    const { id } = node;
    if (id === undefined || stopped) return false;
    if (performance.now() - releasedAt > 200) {
      const known = [...sending.values()].flat().map((reply) => reply.id);
      await releaseLost(pool, { id, sending: known });
      releasedAt = performance.now();
    }
    const room = CONCURRENCY - sending.size;
    full = room <= 0;
    if (full) return false;
    const replies = await claimReplies(pool, { claimer: id, channels, conversations: room });
    push(replies);
    // Whatever came meanwhile wakes us; only a claim that was cut short leaves more.
    return new Set(replies.map((reply) => reply.conversation_id)).size === room;
  });

  function push(replies: readonly ClaimedReply[]): void {
    for (const reply of replies) {
      const queue = sending.get(reply.conversation_id);
      if (queue === undefined) {
        sending.set(reply.conversation_id, [reply]);
        waiting.push(reply.conversation_id);
        continue;
      }
      const known = queue.find(({ id }) => id === reply.id);
      // Claimed anew, after this node's number had changed.
      if (known !== undefined) known.claimed_by = reply.claimed_by;
      else queue.push(reply);
    }
    next();
  }

  function next(): void {
    while (active < CONCURRENCY && waiting.length > 0) {
      const conversation = waiting.shift()!;
      active += 1;
      void sendAll(conversation).finally(() => {
        active -= 1;
        next();
        if (full) worker.wake();
      });
    }
  }

  async function sendAll(conversation: string): Promise<void> {
    const queue = sending.get(conversation)!;
    while (queue.length > 0) {
      const reply = queue[0]!;
      // What was claimed under a number that this node has lost may be another's by now.
      const isOurs = !stopped && reply.claimed_by === node.id;
      const outcome = isOurs ? await sendOne(reply) : unsent(reply);
      if (outcome.status === 'pending') {
        sending.delete(conversation);
        await settler.settle([outcome, ...queue.slice(1).map(unsent)]);
        setTimeout(worker.wake, outcome.delay).unref();
        return;
      }
      const superseded = await settler.settle([outcome]);
      queue.splice(0, queue.length, ...queue.slice(1).filter(({ id }) => !superseded.has(id)));
    }
    sending.delete(conversation);
  }

  async function sendOne(reply: ClaimedReply): Promise<Outcome> {
    if ((reply.age_ms ?? 0) > LONGEST_MS) {
      log.error({ channel: reply.channel, outbox: reply.id }, 'a reply waited too long');
      const { attempts } = reply;
      return outcome(reply, { status: 'failed', attempts, error: 'waited too long' });
    }
    try {
      const { id, channel, person } = reply;
      const { deliveredId } = await send(channel, person, reply.reply, id, halt.signal);
      return outcome(reply, {
        status: 'sent',
        attempts: reply.attempts + 1,
        delivered_id: deliveredId === undefined ? null : storable(deliveredId),
      });
    } catch (err) {
      const refused = err instanceof SendError ? err : undefined;
      const attempts = reply.attempts + (refused?.attempted === false ? 0 : 1);
      // What was not tried yet waits as long as it was told to.
      const wait = refused?.attempted === false ? 0 : backoffMs[attempts - 1];
      const again = wait !== undefined && refused?.retry !== false;
      const status = again ? 'pending' : 'failed';
      const level = status === 'failed' ? 'error' : refused?.attempted === false ? 'debug' : 'warn';
      log[level]({ err, channel: reply.channel, outbox: reply.id, attempts, status }, 'not sent');
      const delay = again ? Math.ceil(Math.max(wait, refused?.afterMs ?? 0)) : 0;
      const error = refused === undefined ? describe(err) : `${refused.kind}: ${describe(err)}`;
      return outcome(reply, { status, attempts, delay, error });
    }
  }

  return {
    push,
    wake: worker.wake,
    async stop() {
      stopped = true;
      await worker.stop();
      const deadline = performance.now() + STOP_TIMEOUT_MS;
      while (active > 0 && performance.now() < deadline) await sleep(5);
      halt.abort();
      await settler.close();
    },
  };
}

/** Given back as it was. */
function unsent(reply: ClaimedReply): Outcome {
  return outcome(reply, { status: 'pending', attempts: reply.attempts });
}

function outcome(
  { id, claimed_by }: ClaimedReply,
  rest: Pick<Outcome, 'status' | 'attempts'> & Partial<Outcome>,
): Outcome {
  return { id, claimed_by, delay: 0, delivered_id: null, error: null, ...rest };
}
