/** Keeps us from calling a platform that is down, and finds out when it is back. In this process only. */
export interface Breaker {
  /**
   * Milliseconds to leave the platform alone; 0: go ahead. After a pause one call goes ahead and
   * the others go on waiting until it is known what became of it.
   */
  pauseMs(): number;
  /** The same without going ahead: what is left of a pause. */
  restMs(): number;
  /** The platform answered, if only with a refusal. */
  answered(): void;
  /** It did not. Returns whether it counts as down. */
  failed(): boolean;
}

export interface BreakerOptions {
  /** Failures one after another until it counts as down. */
  failures?: number;
  /** The first pause; each further one is twice as long. Milliseconds. */
  firstMs?: number;
  longestMs?: number;
}

export function createBreaker(
  now: () => Date,
  { failures = 5, firstMs = 1000, longestMs = 60_000 }: BreakerOptions = {},
): Breaker {
  let failed = 0;
  let until = 0;
  let probing = false;

  /** Up to a fifth more, so that nodes do not come back all at once. */
  const pause = (exceeding: number) =>
    Math.min(longestMs, firstMs * 2 ** Math.min(exceeding, 20)) * (1 + Math.random() / 5);

  const restMs = () => (failed < failures ? 0 : Math.max(0, Math.ceil(until - now().getTime())));

  return {
    restMs,
    pauseMs() {
      const rest = restMs();
      if (rest > 0 || failed < failures) return rest;
      if (probing) return firstMs;
      probing = true;
      return 0;
    },
    answered() {
      failed = 0;
      probing = false;
    },
    failed() {
      failed += 1;
      probing = false;
      if (failed < failures) return false;
      until = now().getTime() + pause(failed - failures);
      return true;
    },
  };
}
