/** Figures and dates as Vietnamese officers read them. */

const NUMBER = new Intl.NumberFormat('vi-VN');
const PERCENT = new Intl.NumberFormat('vi-VN', { style: 'percent', maximumFractionDigits: 1 });
const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = new Intl.DateTimeFormat('vi-VN', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});
const MOMENT = new Intl.DateTimeFormat('vi-VN', {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** "12.345"; a missing figure is "–", which is not zero. */
export function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : NUMBER.format(value);
}

/** "12,5%" of a share between 0 and 1. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined || Number.isNaN(share) ? '–' : PERCENT.format(share);
}

/** A calendar date `YYYY-MM-DD` as "22/11/2026". */
export function day(date: string): string {
  const [year, month, dayOfMonth] = date.split('-');
  return `${dayOfMonth}/${month}/${year}`;
}

/** The calendar day of an instant where the programme takes place. */
export function dayOfInstant(instant: string | Date): string {
  return DAY.format(new Date(instant));
}

/** An instant as "14:05 22/11/2026". */
export function moment(instant: string | Date): string {
  return MOMENT.format(new Date(instant));
}
