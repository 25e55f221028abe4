import type { Expectation, Reading } from '../engine/understood.ts';
import { type CalendarDate, type DateSpan, isExact } from '../engine/value.ts';
import { findAges, findBareNumbers } from './age.ts';
import { findDates } from './date.ts';
import { type Mention, outermost } from './mention.ts';
import type { Normal } from './normalise.ts';
import { digitise } from './numerals.ts';
import { findPeriods } from './period.ts';
import { type PhraseBook, phraseBook, without } from './phrase-book.ts';
import { overlap, shift } from './span.ts';
import type { Vocabulary } from './vocabulary.ts';
import { type Word, wordsOf } from './words.ts';

type About = 'birth' | 'founding';

/** The dates of one message: found once, read for each question that could take one. */
export interface When {
  /** How the message answers a question about a date. */
  read(expected: Expectation, correcting: boolean): Reading | undefined;
  /** Where in the original births stand, which must not be stored; by what is asked for. */
  births(asked: ReadonlySet<About>): { start: number; end: number }[];
}

/** Beyond this age nobody is born: a slip of the finger. */
const OLDEST = 120;
/** Days of the lunar calendar are not the days of the papers. */
const LUNAR = /(?<!\p{L})(?:am lich|thang (?:gieng|chap))(?!\p{L})/u;
/** So many words may stand between the words that name a date and the date. */
const NAMED_WITHIN = 5;

/** Makes the reader of dates, ages and periods. `normal` has its personal numbers blanked out. */
export function createWhen(vocabulary: Vocabulary, fillers: PhraseBook<unknown>) {
  const naming = phraseBook<About>([
    ...vocabulary.naming.birth.map((form) => [form, 'birth'] as const),
    ...vocabulary.naming.founding.map((form) => [form, 'founding'] as const),
  ]);
  const takenBack = [...vocabulary.corrections, ...vocabulary.correctionOpeners];
  const birthBesides = phraseBook(
    [...vocabulary.naming.birth, ...takenBack].map((form) => [form, true] as const),
  );
  const foundingBesides = phraseBook(
    [...vocabulary.naming.founding, ...vocabulary.businesses, ...vocabulary.corrections].map(
      (form) => [form, true] as const,
    ),
  );

  return (normal: Normal, today: CalendarDate): When => {
    const text = digitise(normal);
    const words = wordsOf(text);
    const names = naming.all(words);
    const mentions = (about: About, bare: boolean): (Mention & { named: boolean })[] => {
      const found = [...findDates(text.folded, today)];
      if (about === 'birth') found.push(...findAges(text.folded, today, vocabulary.labels));
      else
        found.push(...findPeriods(text.folded, today).filter((mention) => bare || !mention.bare));
      const kept = outermost(found);
      if (bare && about === 'birth' && kept.length === 0)
        kept.push(...findBareNumbers(text.folded, today, vocabulary.labels));
      return kept
        .map((mention) => ({ ...mention, namedAs: nameOf(mention, kept) }))
        .filter(({ namedAs }) => namedAs === undefined || namedAs === about)
        .map(({ namedAs, ...mention }) => ({
          ...mention,
          named: namedAs === undefined ? mention.hint === about : !mention.bare,
        }));
    };

    /** Whose day the words before (or the form itself) say it is. */
    const nameOf = (mention: Mention, all: readonly Mention[]): About | undefined => {
      const before = names.findLast(({ from }) => {
        const start = words[from]!.start;
        if (start > mention.start) return false;
        const between = words.filter(
          (word) => word.start > start && word.end <= mention.start,
        ).length;
        const other = all.some(({ start: s }) => s > start && s < mention.start);
        return (
          between <= NAMED_WITHIN && !other && !/[.!?;]/.test(text.text.slice(start, mention.start))
        );
      });
      const inside = names.find(
        ({ from }) => words[from]!.start >= mention.start && words[from]!.end <= mention.end,
      );
      return mention.about ?? (inside ?? before)?.value;
    };

    return {
      read({ ask, pending, about = 'birth', precision = 'any' }, correcting) {
        const found = mentions(about, pending || correcting);
        const told = found.filter(({ named }) => named);
        // A bare date is an answer only to what was asked just now, or to what is taken back; of
        // that, the last is what holds.
        const candidates = told.length > 0 ? told : pending ? found : [];
        const meant = correcting ? found.slice(-1) : candidates;
        if (meant.length === 0) return undefined;
        const rest = words.filter(({ start, end }) =>
          found.every((mention) => end <= mention.start || start >= mention.end),
        );
        const beside = without(rest, about === 'birth' ? birthBesides : foundingBesides);
        const whole = without(beside, fillers).length === 0;
        if (meant.some(({ bare }) => bare) && !whole) return undefined;
        const named = (correcting ? found : meant).some((mention) => mention.named);
        const read = LUNAR.test(text.folded)
          ? ({ problem: 'day-needed' } as const)
          : judge(meant, about, precision, today);
        if (
          read.problem === 'day-needed' &&
          meant.every(({ spans }) => spans.length === 0) &&
          !whole &&
          !named
        )
          return undefined;
        return { ask, ...read, whole, named };
      },

      births(asked) {
        const expected = asked.has('birth');
        return mentions('birth', expected)
          .filter(({ named, hint, bare }) => {
            if (expected) return !bare || onlyNumber(words);
            return named && !(hint && asked.has('founding'));
          })
          .map(({ start, end }) => ({ start: text.starts[start]!, end: text.ends[end - 1]! }));
      },
    };

    function onlyNumber(all: readonly Word[]): boolean {
      return without(without(all, birthBesides), fillers).length === 1;
    }
  };
}

/** What the mentions come to together: one value, several to choose from, or what is wrong. */
function judge(
  mentions: readonly Mention[],
  about: About,
  precision: 'day' | 'any',
  today: CalendarDate,
): Pick<Reading, 'value' | 'choices' | 'problem'> {
  const good = mentions.filter(({ spans }) => spans.length > 0);
  if (good.length === 0) return { problem: mentions[0]!.problem ?? 'ambiguous' };
  const oldest = shift(today, { years: -OLDEST });
  const all = good.flatMap(({ spans }) => spans);
  if (all.every(({ span }) => span.earliest > today)) return { problem: 'future' };
  if (
    all.every(
      ({ span }) => span.latest < '1900-01-01' || (about === 'birth' && span.latest < oldest),
    )
  ) {
    return { problem: 'too-old' };
  }
  // Two ages are two people, or a doubt.
  const ages = new Set(all.map(({ label }) => label).filter((label) => label !== ''));
  if (good.length > 1 && ages.size > 1) return { problem: 'ambiguous' };
  if (good.length === 1 && good[0]!.spans.length > 1) {
    return precision === 'day'
      ? { problem: 'day-needed' }
      : { choices: good[0]!.spans.map(({ span, label }) => ({ value: span, label })) };
  }
  let span: DateSpan | undefined = all[0]!.span;
  for (const other of all.slice(1)) span = span && overlap(span, other.span);
  if (!span || span.earliest > today) return { problem: 'ambiguous' };
  const value = { earliest: span.earliest, latest: span.latest > today ? today : span.latest };
  return precision === 'day' && !isExact(value) ? { problem: 'day-needed' } : { value };
}
