import type { Pace } from '../engine/state.ts';

/** What to do about the speed of a person's messages. */
export type PaceVerdict = 'answer' | 'warn' | 'ignore';

const WINDOW_MS = 60_000;

/**
 * Counts a person's messages by the minute in which they were written. Beyond `perMinute` the first
 * is answered with a warning and the others not at all, until the minute is over. It lives in the
 * conversation's state, so it counts the same on every node.
 */
export function keepPace(
  pace: Pace | undefined,
  at: Date,
  perMinute: number,
): { pace: Pace; verdict: PaceVerdict } {
  const since = pace === undefined ? Number.NaN : Date.parse(pace.since);
  const sameWindow = Math.abs(at.getTime() - since) < WINDOW_MS;
  const count = pace !== undefined && sameWindow ? pace.count + 1 : 1;
  const next = { since: pace !== undefined && sameWindow ? pace.since : at.toISOString(), count };
  if (count <= perMinute) return { pace: next, verdict: 'answer' };
  return { pace: next, verdict: count === perMinute + 1 ? 'warn' : 'ignore' };
}
