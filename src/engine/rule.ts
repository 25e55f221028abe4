import type { CalendarDate, SlotValue } from './value.ts';

/**
 * A rule decides who qualifies. The engine knows rules by name only and is given them when the
 * flows are compiled, so that a flow says *where each outcome leads* and never *why*.
 */
export interface Rule {
  /** The name flows use: `decide: id-vn`. */
  name: string;
  /** What the rule wants to know, and of which kind; a flow maps its slots to these. */
  parameters: Readonly<Record<string, 'yes-no' | 'choice' | 'date'>>;
  /**
   * Every outcome the rule can return, by {@link outcomeId}. `final` outcomes end the question and
   * must have words of their own with a source; `passes` outcomes only carry the interview on
   * ("the programme is open", "the full date is needed").
   */
  outcomes: Readonly<Record<string, 'final' | 'passes'>>;
  /**
   * Pure. `facts` holds what is known so far (a missing fact is `undefined`), `on` is the day of
   * registration in the programme's time zone.
   */
  decide(facts: Facts, on: CalendarDate, programme: ProgrammeDates): Decision;
}

/** What is known, by the rule's parameter names. */
export type Facts = Readonly<Record<string, SlotValue | undefined>>;

/** The only dates a rule takes from the outside; they stand once, in `flows/programme.yaml`. */
export interface ProgrammeDates {
  /** The last day on which the free offer may be taken up; that day still counts. */
  lastDay: CalendarDate;
}

export interface Decision {
  outcome: string;
  /** Why, where one outcome has several reasons; `null` when eligible. */
  reason: string | null;
  /** First day the person qualifies, when there is one before the programme ends. */
  eligibleFrom?: CalendarDate;
  /**
   * The earliest of the programme's last day, the first anniversary and the 23rd birthday. On the
   * anniversary itself the answer is already "needs confirmation", so the wording says "before".
   */
  eligibleUntil?: CalendarDate;
  /** Legal sources as references into `sources` of `flows/programme.yaml`, e.g. `plan III.4`. */
  sources: readonly string[];
}

/** `eligible`, or `not-eligible.under-18`: the name of an outcome in a flow's `outcomes`. */
export function outcomeId(decision: Pick<Decision, 'outcome' | 'reason'>): string {
  return decision.reason === null ? decision.outcome : `${decision.outcome}.${decision.reason}`;
}
