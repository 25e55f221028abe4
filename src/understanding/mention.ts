import type { ReadingProblem } from '../engine/understood.ts';
import type { DateSpan } from '../engine/value.ts';

/** A date, age or period found in a message; `start` and `end` are indices into the text searched. */
export interface Mention {
  start: number;
  end: number;
  /** The days it can mean; more than one when it can be taken in several ways ("14": an age or a year). */
  spans: readonly { span: DateSpan; label: string }[];
  problem?: ReadingProblem;
  /** Whose day the words themselves tell: an age is always a birth. */
  about?: 'birth';
  /** Whose day it is unless something else is named: "2k5" is nearly always a birth. */
  hint?: 'birth';
  /** A bare number: only a date when a date has just been asked for. */
  bare?: true;
}

/** The mentions without those that lie inside a longer or an earlier one. */
export function outermost(mentions: readonly Mention[]): Mention[] {
  const kept: Mention[] = [];
  const byLength = [...mentions].sort((a, b) => b.end - b.start - (a.end - a.start));
  for (const mention of byLength) {
    if (kept.every((other) => mention.end <= other.start || mention.start >= other.end))
      kept.push(mention);
  }
  return kept.sort((a, b) => a.start - b.start);
}
