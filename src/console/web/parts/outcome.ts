import { decisions } from '../words/statistics-keys.ts';

/** A decision in words, by `rule:outcome.reason`, or by `rule:outcome` for all its reasons. */
export function outcomeName(outcome: string): string {
  return decisions[outcome] ?? outcome;
}
