import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Checkbox, Flex, Segmented, Select, Typography } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { breakdown, type Definition, series } from '../../../contract/statistics.ts';
import { call } from '../../call.ts';
import { conversationsBehind } from '../../parts/behind.ts';
import { DefinitionButton } from '../../parts/figure-card.tsx';
import { LinesCard } from '../../parts/lines-card.tsx';
import { channelName } from '../../parts/names.ts';
import { usePeriod } from '../../parts/period.tsx';
import type { Span } from '../../parts/span.ts';
import { StaleWhen } from '../../parts/stale.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { common } from '../../words/common.ts';
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
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['statistics', 'series', asked],
    queryFn: ({ signal }) => call(series, { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  // Of what is shown: while another key is asked for, or none, still of the one before.
  const keyName =
    data?.definition === measure
      ? (data.keyLabel ?? (isPlaceholderData ? undefined : key))
      : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filters change with the answer
  const lines = useMemo(
    () =>
      data?.lines.map(({ channel, points }) => ({
        name: channel === null ? (keyName ?? definition.name) : channelName(channel),
        points,
        to: (point: Span) =>
          conversationsBehind(
            measure,
            point,
            channel === null ? query : { ...query, channels: channel },
            key,
          ),
      })) ?? [],
    [data, definition, keyName],
  );
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const title = words.series(definition.name, words.steps[step]);
  return (
    <StaleWhen when={isPlaceholderData}>
      <LinesCard
        title={keyName === undefined ? title : words.ofKey(title, keyName)}
        info={<DefinitionButton measure={measure} />}
        by={step}
        lines={lines}
        period={data.period}
        {...(step !== 'day' && { note: words.whole })}
        controls={
          <Controls
            choice={choice}
            choose={choose}
            definition={definition}
            keyName={isPlaceholderData ? undefined : keyName}
          />
        }
      />
    </StaleWhen>
  );
}

function Controls({
  definition,
  choice: { step, steps, isSplit, key },
  choose,
  keyName,
}: {
  definition: Definition;
  choice: Choice;
  choose: Choose;
  keyName: string | undefined;
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
      {definition.keys !== null && (
        <OneKey definition={definition} value={key} name={keyName} choose={choose} />
      )}
    </Flex>
  );
}

/** Only one topic, one decision, …: of those that occur in the period, or the one already chosen. */
function OneKey({
  definition,
  value,
  name,
  choose,
}: {
  definition: Definition;
  value: string | undefined;
  /** Until it is known, that of the option is shown. */
  name: string | undefined;
  choose: Choose;
}) {
  const { query } = usePeriod();
  const asked = { ...query, measure: definition.id, by: 'key' as const };
  const { data, error, refetch } = useQuery({
    queryKey: ['statistics', 'breakdown', asked],
    queryFn: ({ signal }) => call(breakdown, { query: asked, signal }),
  });
  return (
    <Select<{ value: string; label: string | undefined } | null>
      allowClear
      labelInValue
      aria-label={words.onlyOne}
      placeholder={words.everything}
      style={{ flex: '1 1 220px', maxWidth: 480 }}
      showSearch={{ optionFilterProp: 'label' }}
      options={data?.rows.map(({ key, label }) => ({ value: key, label: label ?? key })) ?? []}
      value={value === undefined ? null : { value, label: name }}
      notFoundContent={error ? common.failed : data ? figures.missing : common.loading}
      onOpenChange={(isOpen) => {
        if (isOpen && error) void refetch();
      }}
      onChange={(chosen) => choose({ key: chosen?.value })}
    />
  );
}
