import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from '../../engine/value.ts';

/** The next quarterly report that the plan asks for. */
export interface QuarterlyReport {
  /** The first day of the quarter it is about. */
  quarter: CalendarDate;
  /** The last day that is "trước ngày 20 của tháng cuối quý". */
  due: CalendarDate;
  /** The last Monday to Friday not after {@link due}. */
  lastWorkingDay: CalendarDate;
  /** Mondays to Fridays from today to {@link lastWorkingDay}, both counted; public holidays are not taken off. */
  workingDaysLeft: number;
}

/**
 * The report whose working days are not yet over (plan, part IV: every quarter, before the 20th of
 * its last month). Public holidays are no part of the programme's facts, so none are known here.
 */
export function nextReport(today: CalendarDate): QuarterlyReport {
  const date = Temporal.PlainDate.from(today);
  const first = date.with({ month: Math.floor((date.month - 1) / 3) * 3 + 1, day: 1 });
  const report = reportOf(first, date);
  return report.lastWorkingDay < today ? reportOf(first.add({ months: 3 }), date) : report;
}

function reportOf(first: Temporal.PlainDate, today: Temporal.PlainDate): QuarterlyReport {
  const due = first.add({ months: 2 }).with({ day: 19 });
  const last = isWorkingDay(due) ? due : due.subtract({ days: due.dayOfWeek - 5 });
  let left = 0;
  for (let day = today; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (isWorkingDay(day)) left++;
  }
  return {
    quarter: first.toString(),
    due: due.toString(),
    lastWorkingDay: last.toString(),
    workingDaysLeft: left,
  };
}

function isWorkingDay(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek <= 5;
}
