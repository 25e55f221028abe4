import { Temporal } from 'temporal-polyfill';
import { TIME_ZONE } from '../../outreach/events.ts';

/** The calendar day of an instant where the programme takes place, 'YYYY-MM-DD'. */
export function dayIn(at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(TIME_ZONE)
    .toPlainDate()
    .toString();
}

/** When a calendar day begins there. */
export function startOf(day: string): Date {
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: TIME_ZONE });
  return new Date(start.epochMilliseconds);
}

/** When it is over: the beginning of the next. */
export function endOf(day: string): Date {
  return startOf(Temporal.PlainDate.from(day).add({ days: 1 }).toString());
}
