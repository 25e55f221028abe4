import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, DatePicker, Flex, Segmented, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { PERIOD_KINDS, type PeriodKind, StatisticsQuery } from '../../contract/statistics.ts';
import { period as words } from '../words/period.ts';
import { useAddress } from './address.ts';
import { useDefinitions } from './definitions.ts';
import { channelName, sourceName } from './names.ts';
import { neighbour, spanName, spanOf } from './span.ts';

/**
 * The period and the filters of the page, which live in its address (`?kind=month&start=2026-11-01
 * &channels=zalo,web&source=qr-a`); without, this quarter of everyone.
 */
export function usePeriod() {
  const { query, change } = useAddress(StatisticsQuery);
  return { query: { ...query, kind: StatisticsQuery.shape.kind.parse(query.kind) }, change };
}

const KINDS = PERIOD_KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }));

/** The filters of {@link usePeriod}: kind of period, which one, and whose figures. */
export function PeriodFilters() {
  const { query, change } = usePeriod();
  const { data } = useDefinitions();
  return (
    <Flex
      component="section"
      wrap
      gap="small"
      align="center"
      className="no-print"
      aria-label={words.label}
    >
      <Segmented<PeriodKind>
        aria-label={words.kind}
        name="period-kind"
        options={KINDS}
        value={query.kind}
        onChange={(kind) => change({ kind })}
      />
      {query.kind !== 'programme' && <WhichPeriod kind={query.kind} />}
      <Select
        mode="multiple"
        allowClear
        aria-label={words.channels}
        placeholder={words.allChannels}
        style={{ flex: '1 1 180px', maxWidth: 340 }}
        maxTagCount="responsive"
        showSearch={{ optionFilterProp: 'label' }}
        options={data?.channels.map((name) => ({ value: name, label: channelName(name) })) ?? []}
        value={query.channels?.split(',') ?? []}
        onChange={(names) => change({ channels: names.join(',') })}
      />
      <Select
        allowClear
        aria-label={words.source}
        placeholder={words.allSources}
        style={{ flex: '1 1 160px', maxWidth: 260 }}
        showSearch={{ optionFilterProp: 'label' }}
        options={data?.sources.map((name) => ({ value: name, label: sourceName(name) })) ?? []}
        value={query.source ?? null}
        onChange={(source: string | null | undefined) => change({ source: source ?? undefined })}
      />
    </Flex>
  );
}

/** Previous and next, and any by a calendar. Nothing after today; before the first day there is no data, which the page says. */
function WhichPeriod({ kind }: { kind: Exclude<PeriodKind, 'programme'> }) {
  const { query, change } = usePeriod();
  const { data } = useDefinitions();
  if (data === undefined) return null;
  const { today } = data;
  const day = query.start ?? today;
  const now = spanOf(kind, today);
  // The running period goes without a date, so that a kept address stays at the running one.
  const go = (to: string) => change({ start: to >= now.start && to <= now.end ? undefined : to });
  const next = neighbour(kind, day, 1);
  return (
    <Space.Compact>
      <Button
        icon={<LeftOutlined />}
        aria-label={words.previous}
        onClick={() => go(neighbour(kind, day, -1).start)}
      />
      <DatePicker
        aria-label={words.choose}
        picker={kind === 'day' ? 'date' : kind}
        format={(date) => spanName(kind, spanOf(kind, date.format('YYYY-MM-DD')))}
        allowClear={false}
        inputReadOnly
        style={{ width: kind === 'week' ? 216 : 140 }}
        value={dayjs(spanOf(kind, day).start)}
        maxDate={dayjs(today)}
        onChange={(date) => date && go(date.format('YYYY-MM-DD'))}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={words.next}
        disabled={next.start > today}
        onClick={() => go(next.start)}
      />
    </Space.Compact>
  );
}
