import type { CalendarDate, DateSpan } from '../engine/value.ts';
import type { Mention } from './mention.ts';
import { daySpan, monthSpan, type Part, yearSpan } from './span.ts';

const YEAR = '(?<year>(?:19|20)\\d\\d|2k\\d{0,2}|\\d\\d)(?!\\d)';
const FULL_YEAR = '(?<year>1[89]\\d\\d|20\\d\\d|2k\\d{0,2})(?!\\d)';
const PART = '(?:(?<part>dau|giua|cuoi) )?';
const START = '(?<![\\p{L}\\p{N}./-])';
const END = '(?![\\p{L}\\p{N}]|[./-]\\d)';
const MONTH_WORD = '(?:thang ?|th ?|t)';
const NAM = '(?:,? ?(?:nam |nam|n |[/.-] ?)?)';

/**
 * Dates as they are written, day before month. On text without marks whose numbers are digits.
 * The forms are told apart by their groups: `day`, `month`, `year`, `part`.
 */
const FORMS: readonly RegExp[] = [
  // 5/3/2006, 05-03-06, 5.3.2k6, 5 3 2006
  `(?:ngay ?|mung ?|mong ?)*(?<day>\\d{1,2}) ?(?<by>[/.-]) ?(?<month>\\d{1,2}) ?\\k<by> ?${YEAR}`,
  `(?<day>\\d{1,2}) (?<month>\\d{1,2}) (?<year>(?:19|20)\\d\\d)`,
  // 2006-03-05
  '(?<year>(?:19|20)\\d\\d)(?<by>[/.-])(?<month>\\d{1,2})\\k<by>(?<day>\\d{1,2})',
  // 05032006
  '(?<day>\\d\\d)(?<month>\\d\\d)(?<year>(?:19|20)\\d\\d)',
  // ngày mùng 5 tháng 3 năm 2006, 5 tháng 3 2k6
  `(?:ngay ?|mung ?|mong ?)*(?<day>\\d{1,2}),? ?(?:thang ?|th ?|t)(?<month>\\d{1,2})${NAM}${YEAR}`,
  // (đầu) tháng 3 năm 2006, t3/2006, 3/2006
  `${PART}${MONTH_WORD}(?<month>\\d{1,2})${NAM}${FULL_YEAR}`,
  `${PART}(?<month>\\d{1,2}) ?[/.-] ?${FULL_YEAR}`,
  // (cuối) năm 2006
  `(?:${PART}nam |${PART})${FULL_YEAR}`.replace('<part>', '<part2>'),
  // ngày 5 tháng 3, 5/3
  '(?:ngay ?|mung ?|mong ?)*(?<day>\\d{1,2}) ?(?:thang ?|[/] ?)(?<month>\\d{1,2})',
  // tháng 3
  `${PART}${MONTH_WORD}(?<month>\\d{1,2})`,
].map((form) => new RegExp(`${START}(?:${form})${END}`, 'gu'));

/** "sn 05", "sinh năm 99": two digits are a year only after words that say so. */
const SHORT_YEAR = new RegExp(
  `(?<=${START}(?:sinh|sn|nam|sinh nam|nam sinh|nam sinh la)(?: la|:)? ?)(?<year>\\d\\d)${END}`,
  'gu',
);

const PARTS: Readonly<Record<string, Part>> = { dau: 'early', giua: 'middle', cuoi: 'late' };

/** Finds the dates of a message, from the full day to the mere year. */
export function findDates(folded: string, today: CalendarDate): Mention[] {
  const found: Mention[] = [];
  for (const form of [...FORMS, SHORT_YEAR]) {
    for (const match of folded.matchAll(form)) {
      const teen = /2k\d/.test(match[0]) && match.groups!.month === undefined;
      found.push({
        start: match.index,
        end: match.index + match[0].length,
        ...meaning(match.groups!, today),
        ...(teen ? { hint: 'birth' } : {}),
      });
    }
  }
  return found;
}

function meaning(
  groups: Record<string, string | undefined>,
  today: CalendarDate,
): Pick<Mention, 'spans' | 'problem'> {
  const part = PARTS[groups.part ?? groups.part2 ?? ''];
  if (groups.year === undefined) {
    // Any leap year will do: it is only asked whether such a day can be.
    const possible = daySpan(2024, Number(groups.month), Number(groups.day ?? 1));
    return { spans: [], problem: possible ? 'day-needed' : 'impossible-date' };
  }
  const year = fullYear(groups.year, today);
  let span: DateSpan | undefined;
  if (groups.day !== undefined) span = daySpan(year, Number(groups.month), Number(groups.day));
  else if (groups.month !== undefined) span = monthSpan(year, Number(groups.month), part);
  else span = yearSpan(year, part);
  return span ? { spans: [{ span, label: '' }] } : { spans: [], problem: 'impossible-date' };
}

/** "2k5" → 2005, "05" → 2005, "99" → 1999: two digits are the latest such year that has begun. */
export function fullYear(written: string, today: CalendarDate): number {
  if (written.startsWith('2k')) return 2000 + Number(written.slice(2) || 0);
  if (written.length === 4) return Number(written);
  const latest = 2000 + Number(written);
  return latest <= Number(today.slice(0, 4)) ? latest : latest - 100;
}
