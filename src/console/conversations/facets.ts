import { Temporal } from 'temporal-polyfill';
import { outcomeId } from '../../engine/rule.ts';
import { CHECKS } from '../../outreach/statistics/definitions.ts';
import type { ConversationFilter } from '../contract/conversations.ts';
import { type Measure, NO_SOURCE } from '../contract/statistics.ts';
import { dayIn } from './day.ts';
import { turnFacets } from './turn-facets.ts';

/** An event of a conversation, as far as it is searched by. */
export interface FacetEvent {
  type: string;
  /** `YYYY-MM-DD` */
  day: string;
  source: string | null;
  topic: string | null;
  flow: string | null;
  rule: string | null;
  outcome: string | null;
  reason: string | null;
  link: string | null;
  ending: string | null;
  path: readonly string[] | null;
}

/** Something happened in it on more than one day. */
export const RETURNED = 'returned';

/** Any of a kind: `link-opened:*`. */
export const ANY = '*';

/** A conversation, as far as it is searched by. */
export interface FacetConversation {
  channel: string;
  source: string | null;
  lastAt: Date;
  /** The days on which something happened in it, an event or a message, `YYYY-MM-DD`. */
  days: ReadonlySet<string>;
}

/**
 * What a conversation is found by besides its words, as `kind:value`: one list, so that one index
 * serves every filter and any number of them together.
 *
 * @param events in the order in which they happened
 */
export function facetsOf(
  { channel, source, lastAt, days }: FacetConversation,
  events: readonly FacetEvent[],
): string[] {
  const facets = new Set([
    `channel:${channel}`,
    `source:${source ?? NO_SOURCE}`,
    weekFacet(dayIn(lastAt)),
    ...(days.size > 1 ? [RETURNED] : []),
  ]);
  for (const day of days) facets.add(`day:${day}`).add(`month:${day.slice(0, 7)}`);
  for (const event of events) {
    facets.add(`source:${event.source ?? NO_SOURCE}`);
    for (const facet of ofEvent(event)) facets.add(facet);
  }
  for (const facet of turnFacets(events)) facets.add(facet);
  return [...facets].sort();
}

function ofEvent(event: FacetEvent): string[] {
  const { type, topic, flow, rule, outcome, reason, link, ending, path } = event;
  switch (type) {
    case 'message':
      return [
        ...(ending === null ? [] : [`ending:${ending}`]),
        ...(path ?? []).flatMap((passed) => placesOf(passed).map((place) => `passed:${place}`)),
      ];
    case 'topic-answered':
      return [`topic:${topic}`];
    case 'flow-started':
      return [`flow:${flow}`];
    case 'decided': {
      if (!CHECKS.includes(flow ?? '')) return [];
      const whole = outcomeId({ outcome: outcome ?? '', reason });
      return ['decided', `outcome:${rule}:${outcome}`, `outcome:${rule}:${whole}`];
    }
    case 'link-offered':
    case 'link-opened':
      return [`${type}:${link}`, `${type}:${ANY}`];
    case 'handover-asked':
      return ['handover'];
    case 'not-understood':
      return ['misunderstood'];
    default:
      return [];
  }
}

/** A key of a path as the statistics count it, whichever visit it was, and the step it is of. */
function placesOf(passed: string): string[] {
  const key = passed.replace(/#\d+$/, '');
  return key.includes('/') ? [key, key.replaceAll(/^(?:entered|left):|[=:][^/]*$/g, '')] : [key];
}

/**
 * The week of a day, by its Monday. By it the one index also knows when a conversation last went on,
 * so that it can be asked for the newest matches first, week by week.
 */
export function weekFacet(day: string): string {
  return `week:${mondayOf(Temporal.PlainDate.from(day))}`;
}

/** The weeks from one day to another, newest first. */
export function weekFacets(from: string, to: string): string[] {
  const facets: string[] = [];
  const first = Temporal.PlainDate.from(from);
  let monday = mondayOf(Temporal.PlainDate.from(to));
  for (; Temporal.PlainDate.compare(monday.add({ days: 7 }), first) > 0; ) {
    facets.push(`week:${monday}`);
    monday = monday.subtract({ days: 7 });
  }
  return facets;
}

const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 });

/** The facets a conversation must have, all of them, by the filter of a search. */
export function facetsWanted(filter: ConversationFilter): string[] {
  const { topic, outcome, ending, source, measure, key } = filter;
  const wanted = { topic, outcome, ending, source };
  return [
    ...Object.entries(wanted).flatMap(([kind, value]) => (value ? [`${kind}:${value}`] : [])),
    ...(filter.handedOver ? ['handover'] : []),
    ...(filter.misunderstood ? ['misunderstood'] : []),
    ...(measure ? LEADING[measure](key) : []),
  ];
}

const keyed = (kind: string) => (key: string | undefined) =>
  key === undefined ? [] : [`${kind}:${key}`];

/**
 * What every conversation has that a measure ever counted. They lead the index to few, of which the
 * measure's own definition picks (`countedSql`).
 */
const LEADING: Readonly<Record<Measure, (key: string | undefined) => string[]>> = {
  accounts: () => [],
  conversations: () => [],
  messages: () => [],
  questions: keyed('topic'),
  'not-understood': () => ['misunderstood'],
  decisions: (outcome) => ['decided', ...keyed('outcome')(outcome)],
  'links-offered': (link = ANY) => [`link-offered:${link}`],
  'links-opened': (link = ANY) => [`link-opened:${link}`],
  'link-openings': (link = ANY) => [`link-opened:${link}`],
  handovers: () => ['handover'],
  steps: keyed('passed'),
  'steps-left': (step = ANY) => [`stopped:${step}`],
  'runs-started': keyed('flow'),
  'runs-decided': (flow) => ['decided', ...keyed('flow')(flow)],
  'runs-offered': (flow) => [`link-offered:${ANY}`, ...keyed('flow')(flow)],
  'runs-opened': (flow) => [`link-opened:${ANY}`, ...keyed('flow')(flow)],
  'answers-failed': (topic = ANY) => [`failed:${topic}`],
};

/** A longer stretch of time is not looked up by its facets: there would be too many. */
const LONG = { years: 5 };

/**
 * The facets of which a conversation has one in which something happened from one day to another:
 * whole months by theirs. None where the stretch is too long for it.
 */
export function dayFacets(from: string, to: string): string[] {
  const facets: string[] = [];
  const last = Temporal.PlainDate.from(to);
  let day = Temporal.PlainDate.from(from);
  if (Temporal.PlainDate.compare(day.add(LONG), last) < 0) return [];
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    const next = day.with({ day: 1 }).add({ months: 1 });
    const isWhole =
      day.day === 1 && Temporal.PlainDate.compare(next.subtract({ days: 1 }), last) <= 0;
    facets.push(isWhole ? `month:${day.toString().slice(0, 7)}` : `day:${day}`);
    day = isWhole ? next : day.add({ days: 1 });
  }
  return facets;
}

/** The decisions among facets: the most particular of each, `rule:outcome.reason`. */
export function decisionsIn(facets: readonly string[]): string[] {
  const all = valuesOf(facets, 'outcome');
  return all.filter((one) => !all.some((other) => other.startsWith(`${one}.`)));
}

/** The values of one kind among facets. */
export function valuesOf(facets: readonly string[], kind: string): string[] {
  const prefix = `${kind}:`;
  return facets.filter((facet) => facet.startsWith(prefix)).map((f) => f.slice(prefix.length));
}
