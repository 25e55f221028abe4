import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from '../../engine/value.ts';

/** The next quarterly report that the plan asks for. */
export interface QuarterlyReport {
  /** The first day of the quarter it is about. */
  quarter: CalendarDate;
  /** The last day that is "trước ngày 20 của tháng cuối quý": the 19th. */
  due: CalendarDate;
  /** The last working day not after {@link due}. */
  lastWorkingDay: CalendarDate;
  /** Working days from today to {@link lastWorkingDay}, both counted; 0 once that one is over. */
  workingDaysLeft: number;
  /** The public holidays of the year it is due in are known and no working days; else they count as such. */
  holidaysTakenOff: boolean;
}

/**
 * The report that is due next, up to and on its last day (plan, part IV: every quarter, before the 20th
 * of its last month). Working days are Mondays to Fridays without `holidays`, which stand in
 * `flows/programme.yaml`.
 */
export function nextReport(
  today: CalendarDate,
  holidays: readonly CalendarDate[],
): QuarterlyReport {
  const date = Temporal.PlainDate.from(today);
  const first = date.with({ month: Math.floor((date.month - 1) / 3) * 3 + 1, day: 1 });
  const isOver = dueOf(first).toString() < today;
  return reportOf(isOver ? first.add({ months: 3 }) : first, date, new Set(holidays));
}

const dueOf = (first: Temporal.PlainDate) => first.add({ months: 2 }).with({ day: 19 });

function reportOf(
  first: Temporal.PlainDate,
  today: Temporal.PlainDate,
  holidays: ReadonlySet<CalendarDate>,
): QuarterlyReport {
  const isWorkingDay = (day: Temporal.PlainDate) =>
    day.dayOfWeek <= 5 && !holidays.has(day.toString());
  const due = dueOf(first);
  let last = due;
  while (!isWorkingDay(last)) last = last.subtract({ days: 1 });
  let left = 0;
  for (let day = today; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (isWorkingDay(day)) left++;
  }
  return {
    quarter: first.toString(),
    due: due.toString(),
    lastWorkingDay: last.toString(),
    workingDaysLeft: left,
    // Every year has some.
    holidaysTakenOff: [...holidays].some((day) => day.startsWith(`${due.year}-`)),
  };
}
