import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from '../../engine/value.ts';
import type { PeriodKind } from './measure.ts';

/** The lengths a point of a line can have. */
export type StepKind = Exclude<PeriodKind, 'programme'>;

/** A time that figures are given for: its first and last day. */
export interface Period {
  kind: PeriodKind;
  start: CalendarDate;
  end: CalendarDate;
  /**
   * `missing`: over before the first day with data, or not begun: its figures are unknown, not 0.
   * `running`: today is part of it. `closed`: nothing more can be added.
   */
  state: 'missing' | 'running' | 'closed';
  /** Data begins within it: it cannot be compared with whole ones. */
  partial: boolean;
}

/** What there is data for. */
export interface Known {
  today: CalendarDate;
  /** The first day with data, if any. */
  firstDay: CalendarDate | null;
}

/** The period of a kind that a day is part of; the whole programme reaches from the first day with data to today. */
export function periodOf(kind: PeriodKind, day: CalendarDate, known: Known): Period {
  const { today, firstDay } = known;
  if (kind === 'programme') {
    const start = firstDay ?? today;
    return {
      kind,
      start,
      end: today < start ? start : today,
      state: firstDay === null ? 'missing' : 'running',
      partial: false,
    };
  }
  const { start, end } = boundsOf(kind, day);
  const missing = firstDay === null || end < firstDay || start > today;
  return {
    kind,
    start,
    end,
    state: missing ? 'missing' : end < today ? 'closed' : 'running',
    partial: !missing && start < firstDay,
  };
}

/**
 * The days, weeks, … that make up a period, as a line is drawn: whole ones, so that the first and
 * the last may reach beyond it. Of a running period those up to today, and from the first day with
 * data on where the period began before it.
 */
export function pointsOf(period: Period, by: StepKind, known: Known): Period[] {
  if (period.state === 'missing') return [];
  const points: Period[] = [];
  const last = period.end < known.today ? period.end : known.today;
  let day = period.start;
  while (day <= last) {
    const point = periodOf(by, day, known);
    points.push(point);
    day = plus(point.end, { days: 1 });
  }
  return points;
}

function boundsOf(kind: StepKind, day: CalendarDate): { start: CalendarDate; end: CalendarDate } {
  const date = Temporal.PlainDate.from(day);
  const first = {
    day: date,
    week: date.subtract({ days: date.dayOfWeek - 1 }),
    month: date.with({ day: 1 }),
    quarter: date.with({ month: Math.floor((date.month - 1) / 3) * 3 + 1, day: 1 }),
  }[kind];
  const length = {
    day: { days: 1 },
    week: { weeks: 1 },
    month: { months: 1 },
    quarter: { months: 3 },
  }[kind];
  return { start: first.toString(), end: first.add(length).subtract({ days: 1 }).toString() };
}

function plus(day: CalendarDate, duration: Temporal.DurationLike): CalendarDate {
  return Temporal.PlainDate.from(day).add(duration).toString();
}
