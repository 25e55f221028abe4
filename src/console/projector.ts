import { setTimeout as sleep } from 'node:timers/promises';
import { type Leadership, lead } from '../channels/leader.ts';
import type { Pool } from '../database/client.ts';
import type { Log } from '../log.ts';

/** PostgreSQL's notification channel on which every node hears which projection changed. */
export const CONSOLE_CHANNEL = 'console';

/** Tables that the console reads and that follow from what delivery writes. */
export interface Projection {
  /** What the pages fetch again when it changes; see `contract/live.ts`. */
  name: string;
  /** Brings its tables up to date and tells whether anything changed; cheap when nothing happened. */
  catchUp(): Promise<boolean>;
}

export interface ProjectorParts {
  pool: Pool;
  /** The database's address: the lock that one node holds needs a connection of its own. */
  url: string;
  log: Log;
  projections: readonly Projection[];
  /** The least time between two rounds; milliseconds. */
  everyMs?: number;
}

/**
 * Keeps all projections up to date, on one node for all, beside the path of the messages: nobody
 * who writes waits for it. A projection that fails is tried again in the next round and holds up no
 * other. A round that took long is followed by a longer pause, so that it takes a quarter of a core
 * at most.
 */
export function startProjector(parts: ProjectorParts): Leadership {
  const { pool, url, log, projections, everyMs = 1000 } = parts;
  return lead({
    url,
    log,
    name: 'console-projector',
    async task(signal) {
      while (!signal.aborted) {
        const began = performance.now();
        for (const projection of projections) {
          if (signal.aborted) return;
          await catchUp(projection);
        }
        const took = performance.now() - began;
        await sleep(Math.max(everyMs, 3 * took), undefined, { signal }).catch(() => undefined);
      }
    },
  });

  async function catchUp(projection: Projection): Promise<void> {
    const { name } = projection;
    try {
      const changed = await projection.catchUp();
      if (changed) await pool.query('SELECT pg_notify($1, $2)', [CONSOLE_CHANNEL, name]);
    } catch (err) {
      log.warn({ err, projection: name }, 'a projection could not be brought up to date');
    }
  }
}
