/** A text with what may be personal in it hidden, and whether anything was. */
export interface Hidden {
  text: string;
  masked: boolean;
  /** What is hidden, as it stood there. */
  parts: readonly string[];
}

/** Stands in place of what is hidden, whatever its length. */
export const DOTS = '•••••';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const DATES = [
  /(?<!\d)(?<day>\d{1,2}) ?[-./] ?(?<month>\d{1,2}) ?[-./] ?(?<year>\d{4}|\d{2})(?!\d)/g,
  /(?<!\d)(?<year>\d{4}) ?[-./] ?(?<month>\d{1,2}) ?[-./] ?(?<day>\d{1,2})(?!\d)/g,
  /(?<!\d)(?<day>\d{1,2}) (?:tháng|thang|thg|t) ?(?<month>\d{1,2})(?: ?,? ?(?:năm|nam))? (?<year>\d{4})(?!\d)/giu,
];
/** Five or more digits in a row, or eight and more in groups; with stars where some are gone already. */
const DIGITS = /\d{5,}\**|\d(?:[ .-]?\d){7,}/g;

/**
 * Hides what may be personal in a message that is on record. ID numbers, telephones and one-time
 * codes were masked for good before it was stored (`src/understanding/mask.ts`); this hides, on top
 * and only from sight, e-mail addresses, long runs of digits and every day that may be a birth.
 *
 * `on` is the day the message was written: a later day is nobody's birth and stays
 * ("trước 31/12/2026").
 */
export function hide(text: string, on: string): Hidden {
  const parts: string[] = [];
  const dots = (found: string) => {
    parts.push(found);
    return DOTS;
  };
  let hidden = text.replace(EMAIL, dots);
  for (const date of DATES) {
    hidden = hidden.replace(date, (...match) => {
      const { day, month, year } = match.at(-1) as Record<'day' | 'month' | 'year', string>;
      return mayBeBirth(day, month, year, on) ? dots(match[0]) : kept(match[0]);
    });
  }
  hidden = hidden.replace(DIGITS, dots);
  return { text: given(hidden), masked: parts.length > 0, parts };
}

/** Hides again what was hidden elsewhere: a reply that repeats the person's words. */
export function hideParts(text: string, parts: readonly string[]): string {
  return parts.reduce((hidden, part) => hidden.replaceAll(part, DOTS), text);
}

function mayBeBirth(day: string, month: string, year: string, on: string): boolean {
  if (Number(day) > 31 || Number(month) > 31) return false;
  if (year.length === 2) return true;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return Number(year) > 1900 && date <= on;
}

/** A day that may be read must survive the search for digits. */
const kept = (date: string) => date.replace(/\d/g, (digit) => String.fromCharCode(0xe000 + +digit));
const given = (text: string) =>
  text.replace(/[\ue000-\ue009]/g, (digit) => String(digit.charCodeAt(0) - 0xe000));
