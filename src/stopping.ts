import type { Log } from './log.ts';

/**
 * How long a stop may take: less than the 30 s after which Kubernetes kills by default. The parts of
 * the service have limits of their own; this one is for what hangs all the same, as a database may.
 */
const DEADLINE_MS = 25_000;

/** What stopping needs of the process. */
export interface StopParts {
  stop(): Promise<void>;
  log: Log;
  exit(code: number): void;
  deadlineMs?: number;
}

/**
 * What to do at SIGTERM or SIGINT: stop once, and leave with 0; with 1 when that failed or took too
 * long. Messages that were acknowledged are on disk, so leaving in the middle loses none.
 */
export function onSignal({ stop, log, exit, deadlineMs = DEADLINE_MS }: StopParts) {
  let stopping = false;
  return (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    const late = setTimeout(() => {
      log.error({ seconds: deadlineMs / 1000 }, 'did not stop in time');
      exit(1);
    }, deadlineMs);
    stop()
      .then(
        () => exit(0),
        (err) => {
          log.error({ err }, 'did not stop cleanly');
          exit(1);
        },
      )
      .finally(() => clearTimeout(late));
  };
}
