import { createHash } from 'node:crypto';

/** How long the same look at a list is one line of the audit log; milliseconds. */
export const LOOK_MS = 3_600_000;

/** Most looks that are remembered; of more the earliest are forgotten, and then written down again. */
const MOST = 10_000;

/**
 * Looks that stand in the audit log already. A list is fetched page by page, and anew whenever
 * something changes: a line for each would bury all others. Which page was asked for cannot tell
 * them apart, as whoever asks may begin at any. Of this node: two may write the same look each.
 */
export interface Looks {
  /** Whether this one (any text that names it) is to be written down. */
  isNew(look: string, at: Date): boolean;
  /** It was. */
  written(look: string, at: Date): void;
}

export function createLooks(): Looks {
  const seen = new Map<string, number>();
  // Hashed, as it may hold words that were searched for.
  const keyOf = (look: string) => createHash('sha256').update(look).digest('base64');
  return {
    isNew(look, at) {
      const last = seen.get(keyOf(look));
      return last === undefined || at.getTime() - last >= LOOK_MS;
    },
    written(look, at) {
      const key = keyOf(look);
      seen.delete(key);
      seen.set(key, at.getTime());
      for (const [earliest, time] of seen) {
        if (seen.size <= MOST && at.getTime() - time < LOOK_MS) break;
        seen.delete(earliest);
      }
    },
  };
}
