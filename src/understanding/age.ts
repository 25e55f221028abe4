import type { CalendarDate, DateSpan } from '../engine/value.ts';
import type { Mention } from './mention.ts';
import { shift, yearSpan } from './span.ts';
import type { Labels } from './vocabulary.ts';

const AGE = /(?<![\p{L}\p{N}./-])(?<n>\d{1,3}) ?(?:tuoi|t)(?<half> ruoi)?(?![\p{L}\p{N}])/gu;
/** "sắp 24", "gần tròn 24 tuổi": one year younger, still. */
const NEARLY =
  /(?<![\p{L}\p{N}])(?:sap|gan|chuan bi|chua den|chua toi)(?: du| tron| buoc sang| sang| toi| den)? (?<n>\d{2})(?: ?(?:tuoi|t))?(?![\p{L}\p{N}./])/gu;
/** Before a number of years these speak of a limit, not of somebody: "từ 18 đến 23 tuổi", "trên 24 tuổi". */
const LIMIT = /(?:tu|du|den|toi|duoi|tren|ngoai|chua|qua|khong|-|–|hoac|va) $|[-–]$/;
const JUST = /(?:vua|moi|vua moi|tron) (?:du|tron) $/;

/**
 * Nobody who writes here is taken to be younger or older: the bounds within which a bare number
 * is read as an age, or as the last two digits of a year of birth.
 */
const YOUNGEST_WRITER = 12;
const OLDEST_WRITER = 79;

/**
 * The days of birth of somebody who says on `today` to be `n`. Half of all people count the days,
 * half the years, so it is the union of both: after the birthday that makes them `n`, up to the
 * end of the year in which they become `n`.
 */
export function bornAtAge(n: number, today: CalendarDate): DateSpan {
  const endOfYear = yearSpan(Number(today.slice(0, 4)) - n).latest;
  return { earliest: exactAge(n, today).earliest, latest: endOfYear < today ? endOfYear : today };
}

/** The days of birth of somebody who is `n` by the calendar: "23 tuổi rưỡi" counts months, so no year-count. */
export function exactAge(n: number, today: CalendarDate): DateSpan {
  return {
    earliest: shift(shift(today, { years: -(n + 1) }), { days: 1 }),
    latest: shift(today, { years: -n }),
  };
}

/** Finds ages: "19 tuổi", "19t", "23 tuổi rưỡi", "sắp 24". On text without marks, numbers as digits. */
export function findAges(folded: string, today: CalendarDate, labels: Labels): Mention[] {
  const found: Mention[] = [];
  for (const match of folded.matchAll(NEARLY)) {
    found.push(mention(match, bornAtAge(Number(match.groups!.n) - 1, today), labels));
  }
  for (const match of folded.matchAll(AGE)) {
    const before = folded.slice(Math.max(0, match.index - 16), match.index);
    if (LIMIT.test(before) && !JUST.test(before)) continue;
    const n = Number(match.groups!.n);
    found.push(
      mention(match, match.groups!.half ? exactAge(n, today) : bornAtAge(n, today), labels),
    );
  }
  return found;
}

/**
 * A number alone, after a birth was asked for. With a zero before it a year ("05"); otherwise an
 * age, or the year of birth of somebody who could be writing; when it can be both, both are given
 * and the person is asked.
 */
export function findBareNumbers(folded: string, today: CalendarDate, labels: Labels): Mention[] {
  const found: Mention[] = [];
  for (const match of folded.matchAll(/(?<![\p{L}\p{N}./-])\d\d(?![\p{L}\p{N}]|[./-]\d)/gu)) {
    const n = Number(match[0]);
    const thisYear = Number(today.slice(0, 4));
    const year = 2000 + n <= thisYear ? 2000 + n : 1900 + n;
    const spans: { span: DateSpan; label: string }[] = [];
    const isAge = !match[0].startsWith('0') && n <= OLDEST_WRITER;
    const writer = thisYear - year;
    const isYear =
      match[0].startsWith('0') || !isAge || (writer >= YOUNGEST_WRITER && writer <= OLDEST_WRITER);
    if (isAge) spans.push({ span: bornAtAge(n, today), label: fill(labels.age, n) });
    if (isYear) spans.push({ span: yearSpan(year), label: fill(labels.bornIn, year) });
    found.push({ start: match.index, end: match.index + 2, spans, about: 'birth', bare: true });
  }
  return found;
}

function mention(match: RegExpExecArray, span: DateSpan, labels: Labels): Mention {
  const label = fill(labels.age, Number(match.groups!.n));
  return {
    start: match.index,
    end: match.index + match[0].length,
    spans: [{ span, label }],
    about: 'birth',
  };
}

function fill(label: string, n: number): string {
  return label.replace('{n}', String(n));
}
