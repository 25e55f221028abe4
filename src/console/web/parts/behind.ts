import type { ConversationFilter } from '../../contract/conversations.ts';
import type { MisunderstoodFilter } from '../../contract/misunderstood.ts';
import type { Measure, StatisticsQuery } from '../../contract/statistics.ts';
import type { Span } from './span.ts';

/**
 * The address of the conversations behind a figure: those that its measure counts, on its days, of its
 * channels and its source. `key` is the measure's own: a topic, a decision, a link, a step, a flow.
 */
export function conversationsBehind(
  measure: Measure,
  span: Span,
  { channels, source }: Pick<StatisticsQuery, 'channels' | 'source'>,
  key?: string,
): string {
  const search: Partial<Record<keyof ConversationFilter, string>> = {
    measure,
    ...(key !== undefined && { key }),
    from: span.start,
    to: span.end,
    ...(channels !== undefined && { channel: channels }),
    ...(source !== undefined && { source }),
  };
  return `/conversations?${new URLSearchParams(search)}`;
}

/** What was not understood on some days, of the page's channels and source, as it is asked for. */
export function misunderstoodOf(
  span: Span,
  { channels, source }: Pick<StatisticsQuery, 'channels' | 'source'>,
): Partial<Record<Exclude<keyof MisunderstoodFilter, 'ending'>, string>> {
  return {
    from: span.start,
    to: span.end,
    ...(channels !== undefined && { channel: channels }),
    ...(source !== undefined && { source }),
  };
}

/** Its address. */
export function misunderstoodBehind(...asked: Parameters<typeof misunderstoodOf>): string {
  return `/misunderstood?${new URLSearchParams(misunderstoodOf(...asked))}`;
}
