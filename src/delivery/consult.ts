import type { Pool } from '../database/client.ts';
import type { Log } from '../log.ts';
import type { Model } from '../model/model.ts';
import { giveBack, type TakenLease } from './lease.ts';

/** Asks a model about the messages of leased conversations, outside any transaction. */
export interface Consulting {
  /** How many messages a model may be asked about now. */
  free(): Promise<number>;
  /** Begins to ask; each conversation is free again when its answer, or the time limit, has come. */
  take(leases: readonly TakenLease[]): void;
  /** Breaks off what is under way; those conversations are another node's. */
  stop(): Promise<void>;
}

export interface ConsultingParts {
  pool: Pool;
  log: Log;
  model: Model;
  /** A conversation is free again: its turns can be taken. */
  onAdvised: () => void;
  /** Shows a person who waits that an answer is being written; see `DeliveryParts.typing`. */
  typing?: (channel: string, person: string) => void;
}

/** Whoever has waited so long is shown that an answer is being written; milliseconds. */
const TYPING_AFTER_MS = 700;

export function startConsulting(parts: ConsultingParts): Consulting {
  const { pool, log, model, onAdvised, typing = () => {} } = parts;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function consult(lease: TakenLease): Promise<void> {
    const waiting = setTimeout(typing, TYPING_AFTER_MS, lease.channel, lease.person);
    try {
      const hint = await model.ask(lease.question, stopping.signal);
      await giveBack(pool, lease, hint);
      onAdvised();
    } catch (err) {
      // The lease runs out by itself.
      log.warn({ err }, 'what a model said could not be stored');
    } finally {
      clearTimeout(waiting);
    }
  }

  return {
    free: () => model.free(),
    take(leases) {
      for (const lease of leases) {
        const done = consult(lease).finally(() => underWay.delete(done));
        underWay.add(done);
      }
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
