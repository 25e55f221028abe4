/** Milliseconds before the first attempt to connect again, at most. */
const FIRST = 1000;
/** Never longer than this, in milliseconds: a person is looking at the screen. */
const LONGEST = 30_000;

/**
 * How long to wait before connecting again, in milliseconds, after `attempt` (0, 1, …) attempts
 * failed. It doubles each time; the random half keeps a crowd of browsers from coming back to a
 * restarted server at the same moment.
 */
export function backoff(attempt: number, random: number = Math.random()): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10));
  return full / 2 + (full / 2) * random;
}
