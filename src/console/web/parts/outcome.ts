import { conversations as words } from '../words/conversations.ts';
import { decisions } from '../words/outcomes.ts';

/** A decision in words, by `rule:outcome.reason`, or by `rule:outcome` for all of its reasons. */
export function outcomeName(outcome: string): string {
  const name = decisions[outcome];
  if (name !== undefined) return name;
  const [, one] = Object.entries(decisions).find(([key]) => key.startsWith(`${outcome}.`)) ?? [];
  // Up to the reason: "id.vn: không thuộc diện, …".
  if (one === undefined) return words.unknownOutcome;
  return words.allReasons(one.split(',')[0]!);
}

/** Decisions to choose from, with an entry for all reasons before those that have several. */
export function withAllReasons(outcomes: readonly string[]): string[] {
  const byOutcome = Map.groupBy(outcomes, (outcome) => outcome.split('.')[0]!);
  return [...byOutcome].flatMap(([whole, those]) => (those.length > 1 ? [whole, ...those] : those));
}
