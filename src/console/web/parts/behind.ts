import type { ConversationFilter } from '../../contract/conversations.ts';
import type { Measure, StatisticsQuery } from '../../contract/statistics.ts';
import type { Span } from './span.ts';

/** The filters of a search, as an address carries them. */
type Search = Partial<Record<keyof ConversationFilter, string>>;

/**
 * What a search must ask for to find the conversations that a measure counts; undefined where no
 * search finds just those. `key` is the measure's own: a topic, a decision, a link, a step, a flow.
 */
const BEHIND: Readonly<Record<Measure, (key: string | undefined) => Search | undefined>> = {
  accounts: () => ({}),
  conversations: () => ({}),
  messages: () => ({}),
  questions: (topic) => (topic === undefined ? undefined : { topic }),
  'not-understood': () => ({ misunderstood: 'true' }),
  decisions: (outcome) => (outcome === undefined ? { ending: 'decided' } : { outcome }),
  'links-offered': (linkOffered = '*') => ({ linkOffered }),
  'links-opened': (linkOpened = '*') => ({ linkOpened }),
  'link-openings': (linkOpened = '*') => ({ linkOpened }),
  handovers: () => ({ handedOver: 'true' }),
  steps: (passed) => (passed === undefined ? undefined : { passed }),
  'steps-left': () => undefined,
  'runs-started': (flow) => (flow === undefined ? undefined : { flow }),
  'runs-decided': (flow) => (flow === undefined ? undefined : { flow, ending: 'decided' }),
  'runs-offered': (flow) => (flow === undefined ? undefined : { flow, linkOffered: '*' }),
  'runs-opened': (flow) => (flow === undefined ? undefined : { flow, linkOpened: '*' }),
  'answers-failed': () => undefined,
};

/**
 * The address of the conversations behind a figure: those of its days, channels and source.
 * Undefined where no search finds them.
 */
export function conversationsBehind(
  measure: Measure,
  span: Span,
  { channels, source }: Pick<StatisticsQuery, 'channels' | 'source'>,
  key?: string,
): string | undefined {
  const search = BEHIND[measure](key);
  if (search === undefined) return undefined;
  const all: Search = {
    ...search,
    from: span.start,
    to: span.end,
    ...(channels !== undefined && { channel: channels }),
    ...(source !== undefined && { source }),
  };
  return `/conversations?${new URLSearchParams(all)}`;
}
