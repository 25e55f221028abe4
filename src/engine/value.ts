/**
 * What a person's answer may hold.
 *
 * Values are plain JSON, because a conversation's state is stored and read back by another process.
 */

/** A calendar date `YYYY-MM-DD` in the programme's time zone. Two of them compare as strings do. */
export type CalendarDate = string;

/**
 * A date as precisely as the person gave it: both ends are possible, and so is every day between.
 * "sinh 2005" is 2005-01-01 … 2005-12-31; a full date has `earliest === latest`.
 */
export interface DateSpan {
  earliest: CalendarDate;
  latest: CalendarDate;
}

/** A commune-level unit (xã, phường, đặc khu) of the city, by its official code. */
export interface Place {
  code: string;
  name: string;
}

/** The answer to one question: yes/no, the value of a choice or a text, a date, a place. */
export type SlotValue = boolean | string | DateSpan | Place;

/** True for a date that was given to the day. */
export function isExact(span: DateSpan): boolean {
  return span.earliest === span.latest;
}

export function isDateSpan(value: SlotValue | undefined): value is DateSpan {
  return typeof value === 'object' && 'earliest' in value;
}

export function isPlace(value: SlotValue | undefined): value is Place {
  return typeof value === 'object' && 'code' in value;
}

/** True for a day that is in the calendar; a payload can be forged, and 31 February is none. */
export function isCalendarDate(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  );
}

/** `2026-12-31` as people read it: `31/12/2026`. */
export function formatDate(date: CalendarDate): string {
  const [year, month, day] = date.split('-');
  return `${day}/${month}/${year}`;
}
