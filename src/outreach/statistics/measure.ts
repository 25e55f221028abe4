/**
 * Everything that is counted, by the id its definition has in `definitions.ts`. This list stands
 * apart because it is also bundled for the browser.
 */
export const MEASURES = [
  'accounts',
  'conversations',
  'messages',
  'questions',
  'not-understood',
  'decisions',
  'links-offered',
  'links-opened',
  'link-openings',
  'handovers',
  'steps',
  'steps-left',
  'runs-started',
  'runs-decided',
  'runs-offered',
  'runs-opened',
  'answers-failed',
] as const;

export type Measure = (typeof MEASURES)[number];

/** Lengths of time that figures are given for; `programme` is everything since the first day. */
export const PERIOD_KINDS = ['day', 'week', 'month', 'quarter', 'programme'] as const;

export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** How a filter names what came without a source; no source may be called so. */
export const NO_SOURCE = '-';
