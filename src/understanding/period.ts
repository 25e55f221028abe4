import { Temporal } from 'temporal-polyfill';
import type { CalendarDate, DateSpan } from '../engine/value.ts';
import type { Mention } from './mention.ts';
import { monthSpan, type Part, shift, yearSpan } from './span.ts';

type Unit = 'years' | 'months' | 'days';
const UNITS: Readonly<Record<string, Unit>> = {
  nam: 'years',
  thang: 'months',
  ngay: 'days',
  hom: 'days',
};
const PARTS: Readonly<Record<string, Part>> = { dau: 'early', giua: 'middle', cuoi: 'late' };

const START = '(?<![\\p{L}\\p{N}./-])';
const END = '(?![\\p{L}\\p{N}])';
/** "Mấy năm rồi" is not last year. */
const UNCOUNTED = '(?<!(?:may|vai|nhieu|bao|bon|chuc|hang|tram|nua|ca|\\d) )';
const AGO =
  '(?<being>duoc |da |moi |co )*(?<bound>hon |tren |gan |chua day |chua den |chua toi |chua duoc |duoi |khoang |tam )?' +
  '(?<n>\\d{1,3}|nua) ?(?<unit>nam|thang|tuan|ngay|hom)(?<half> ruoi)?(?: (?<months>\\d{1,2}) thang)?(?<after> truoc| roi| nay| qua)?';
const PERIOD = new RegExp(`${START}${AGO}${END}`, 'gu');

const NAMED: readonly {
  form: string;
  span: (match: RegExpExecArray, today: CalendarDate) => DateSpan | undefined;
}[] = [
  {
    form: 'hom nay|(?:sang|trua|chieu|toi) nay|vua xong',
    span: (_, today) => ({ earliest: today, latest: today }),
  },
  { form: 'hom qua', span: (_, today) => day(shift(today, { days: -1 })) },
  { form: 'hom kia', span: (_, today) => day(shift(today, { days: -2 })) },
  { form: 'tuan nay', span: (_, today) => week(today, 0) },
  { form: `${UNCOUNTED}tuan (?:truoc|roi|vua roi|vua qua)`, span: (_, today) => week(today, -1) },
  { form: '(?:(?<part>dau|giua|cuoi) )?thang nay', span: (match, today) => month(match, today, 0) },
  {
    form: `(?:(?<part>dau|giua|cuoi) )?${UNCOUNTED}thang (?:truoc|roi|vua roi|vua qua)`,
    span: (match, today) => month(match, today, -1),
  },
  { form: '(?:(?<part>dau|giua|cuoi) )?nam nay', span: (match, today) => year(match, today, 0) },
  {
    form: `(?:(?<part>dau|giua|cuoi) )?${UNCOUNTED}nam (?:ngoai|truoc|roi|vua roi|vua qua)`,
    span: (match, today) => year(match, today, -1),
  },
  { form: '(?:(?<part>dau|giua|cuoi) )?nam kia', span: (match, today) => year(match, today, -2) },
  {
    form: '(?:(?<part>dau|giua|cuoi) )?(?:thang ?|th ?|t)(?<month>\\d{1,2}),? (?<year>nam nay|nam ngoai|nam truoc|nam kia)',
    span: (match, today) => {
      const back = { 'nam nay': 0, 'nam kia': 2 }[match.groups!.year!] ?? 1;
      return monthSpan(
        yearOf(today) - back,
        Number(match.groups!.month),
        PARTS[match.groups!.part ?? ''],
      );
    },
  },
];
const NAMED_FORMS = NAMED.map(({ form, span }) => ({
  form: new RegExp(`${START}(?:${form})${END}`, 'gu'),
  span,
}));

/**
 * Finds founding days told from today: "4 tháng trước", "mở được 3 tháng", "đầu năm ngoái",
 * "t3 năm nay", "hôm qua". On text without marks, numbers as digits. "Lâu rồi" tells nothing.
 */
export function findPeriods(folded: string, today: CalendarDate): Mention[] {
  const found: Mention[] = [];
  for (const { form, span } of NAMED_FORMS) {
    for (const match of folded.matchAll(form)) {
      const meant = span(match, today);
      found.push(
        meant
          ? { ...place(match), spans: [{ span: meant, label: '' }] }
          : { ...place(match), spans: [], problem: 'impossible-date' },
      );
    }
  }
  for (const match of folded.matchAll(PERIOD)) {
    const { bound, being, after } = match.groups!;
    const span = ago(lengthOf(match.groups!), bound?.trim(), today);
    if (!span) continue;
    const told = being ?? bound ?? after;
    // "2 năm" alone may as well be how long the offer lasts.
    found.push({
      ...place(match),
      spans: [{ span, label: '' }],
      ...(told === undefined ? { bare: true } : {}),
    });
  }
  return found;
}

interface Length {
  n: number;
  unit: Unit;
  /** By how much people round a length told in this way. */
  give: number;
}

function lengthOf({ n, unit, half, months }: Record<string, string | undefined>): Length {
  const count = n === 'nua' ? 0 : Number(n);
  const halves = n === 'nua' || half !== undefined;
  if (unit === 'nam' && months !== undefined)
    return { n: count * 12 + Number(months), unit: 'months', give: 1 };
  if (unit === 'nam' && halves) return { n: count * 12 + 6, unit: 'months', give: 3 };
  if (unit === 'thang' && halves) return { n: count * 30 + 15, unit: 'days', give: 15 };
  if (unit === 'tuan') return { n: count * 7 + (halves ? 3 : 0), unit: 'days', give: 7 };
  return { n: count, unit: UNITS[unit!]!, give: 1 };
}

/**
 * The days on which something can have begun that is said to be `n` units old. People round, so
 * "4 tháng trước" is anything between 3 and 5 months; "hơn" and "chưa đầy" give one side.
 */
function ago(
  { n, unit, give }: Length,
  bound: string | undefined,
  today: CalendarDate,
): DateSpan | undefined {
  const back = (count: number) => shift(today, { [unit]: -count });
  const exactly = back(n);
  let span: DateSpan = {
    earliest: shift(back(n + give), { days: 1 }),
    latest: shift(back(n - give), { days: -1 }),
  };
  if (unit === 'days' && give === 1) span = { earliest: exactly, latest: exactly };
  if (bound === 'hon' || bound === 'tren') span = { ...span, latest: shift(exactly, { days: -1 }) };
  if (bound === 'gan') span = { ...span, earliest: shift(exactly, { days: 1 }) };
  if (bound?.startsWith('chua') || bound === 'duoi') {
    span = { earliest: shift(exactly, { days: 1 }), latest: today };
  }
  const latest = span.latest > today ? today : span.latest;
  return span.earliest <= latest ? { earliest: span.earliest, latest } : undefined;
}

function place(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index, end: match.index + match[0].length };
}

function day(date: CalendarDate): DateSpan {
  return { earliest: date, latest: date };
}

/** Monday to Sunday. */
function week(today: CalendarDate, weeks: number): DateSpan {
  const monday = shift(today, { days: 1 - Temporal.PlainDate.from(today).dayOfWeek + 7 * weeks });
  return { earliest: monday, latest: shift(monday, { days: 6 }) };
}

function month(match: RegExpExecArray, today: CalendarDate, months: number): DateSpan | undefined {
  const first = shift(`${today.slice(0, 7)}-01`, { months });
  return monthSpan(yearOf(first), Number(first.slice(5, 7)), PARTS[match.groups!.part ?? '']);
}

function year(match: RegExpExecArray, today: CalendarDate, years: number): DateSpan {
  return yearSpan(yearOf(today) + years, PARTS[match.groups!.part ?? '']);
}

function yearOf(day: CalendarDate): number {
  return Number(day.slice(0, 4));
}
