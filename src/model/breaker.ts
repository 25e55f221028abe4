/** Keeps calls away from an endpoint that fails, so that nobody waits for it in vain. */
export interface Breaker {
  /** How many calls may be begun now: any number, one as a trial, or none. */
  admits(): number;
  /** Begins a call, if one may be begun. Each that began ends in one of the three below. */
  enter(): boolean;
  succeeded(): void;
  failed(): void;
  /** It was given up for reasons of our own, which tell nothing of the endpoint. */
  left(): void;
}

export interface BreakerOptions {
  /** Failures in a row after which it opens. */
  failures?: number;
  /** How long it stays open before one call is let through as a trial; milliseconds. */
  pauseMs?: number;
}

/**
 * A circuit breaker: closed while calls succeed; open for a while after some failed in a row; then
 * half open, when a single trial decides which of both it will be. `clock` gives milliseconds.
 */
export function createBreaker(
  clock: () => number,
  { failures = 5, pauseMs = 30_000 }: BreakerOptions = {},
): Breaker {
  let failed = 0;
  let openedAt = 0;
  let trying = false;

  const admits = () => {
    if (failed < failures) return Number.POSITIVE_INFINITY;
    return !trying && clock() - openedAt >= pauseMs ? 1 : 0;
  };

  return {
    admits,
    enter() {
      if (admits() === 0) return false;
      trying = failed >= failures;
      return true;
    },
    succeeded() {
      failed = 0;
      trying = false;
    },
    failed() {
      failed += 1;
      trying = false;
      if (failed >= failures) openedAt = clock();
    },
    left() {
      trying = false;
    },
  };
}
