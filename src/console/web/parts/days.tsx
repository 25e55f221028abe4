import { DatePicker, Flex, Select } from 'antd';
import dayjs from 'dayjs';
import { days as words } from '../words/days.ts';
import { useDefinitions } from './definitions.ts';
import { type Span, spanOf } from './span.ts';

/** First and last day, `YYYY-MM-DD`; either may be open. */
export type Days = { [Name in keyof Span]?: string | undefined };

const ISO = 'YYYY-MM-DD';
const QUICK = ['day', 'week', 'month', 'quarter'] as const;

/** Chooses a first and a last day: the running day, week, month or quarter at once, or any two. */
export function DaysFilter({ start, end, onChange }: Days & { onChange(next: Days): void }) {
  const today = useDefinitions().data?.today ?? dayjs().format(ISO);
  const spans = QUICK.map((kind) => ({ kind, span: spanOf(kind, today) }));
  const isAny = start === undefined && end === undefined;
  const quick = spans.find(({ span }) => span.start === start && span.end === end)?.kind;
  return (
    <Flex wrap gap="small" style={{ flex: '1 1 500px', maxWidth: 540 }}>
      <Select<(typeof QUICK)[number] | 'any' | 'own'>
        aria-label={words.quick}
        style={{ flex: '1 1 220px' }}
        value={isAny ? 'any' : (quick ?? 'own')}
        options={[
          { value: 'any', label: words.any },
          { value: 'day', label: words.today },
          { value: 'week', label: words.week },
          { value: 'month', label: words.month },
          { value: 'quarter', label: words.quarter },
          ...(isAny || quick !== undefined ? [] : [{ value: 'own' as const, label: words.own }]),
        ]}
        onChange={(chosen) => {
          const span = spans.find(({ kind }) => kind === chosen)?.span;
          if (chosen !== 'own') onChange({ start: span?.start, end: span?.end });
        }}
      />
      <DatePicker
        aria-label={words.from}
        placeholder={words.from}
        format="DD/MM/YYYY"
        style={{ flex: '1 1 130px' }}
        {...(end !== undefined && { maxDate: dayjs(end) })}
        value={start === undefined ? null : dayjs(start)}
        onChange={(date) => onChange({ start: date?.format(ISO), end })}
      />
      <DatePicker
        aria-label={words.to}
        placeholder={words.to}
        format="DD/MM/YYYY"
        style={{ flex: '1 1 130px' }}
        {...(start !== undefined && { minDate: dayjs(start) })}
        value={end === undefined ? null : dayjs(end)}
        onChange={(date) => onChange({ start, end: date?.format(ISO) })}
      />
    </Flex>
  );
}
