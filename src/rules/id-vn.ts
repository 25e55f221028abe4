import type { Decision, ProgrammeDates, Rule } from '../engine/rule.ts';
import type { CalendarDate } from '../engine/value.ts';
import { anniversary, earlier } from './calendar.ts';
import { dateSpan, yesNo } from './fact.ts';
import { PROGRAMME_ENDED } from './programme.ts';
import { judgeSpan } from './span.ts';

/** "Công dân Việt Nam có độ tuổi từ đủ 18 đến 23": the plan's III.4 and Circular 64/2025, article 3. */
const AGE = ['plan III.4', 'tt64 Điều 3'];

/**
 * Who gets an id.vn name free of charge: Vietnamese citizens from their 18th birthday up to and
 * including their 23rd, counted on the day of registration.
 *
 * After the 23rd birthday and before the 24th the legal texts disagree: the plan and Circular
 * 64/2025 say "từ đủ 18 đến 23", Decree 147/2024 "từ đủ 18 tuổi đến đủ 23 tuổi", and no official
 * guidance settles it. The outcome is then `needs-confirmation` with `age-23`, never yes or no.
 */
export const idVn: Rule = {
  name: 'id-vn',
  parameters: { citizen: 'yes-no', birthDate: 'date' },
  outcomes: {
    eligible: 'final',
    'not-eligible.programme-ended': 'final',
    'not-eligible.not-citizen': 'final',
    'not-eligible.under-18': 'final',
    'not-eligible.over-23': 'final',
    'needs-confirmation.age-23': 'final',
    'incomplete.birth-date': 'passes',
  },
  decide(facts, on, dates) {
    if (on > dates.lastDay) return PROGRAMME_ENDED;
    if (!yesNo(facts, 'citizen')) {
      return { outcome: 'not-eligible', reason: 'not-citizen', sources: ['plan III.4'] };
    }
    const incomplete = { outcome: 'incomplete', reason: 'birth-date', sources: AGE };
    const span = dateSpan(facts, 'birthDate');
    if (span === undefined) return incomplete;
    return judgeSpan(span, (birthDate) => judgeAge(birthDate, on, dates), incomplete);
  },
};

function judgeAge(
  birthDate: CalendarDate,
  on: CalendarDate,
  { lastDay }: ProgrammeDates,
): Decision {
  const from = anniversary(birthDate, 18);
  const until = anniversary(birthDate, 23);
  const period =
    from <= lastDay ? { eligibleFrom: from, eligibleUntil: earlier(lastDay, until) } : {};

  if (on < from) return { outcome: 'not-eligible', reason: 'under-18', ...period, sources: AGE };
  if (on <= until) return { outcome: 'eligible', reason: null, ...period, sources: AGE };
  if (on < anniversary(birthDate, 24)) {
    return { outcome: 'needs-confirmation', reason: 'age-23', sources: [...AGE, 'nd147'] };
  }
  return { outcome: 'not-eligible', reason: 'over-23', sources: AGE };
}
