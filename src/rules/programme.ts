import type { Decision, Rule } from '../engine/rule.ts';

/** What sets the last day of the free offer: Circular 64/2025/TT-BTC, as the city's plan cites it. */
const SOURCES = ['tt64', 'plan căn cứ'];

/** What every other rule answers first, once the programme's last day is over. */
export const PROGRAMME_ENDED: Decision = {
  outcome: 'not-eligible',
  reason: 'programme-ended',
  sources: SOURCES,
};

/** Whether the free offer can still be taken up; its last day still counts. */
export const programme: Rule = {
  name: 'programme',
  parameters: {},
  outcomes: { open: 'passes', ended: 'final' },
  decide: (_facts, on, { lastDay }) =>
    on > lastDay
      ? { outcome: 'ended', reason: null, sources: SOURCES }
      : { outcome: 'open', reason: null, eligibleUntil: lastDay, sources: SOURCES },
};
