/**
 * What a turn contributes to the outreach statistics. Events carry no words and no personal value:
 * they remain as counts when a person has their data erased.
 */
export type OutreachEvent =
  | { type: 'started'; source: string | null }
  | { type: 'topic-answered'; topic: string }
  | { type: 'not-understood' }
  | { type: 'flow-started'; flow: string }
  | { type: 'decided'; flow: string; rule: string; outcome: string; reason: string | null }
  | { type: 'link-offered'; link: string }
  | { type: 'link-opened'; link: string }
  | { type: 'handover-asked'; reason: string }
  | { type: 'erasure-asked' }
  | { type: 'ended'; flow: string };

/**
 * How a turn ended: a closed list, stored with every turn; the first that applies. Statistics and
 * tests read it.
 */
export const ENDINGS = [
  'failed',
  'silent',
  'refused',
  'handed-over',
  'decided',
  'answered',
  'offered-choices',
  'asked',
  'greeted',
  'not-understood',
] as const;

export type Ending = (typeof ENDINGS)[number];

/** The first of the closed list that applies to a turn. */
export function firstEnding(flags: ReadonlySet<Ending>): Ending {
  return ENDINGS.find((ending) => flags.has(ending)) ?? 'not-understood';
}
