import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Flex, Segmented, Typography } from 'antd';
import { useMemo } from 'react';
import { breakdown, type Definition } from '../../../contract/statistics.ts';
import { call } from '../../call.ts';
import { figure } from '../../format.ts';
import { conversationsBehind } from '../../parts/behind.ts';
import { channelName, sourceName } from '../../parts/names.ts';
import { usePeriod } from '../../parts/period.tsx';
import { SharesCard } from '../../parts/shares-card.tsx';
import { StaleWhen } from '../../parts/stale.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { statistics as words } from '../../words/statistics.ts';
import type { Choice, useChoice } from './choice.ts';

/** Bars in the chart; the table has all rows. */
const DRAWN = 15;

/** The measure of the period by its own key, by channel or by source. */
export function BreakdownCard({
  definition,
  choice: { measure, by },
  choose,
}: {
  definition: Definition;
  choice: Choice;
  choose: ReturnType<typeof useChoice>['choose'];
}) {
  const { query } = usePeriod();
  const asked = { ...query, measure, by };
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['statistics', 'breakdown', asked],
    queryFn: ({ signal }) => call(breakdown, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filters change with the answer
  const rows = useMemo(() => {
    const filters = { channel: 'channels', source: 'source', key: undefined } as const;
    const name = { channel: channelName, source: sourceName, key: (key: string) => key }[by];
    return (
      data?.rows.map(({ key, label, value }) => {
        const filter = filters[by];
        return {
          key,
          name: label ?? name(key),
          value,
          to:
            filter === undefined
              ? conversationsBehind(measure, data.period, query, key)
              : conversationsBehind(measure, data.period, { ...query, [filter]: key }),
        };
      }) ?? []
    );
  }, [data, by, measure]);
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;

  const heading =
    by === 'key' && definition.keys ? words.keys[definition.keys] : words.dimensions[by];
  // Where rows overlap (an account of two sources, a conversation of two steps) there are no shares.
  const isWhole = rows.reduce((sum, { value }) => sum + value, 0) === data.total;
  const notes = [
    ...(rows.length > DRAWN ? [words.moreRows(DRAWN, figure(rows.length))] : []),
    ...(isWhole || rows.length === 0 ? [] : [words.overlapping(figure(data.total))]),
  ];
  return (
    <StaleWhen when={isPlaceholderData}>
      <SharesCard
        title={words.breakdown(definition.name, heading)}
        heading={heading}
        measure={measure}
        rows={rows}
        period={data.period}
        total={isWhole ? data.total : null}
        limit={DRAWN}
        note={notes.length === 0 ? undefined : notes.join(' ')}
        controls={
          <Flex wrap gap="small" align="center" className="no-print" style={{ marginBottom: 12 }}>
            <Typography.Text type="secondary">{words.by}</Typography.Text>
            <Segmented
              aria-label={words.by}
              options={[
                ...(definition.keys === null
                  ? []
                  : [{ value: 'key' as const, label: words.keys[definition.keys] }]),
                { value: 'channel' as const, label: words.dimensions.channel },
                { value: 'source' as const, label: words.dimensions.source },
              ]}
              value={by}
              onChange={(value) => choose({ by: value })}
            />
          </Flex>
        }
      />
    </StaleWhen>
  );
}
