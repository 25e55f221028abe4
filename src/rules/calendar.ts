import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from '../engine/value.ts';

/**
 * The same day `years` later: the 18th birthday, the first anniversary. What falls on 29 February
 * is kept on the 28th in years without one.
 *
 * @throws RangeError when `date` is not a day of the calendar.
 */
export function anniversary(date: CalendarDate, years: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ years }).toString();
}

/** The earlier of two days. */
export function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b;
}
