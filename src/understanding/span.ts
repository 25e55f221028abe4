import { Temporal } from 'temporal-polyfill';
import type { CalendarDate, DateSpan } from '../engine/value.ts';

/** The calendar day at this moment in the programme's time zone. */
export function dayOf(now: Date, timeZone: string): CalendarDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The day itself, or nothing when the calendar has no such day (31/4, 13/25). */
export function daySpan(year: number, month: number, day: number): DateSpan | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  if (day > first.daysInMonth) return undefined;
  const date = first.with({ day }).toString();
  return { earliest: date, latest: date };
}

/** "đầu", "giữa", "cuối": which part of a year or month was named. */
export type Part = 'early' | 'middle' | 'late';

/** A month; "early" is its first half, "late" its second, "middle" the 8th to the 23rd. */
export function monthSpan(year: number, month: number, part?: Part): DateSpan | undefined {
  if (month < 1 || month > 12) return undefined;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const last = first.daysInMonth;
  const [from, until] = { early: [1, 15], middle: [8, 23], late: [15, last], all: [1, last] }[
    part ?? 'all'
  ];
  return {
    earliest: first.with({ day: from! }).toString(),
    latest: first.with({ day: until! }).toString(),
  };
}

/** A year; its parts are taken wide (six months), as people mean them loosely. */
export function yearSpan(year: number, part?: Part): DateSpan {
  const ends = {
    early: ['01-01', '06-30'],
    middle: ['04-01', '09-30'],
    late: ['07-01', '12-31'],
    all: ['01-01', '12-31'],
  }[part ?? 'all'];
  return { earliest: `${year}-${ends[0]}`, latest: `${year}-${ends[1]}` };
}

/** The days that both spans allow. */
export function overlap(a: DateSpan, b: DateSpan): DateSpan | undefined {
  const earliest = [a.earliest, b.earliest].sort()[1]!;
  const latest = [a.latest, b.latest].sort()[0]!;
  return earliest <= latest ? { earliest, latest } : undefined;
}

/** Moves a day by years, months or days; the 29th of February becomes the 28th. */
export function shift(
  day: CalendarDate,
  by: { years?: number; months?: number; days?: number },
): CalendarDate {
  return Temporal.PlainDate.from(day).add(by).toString();
}
