import type { Decision } from '../engine/rule.ts';
import type { CalendarDate, DateSpan } from '../engine/value.ts';
import { earlier } from './calendar.ts';

/**
 * Decides on a date that may be known only roughly ("sinh 2005") by judging its two ends.
 *
 * Where both ends agree, so does every day between: as the date moves on, a rule that counts years
 * passes from verdict to verdict and never returns to one it has left. Where the ends differ in
 * outcome, in reason, or in a first day of eligibility that is still to come, the full date is
 * needed: `incomplete`. The last day given is the earlier of the two, which is safe for every day
 * between; the first day is given only when it is the same at both ends.
 */
export function judgeSpan(
  span: DateSpan,
  judge: (date: CalendarDate) => Decision,
  incomplete: Decision,
): Decision {
  const first = judge(span.earliest);
  const last = judge(span.latest);
  const agree =
    first.outcome === last.outcome &&
    first.reason === last.reason &&
    (first.outcome === 'eligible' || first.eligibleFrom === last.eligibleFrom);
  if (!agree) return incomplete;

  const { eligibleFrom, eligibleUntil, ...verdict } = first;
  return {
    ...verdict,
    ...(eligibleFrom !== undefined && eligibleFrom === last.eligibleFrom && { eligibleFrom }),
    ...(eligibleUntil !== undefined &&
      last.eligibleUntil !== undefined && {
        eligibleUntil: earlier(eligibleUntil, last.eligibleUntil),
      }),
  };
}
