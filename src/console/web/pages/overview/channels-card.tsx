import { useMemo } from 'react';
import type { Measure, Overview, Period } from '../../../contract/statistics.ts';
import { conversationsBehind } from '../../parts/behind.ts';
import { useDefinitions } from '../../parts/definitions.ts';
import { FigureLink } from '../../parts/figure-card.tsx';
import { channelName } from '../../parts/names.ts';
import { usePeriod } from '../../parts/period.tsx';
import { SharesCard } from '../../parts/shares-card.tsx';
import { overview as words } from '../../words/overview.ts';

/** The channels by the accounts they reached; the table also has what came of it. */
export function ChannelsCard({
  channels,
  period,
}: Pick<Overview, 'channels'> & { period: Period }) {
  const { query } = usePeriod();
  const { data } = useDefinitions();
  const { source } = query;
  const measures = channels[0]?.figures.map(({ definition }) => definition) ?? [];
  const [first = 'accounts', ...others] = measures;
  const to = (measure: Measure, channel: string) =>
    conversationsBehind(measure, period, {
      channels: channel,
      ...(source !== undefined && { source }),
    });
  const countOf = (key: string, measure: Measure) =>
    channels
      .find(({ channel }) => channel === key)
      ?.figures.find(({ definition }) => definition === measure)?.value ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: countOf and to are made of these
  const rows = useMemo(
    () =>
      channels.map(({ channel }) => ({
        key: channel,
        name: channelName(channel),
        value: countOf(channel, first) ?? 0,
        to: to(first, channel),
      })),
    [channels, period, source, first],
  );
  return (
    <SharesCard
      title={words.channels}
      heading={words.channel}
      measure={first}
      rows={rows}
      period={period}
      more={others.map((measure) => {
        const name = data?.definitions.find(({ id }) => id === measure)?.name ?? '';
        return {
          title: name,
          key: measure,
          align: 'right' as const,
          render: (_, row) => (
            <FigureLink
              value={countOf(row.key, measure)}
              name={`${name}, ${row.name}`}
              to={to(measure, row.key)}
            />
          ),
        };
      })}
    />
  );
}
