import type { Decision, Facts, ProgrammeDates, Rule } from '../engine/rule.ts';
import type { CalendarDate } from '../engine/value.ts';
import { anniversary, earlier } from './calendar.ts';
import { dateSpan, yesNo } from './fact.ts';
import { PROGRAMME_ENDED } from './programme.ts';
import { judgeSpan } from './span.ts';

const PLAN = ['plan III.3'];
/** The last day up to which an eligible business may register stands in Circular 64/2025/TT-BTC. */
const ELIGIBLE = ['plan III.3', 'tt64'];

/**
 * Who gets a biz.vn name free of charge, on the day of registration (the plan's III.3):
 *
 * - `enterprise`: "thành lập trong vòng 01 năm tính đến trước thời điểm đăng ký", counted from the
 *   enterprise registration certificate. Before the first anniversary: eligible. On the anniversary
 *   itself the words can be read both ways, so it needs confirmation.
 * - `household`: "hộ kinh doanh có giấy đăng ký kinh doanh", founded whenever. The certificate is a
 *   condition for households alone, so `hasCertificate` is not looked at for an enterprise.
 * - every other form (`other`: a cooperative, a branch …): the plan does not name it, so it needs
 *   confirmation. The same goes for a form that is not known.
 */
export const bizVn: Rule = {
  name: 'biz-vn',
  parameters: { kind: 'choice', establishedOn: 'date', hasCertificate: 'yes-no' },
  outcomes: {
    eligible: 'final',
    'not-eligible.programme-ended': 'final',
    'not-eligible.no-certificate': 'final',
    'not-eligible.over-one-year': 'final',
    'needs-confirmation.form-not-named': 'final',
    'needs-confirmation.one-year-day': 'final',
    'incomplete.established-on': 'passes',
  },
  decide(facts, on, dates) {
    if (on > dates.lastDay) return PROGRAMME_ENDED;
    if (facts.kind === 'household') return judgeHousehold(facts, dates);
    if (facts.kind === 'enterprise') return judgeEnterprise(facts, on, dates);
    return { outcome: 'needs-confirmation', reason: 'form-not-named', sources: PLAN };
  },
};

function judgeHousehold(facts: Facts, { lastDay }: ProgrammeDates): Decision {
  return yesNo(facts, 'hasCertificate')
    ? { outcome: 'eligible', reason: null, eligibleUntil: lastDay, sources: ELIGIBLE }
    : { outcome: 'not-eligible', reason: 'no-certificate', sources: PLAN };
}

function judgeEnterprise(facts: Facts, on: CalendarDate, dates: ProgrammeDates): Decision {
  const incomplete = { outcome: 'incomplete', reason: 'established-on', sources: PLAN };
  const given = dateSpan(facts, 'establishedOn');
  // "Founded in 2026" reaches past today; nothing can have been founded after today.
  if (given === undefined || given.earliest > on) return incomplete;
  const span = { earliest: given.earliest, latest: earlier(given.latest, on) };
  return judgeSpan(span, (established) => judgeFounding(established, on, dates), incomplete);
}

function judgeFounding(
  established: CalendarDate,
  on: CalendarDate,
  { lastDay }: ProgrammeDates,
): Decision {
  const oneYear = anniversary(established, 1);
  if (on > oneYear) return { outcome: 'not-eligible', reason: 'over-one-year', sources: PLAN };
  if (on === oneYear) {
    return { outcome: 'needs-confirmation', reason: 'one-year-day', sources: PLAN };
  }
  return {
    outcome: 'eligible',
    reason: null,
    eligibleFrom: established,
    eligibleUntil: earlier(lastDay, oneYear),
    sources: ELIGIBLE,
  };
}
