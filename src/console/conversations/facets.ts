import { Temporal } from 'temporal-polyfill';
import { outcomeId } from '../../engine/rule.ts';
import type { ConversationFilter } from '../contract/conversations.ts';
import { NO_SOURCE } from '../contract/statistics.ts';
import { dayIn } from './day.ts';

/** An event of a conversation, as far as it is searched by. */
export interface FacetEvent {
  type: string;
  topic: string | null;
  flow: string | null;
  rule: string | null;
  outcome: string | null;
  reason: string | null;
  link: string | null;
  ending: string | null;
  path: readonly string[] | null;
}

/** Any of a kind: `link-opened:*`. */
const ANY = '*';

/**
 * What a conversation is found by besides its words, as `kind:value`: one list, so that one index
 * serves every filter and any number of them together.
 */
export function facetsOf(
  { channel, source, lastAt }: { channel: string; source: string | null; lastAt: Date },
  events: readonly FacetEvent[],
): string[] {
  const facets = new Set([
    `channel:${channel}`,
    `source:${source ?? NO_SOURCE}`,
    weekFacet(dayIn(lastAt)),
  ]);
  for (const event of events) for (const facet of ofEvent(event)) facets.add(facet);
  return [...facets].sort();
}

function ofEvent(event: FacetEvent): string[] {
  const { type, topic, flow, rule, outcome, reason, link, ending, path } = event;
  switch (type) {
    case 'message':
      return [
        ...(ending === null ? [] : [`ending:${ending}`]),
        ...(path ?? []).map((passed) => `passed:${passed}`),
      ];
    case 'topic-answered':
      return [`topic:${topic}`];
    case 'flow-started':
      return [`flow:${flow}`];
    case 'decided': {
      const whole = outcomeId({ outcome: outcome ?? '', reason });
      return [`outcome:${rule}:${outcome}`, `outcome:${rule}:${whole}`];
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
  const { topic, outcome, ending, source, flow, passed, linkOffered, linkOpened } = filter;
  const wanted = { topic, outcome, ending, source, flow, passed };
  return [
    ...Object.entries(wanted).flatMap(([kind, value]) => (value ? [`${kind}:${value}`] : [])),
    ...(linkOffered ? [`link-offered:${linkOffered}`] : []),
    ...(linkOpened ? [`link-opened:${linkOpened}`] : []),
    ...(filter.handedOver ? ['handover'] : []),
    ...(filter.misunderstood ? ['misunderstood'] : []),
  ];
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
