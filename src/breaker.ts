/**
 * Keeps calls away from something that fails (a platform, a model's endpoint), so that nobody waits
 * for it in vain, and finds out when it is back. In this process only.
 */
export interface Breaker {
  /** How many calls may be begun now: any number, one as a trial, or none. */
  admits(): number;
  /** Begins a call, if one may be begun. Each that began ends in one of the three below. */
  enter(): boolean;
  /** When to come again if none may be begun; milliseconds, 0: now. */
  restMs(): number;
  /** It answered, if only with a refusal. */
  succeeded(): void;
  failed(): void;
  /** It was given up for reasons of our own, which tell nothing of the other side. */
  left(): void;
}

export interface BreakerOptions {
  /** Failures one after another until it counts as down. */
  failures?: number;
  /** The first pause; after each trial that fails the next is twice as long. Milliseconds. */
  firstMs?: number;
  longestMs?: number;
}

/**
 * A circuit breaker: closed while calls succeed; open for a while after some failed in a row; then
 * half open, when a single trial decides which of both it will be. Calls begun before it opened that
 * fail only then make no pause longer.
 */
export function createBreaker(
  now: () => Date,
  { failures = 5, firstMs = 1000, longestMs = 60_000 }: BreakerOptions = {},
): Breaker {
  let failed = 0;
  let pauses = 0;
  let until = 0;
  let trying = false;

  const isOpen = () => failed >= failures;

  /** Up to a fifth more, so that nodes do not come back all at once. */
  const nextPause = () =>
    Math.min(longestMs, firstMs * 2 ** Math.min(pauses++, 20)) * (1 + Math.random() / 5);

  const restMs = () => {
    if (!isOpen()) return 0;
    return Math.max(trying ? firstMs : 0, Math.ceil(until - now().getTime()));
  };
  const admits = () => {
    if (!isOpen()) return Number.POSITIVE_INFINITY;
    return restMs() === 0 ? 1 : 0;
  };

  return {
    admits,
    restMs,
    enter() {
      if (admits() === 0) return false;
      trying = isOpen();
      return true;
    },
    succeeded() {
      failed = 0;
      pauses = 0;
      trying = false;
    },
    failed() {
      const isLate = isOpen() && !trying;
      failed += 1;
      trying = false;
      if (isOpen() && !isLate) until = now().getTime() + nextPause();
    },
    left() {
      trying = false;
    },
  };
}
