import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { ProgrammeDates } from '../../src/engine/rule.ts';
import type { CalendarDate, DateSpan } from '../../src/engine/value.ts';

/** The programme as it is; the rules take it from outside. */
export const PROGRAMME: ProgrammeDates = { lastDay: '2026-12-31' };

export function plusDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** A date known to the day, or the span between two days. */
export function span(earliest: CalendarDate, latest = earliest): DateSpan {
  return { earliest, latest };
}

/** Any day from `first` to `last`, both included. */
export function dayBetween(first: CalendarDate, last: CalendarDate): fc.Arbitrary<CalendarDate> {
  const days = Temporal.PlainDate.from(first).until(last).days;
  return fc.integer({ min: 0, max: days }).map((n) => plusDays(first, n));
}

/** A day, its last days of February and their anniversaries far more often than chance would. */
export function trickyDay(first: CalendarDate, last: CalendarDate): fc.Arbitrary<CalendarDate> {
  const leapish = dayBetween(first, last)
    .map((date) => plusDays(`${date.slice(0, 4)}-02-27`, Number(date.slice(8)) % 4))
    .filter((date) => first <= date && date <= last);
  return fc.oneof(dayBetween(first, last), leapish);
}
