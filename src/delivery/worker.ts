import type { Log } from '../log.ts';

/** Something that works off a queue in the database. */
export interface Worker {
  /** There may be something to do: look now. */
  wake(): void;
  /** Finishes what it is doing. */
  stop(): Promise<void>;
}

/** How long something lies in a queue at most when no one was told of it. */
const SWEEP_MS = 1000;

/** A pause after a failure, so that a database that is away is not asked without end. */
const PAUSE_MS = 250;

/**
 * Runs `work` whenever it is woken and once a second; again at once for as long as it returns true
 * ("there may be more"). A wake-up that comes while it runs is not lost.
 */
export function createWorker(name: string, log: Log, work: () => Promise<boolean>): Worker {
  let woken = true;
  let stopped = false;
  let rouse: (() => void) | undefined;

  function rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      try {
        if (await work()) continue;
      } catch (err) {
        log.error({ err }, `${name}: failed, and will try again`);
        await rest(PAUSE_MS);
        continue;
      }
      if (!woken && !stopped) await rest(SWEEP_MS);
    }
  }

  const running = run();
  return {
    wake() {
      woken = true;
      rouse?.();
    },
    async stop() {
      stopped = true;
      rouse?.();
      await running;
    },
  };
}
