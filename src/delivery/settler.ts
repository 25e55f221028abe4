import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../database/client.ts';
import type { Log } from '../log.ts';
import { type Outcome, type Settled, settleReplies } from './outbox-store.ts';

/** Records what became of replies, those of many conversations in one statement. */
export interface Settler {
  /** Resolves when it is on record, with the replies behind these that are not to be sent any more. */
  settle(outcomes: readonly Outcome[]): Promise<Settled['superseded']>;
  /** No more patience with a database that is away; what is under way is still waited for. */
  close(): Promise<void>;
}

/**
 * One statement at a time; whatever comes meanwhile goes into the next one. `onMore` is called when
 * unclaimed replies waited behind those that were settled.
 */
export function createSettler(pool: Pool, log: Log, onMore: () => void): Settler {
  let queue: {
    outcomes: readonly Outcome[];
    done: (superseded: Settled['superseded']) => void;
  }[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  async function run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      const superseded = await write(batch.flatMap(({ outcomes }) => outcomes));
      for (const { done } of batch) done(superseded);
    }
    running = undefined;
  }

  /** A reply was sent, so this must get on record, or it would be sent again. */
  async function write(outcomes: Outcome[]): Promise<Settled['superseded']> {
    for (;;) {
      try {
        const { more, superseded } = await settleReplies(pool, outcomes);
        if (more) onMore();
        return superseded;
      } catch (err) {
        log.error({ err, replies: outcomes.length }, 'sent replies could not be recorded');
        if (closed) return new Set();
        await sleep(100);
      }
    }
  }

  return {
    settle: (outcomes) =>
      new Promise((done) => {
        queue.push({ outcomes, done });
        running ??= run();
      }),
    async close() {
      closed = true;
      await running;
    },
  };
}
