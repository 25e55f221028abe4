import dayjs from 'dayjs';
import type { PeriodKind } from '../../contract/statistics.ts';
import { day as shown } from '../format.ts';
import { period as words } from '../words/period.ts';

/** First and last day of a period, both `YYYY-MM-DD`. */
export interface Span {
  start: string;
  end: string;
}

const ISO = 'YYYY-MM-DD';

/** The day, week from Monday, month or quarter that a day is part of; the programme has no bounds of its own. */
export function spanOf(kind: Exclude<PeriodKind, 'programme'>, day: string): Span {
  const date = dayjs(day);
  const first = {
    day: date,
    week: date.subtract((date.day() + 6) % 7, 'day'),
    month: date.startOf('month'),
    quarter: date.month(date.month() - (date.month() % 3)).startOf('month'),
  }[kind];
  const next = {
    day: first.add(1, 'day'),
    week: first.add(1, 'week'),
    month: first.add(1, 'month'),
    quarter: first.add(3, 'month'),
  }[kind];
  return { start: first.format(ISO), end: next.subtract(1, 'day').format(ISO) };
}

/** The period of the same kind before it (`-1`) or after it (`1`). */
export function neighbour(kind: Exclude<PeriodKind, 'programme'>, day: string, to: -1 | 1): Span {
  const { start, end } = spanOf(kind, day);
  const beyond = to === 1 ? dayjs(end).add(1, 'day') : dayjs(start).subtract(1, 'day');
  return spanOf(kind, beyond.format(ISO));
}

/** A period in words: "Quý IV/2026", "Tháng 11/2026", "Tuần 16/11/2026 – 22/11/2026". */
export function spanTitle(kind: PeriodKind, span: Span): string {
  const date = dayjs(span.start);
  switch (kind) {
    case 'day':
      return words.dayTitle(shown(span.start));
    case 'week':
      return words.weekTitle(shown(span.start), shown(span.end));
    case 'month':
      return words.monthTitle(date.month() + 1, date.year());
    case 'quarter':
      return words.quarterTitle(Math.floor(date.month() / 3) + 1, date.year());
    case 'programme':
      return words.programmeTitle(shown(span.start), shown(span.end));
  }
}

/** The same, as a field needs it: "Quý IV/2026", "16/11 – 22/11/2026", "22/11/2026". */
export function spanName(kind: Exclude<PeriodKind, 'programme'>, span: Span): string {
  if (kind === 'day') return shown(span.start);
  if (kind === 'week') return `${dayjs(span.start).format('DD/MM')} – ${shown(span.end)}`;
  return spanTitle(kind, span);
}

/** The same, as short as a chart's axis needs it: "22/11", "16/11", "11/2026", "IV/2026". */
export function spanMark(kind: PeriodKind, { start }: Pick<Span, 'start'>): string {
  const date = dayjs(start);
  if (kind === 'month') return date.format('M/YYYY');
  if (kind === 'quarter') return words.quarterMark(Math.floor(date.month() / 3) + 1, date.year());
  return date.format('D/M');
}
