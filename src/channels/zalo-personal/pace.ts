/** How patient the listening is; milliseconds. */
export interface Pace {
  /** Before it connects again; doubled with every failure, up to {@link longestMs}. */
  firstMs: number;
  longestMs: number;
  /** A connection that lasted so long was a good one. */
  steadyMs: number;
  /** When another client took the account: two that take it from each other help nobody. */
  elsewhereMs: number;
  /** How often it looks whether an operator has logged in. */
  askMs: number;
  /** How often a session that Zalo refused is tried again, should it have been Zalo's mistake. */
  lostMs: number;
  /** How often it is noted how far everything was heard, and the cookies are kept. */
  keepMs: number;
}

export const PACE: Pace = {
  firstMs: 1000,
  longestMs: 60_000,
  steadyMs: 10_000,
  elsewhereMs: 300_000,
  askMs: 2000,
  lostMs: 1_800_000,
  keepMs: 30_000,
};
