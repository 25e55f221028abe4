import type { Period } from '../../contract/statistics.ts';
import { day } from '../format.ts';
import { common } from '../words/common.ts';
import { period as words } from '../words/period.ts';
import { useDefinitions } from './definitions.ts';
import { useDemo } from './demo-banner.tsx';
import { channelName, sourceName } from './names.ts';
import { usePeriod } from './period.tsx';
import { spanTitle } from './span.ts';

/** What a chart's picture must say to be understood without its page: period, how whole it is, filters, demonstration. */
export function useCaption(period: Period): string[] {
  const { query } = usePeriod();
  const { data } = useDefinitions();
  const isDemo = useDemo();
  const firstDay = data?.firstDay;
  const lines = [spanTitle(period.kind, period)];
  if (period.state === 'running' && data !== undefined)
    lines.push(words.runningHint(day(data.today)));
  if (period.partial && firstDay) lines.push(words.partialHint(day(firstDay)));
  const filters = [
    ...(query.channels === undefined
      ? []
      : [`${words.channels}: ${query.channels.split(',').map(channelName).join(', ')}`]),
    ...(query.source === undefined ? [] : [`${words.source}: ${sourceName(query.source)}`]),
  ];
  if (filters.length > 0) lines.push(filters.join('. '));
  if (isDemo) lines.push(common.demo);
  return lines;
}
