import type { Expand } from './abbreviations.ts';
import { nearly } from './edit-distance.ts';
import { type PhraseBook, phraseBook, without } from './phrase-book.ts';
import type { Vocabulary } from './vocabulary.ts';
import { phraseWords, sameWord, type Word } from './words.ts';

/** One of several things that can be picked: a choice, a button, a flow. */
export interface Option<T> {
  value: T;
  /** All the words that stand for it. */
  forms: readonly string[];
}

export interface Picked<T> {
  value: T;
  /** The message is that and little else. */
  whole: boolean;
}

/** Picks what a message names; nothing when it names none, or several. */
export interface Pick {
  /** By "2", "số 2": the place in the list, from 0. */
  number(words: readonly Word[], count: number): number | undefined;
  /** By its words, possibly inside a longer message. */
  words<T>(words: readonly Word[], options: readonly Option<T>[]): Picked<T> | undefined;
}

/** Words that turn what is named into its opposite, without marks. */
const NEGATIONS: ReadonlySet<string> = new Set([
  'khong',
  'ko',
  'k',
  'hok',
  'chua',
  'chang',
  'dung',
]);

/** Words of an option: all of them, and without the fillers. */
interface Form {
  whole: readonly Word[];
  bare: readonly Word[];
}

/** How a message is taken as one of the options laid before the person. */
export function createPick(
  vocabulary: Vocabulary,
  fillers: PhraseBook<unknown>,
  expand: Expand,
): Pick {
  const ordinals = phraseBook(vocabulary.ordinals.map((word) => [word, true] as const));

  const essence = (words: readonly Word[]) => {
    const kept = without(words, fillers);
    return kept.length > 0 ? kept : words;
  };

  // Labels and words come from the files, so there are only so many, and they are read over and over.
  const known = new Map<string, Form>();
  const knownForm = (form: string): Form => {
    const seen = known.get(form);
    if (seen !== undefined) return seen;
    const whole = phraseWords(form);
    const read = { whole, bare: essence(whole) };
    known.set(form, read);
    return read;
  };

  return {
    number(words, count) {
      const rest = without(without(words, ordinals), fillers);
      if (rest.length !== 1 || !/^\d{1,2}$/.test(rest[0]!.text)) return undefined;
      const index = Number(rest[0]!.text) - 1;
      return index >= 0 && index < count ? index : undefined;
    },

    words(words, options) {
      const typed = essence(words);
      const spelledOut = essence(expand(words).words);
      const messages = [typed, spelledOut];
      const candidates = options.map(({ value, forms }) => ({
        value,
        forms: forms.map(knownForm).filter(({ bare }) => bare.length > 0),
      }));
      for (const fits of [isExactly, isNearly]) {
        const fitting = candidates.filter(({ forms }) =>
          forms.some(
            ({ bare, whole }) =>
              messages.some((message) => fits(message, bare)) ||
              // Without marks a word may look like a filler: "ho tro gan nha" would lose two.
              fits(words, whole),
          ),
        );
        if (fitting.length === 1) return { value: fitting[0]!.value, whole: true };
        if (fitting.length > 1) return undefined;
      }
      // "không phải công ty", "chưa có công ty": what is named there is not what is meant.
      if (words.some(({ folded }) => NEGATIONS.has(folded))) return undefined;
      const scored = candidates.map(({ value, forms }) => ({
        value,
        best: Math.max(
          0,
          ...forms
            .filter(({ bare }) => messages.some((message) => contains(message, bare)))
            .map(({ bare }) => bare.length),
        ),
      }));
      // The longest name wins: "hộ kinh doanh" over "kinh doanh"; two names apart are one too many.
      const most = Math.max(...scored.map(({ best }) => best));
      const longest = scored.filter(({ best }) => best === most && most > 0);
      return longest.length === 1 ? { value: longest[0]!.value, whole: false } : undefined;
    },
  };
}

function isExactly(typed: readonly Word[], known: readonly Word[]): boolean {
  return typed.length === known.length && typed.every((word, i) => sameWord(word, known[i]!));
}

/** The same with a slip of the finger; numbers and names of domains must be right, and marks agree. */
function isNearly(typed: readonly Word[], known: readonly Word[]): boolean {
  if (!sameList(typed.filter(isDistinctive), known.filter(isDistinctive))) return false;
  if (typed.length === known.length && !typed.every((word, i) => agrees(word, known[i]!)))
    return false;
  return nearly(joined(typed), joined(known));
}

function agrees(typed: Word, known: Word): boolean {
  return typed.folded !== known.folded || sameWord(typed, known);
}

function isDistinctive(word: Word): boolean {
  return /\d|\./.test(word.text);
}

function sameList(a: readonly Word[], b: readonly Word[]): boolean {
  return joined(a) === joined(b);
}

function joined(words: readonly Word[]): string {
  return words.map((word) => word.folded).join('');
}

function contains(typed: readonly Word[], known: readonly Word[]): boolean {
  if (known.length === 0 || known.length > typed.length) return false;
  return typed.some((_, from) =>
    known.every((word, i) => typed[from + i] && sameWord(typed[from + i]!, word)),
  );
}
