import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Checkbox, Flex, Segmented, Select, Typography } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { breakdown, type Definition, series } from '../../../contract/statistics.ts';
import { call } from '../../call.ts';
import { DefinitionButton } from '../../parts/figure-card.tsx';
import { LinesCard } from '../../parts/lines-card.tsx';
import { channelName, usePeriod } from '../../parts/period.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { figures } from '../../words/figures.ts';
import { statistics as words } from '../../words/statistics.ts';
import type { Choice, useChoice } from './choice.ts';

type Choose = ReturnType<typeof useChoice>['choose'];

/** The measure over the period: a line, or one for each channel. */
export function SeriesCard({
  definition,
  choice,
  choose,
}: {
  definition: Definition;
  choice: Choice;
  choose: Choose;
}) {
  const { query } = usePeriod();
  const { measure, step, isSplit, key } = choice;
  const asked = {
    ...query,
    measure,
    by: step,
    ...(key !== undefined && { key }),
    ...(isSplit && { split: 'channel' as const }),
  };
  const { data, error, refetch } = useQuery({
    queryKey: ['statistics', 'series', asked],
    queryFn: ({ signal }) => call(series, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  const lines = useMemo(
    () =>
      data?.lines.map(({ channel, points }) => ({
        name: channel === null ? definition.name : channelName(channel),
        points,
      })) ?? [],
    [data, definition],
  );
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <LinesCard
      title={words.series(definition.name, words.steps[step])}
      info={<DefinitionButton measure={measure} />}
      by={step}
      lines={lines}
      period={data.period}
      {...(step !== 'day' && { note: words.whole })}
      controls={<Controls choice={choice} choose={choose} definition={definition} />}
    />
  );
}

function Controls({
  definition,
  choice: { step, steps, isSplit, key },
  choose,
}: {
  definition: Definition;
  choice: Choice;
  choose: Choose;
}): ReactNode {
  return (
    <Flex wrap gap="small" align="center" className="no-print" style={{ marginBottom: 12 }}>
      <Typography.Text type="secondary">{words.step}</Typography.Text>
      <Segmented
        aria-label={words.step}
        options={steps.map((value) => ({ value, label: words.steps[value] }))}
        value={step}
        onChange={(value) => choose({ step: value })}
      />
      <Checkbox
        checked={isSplit}
        onChange={({ target }) => choose({ split: target.checked ? 'channel' : undefined })}
      >
        {words.split}
      </Checkbox>
      {definition.keys !== null && <OneKey definition={definition} value={key} choose={choose} />}
    </Flex>
  );
}

/** Only one topic, one decision, …: of those that occur in the period. */
function OneKey({
  definition,
  value,
  choose,
}: {
  definition: Definition;
  value: string | undefined;
  choose: Choose;
}) {
  const { query } = usePeriod();
  const asked = { ...query, measure: definition.id, by: 'key' as const };
  const { data } = useQuery({
    queryKey: ['statistics', 'breakdown', asked],
    queryFn: ({ signal }) => call(breakdown, { query: asked, signal }),
  });
  return (
    <Select
      allowClear
      aria-label={words.onlyOne}
      placeholder={words.everything}
      style={{ flex: '1 1 220px', maxWidth: 480 }}
      showSearch={{ optionFilterProp: 'label' }}
      options={data?.rows.map(({ key, label }) => ({ value: key, label: label ?? key })) ?? []}
      value={value ?? null}
      notFoundContent={figures.missing}
      onChange={(key: string | null | undefined) => choose({ key: key ?? undefined })}
    />
  );
}
