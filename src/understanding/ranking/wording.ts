import type { Expand } from '../abbreviations.ts';
import type { PhraseBook } from '../phrase-book.ts';
import type { Word } from '../words.ts';

/** A message as the ranking compares it: its words without marks, and what else there is to go by. */
export interface Wording {
  /** Without marks, abbreviations written out, "ký" and "kí" alike. */
  words: readonly string[];
  /** What the abbreviations could mean besides. */
  others: readonly string[];
  /** The words that were typed with marks, with them: evidence, where there is any. */
  marked: readonly string[];
  /** Years, ages and places it names, in steps: `age>=18`, so that "22 tuổi" is learned from "21 tuổi". */
  signs: readonly string[];
  /** The other public services it names, by their keys. */
  services: readonly string[];
}

export type ReadWording = (words: readonly Word[]) => Wording;

/** The ages and years between which steps are told apart. */
const AGES = { from: 14, to: 30 };
const YEARS = { from: 1990, to: 2028 };

/** What is known by name, beside the topics' own words. */
export interface Names {
  /** Places, of today or of former days. */
  places: PhraseBook<'current' | 'former'>;
  /** Words that tell of another public service, each with its key. */
  services: PhraseBook<string>;
}

/** Makes the reader. */
export function createWording(expand: Expand, { places, services }: Names): ReadWording {
  return (typed) => {
    const { words, others } = expand(typed);
    const named = [...new Set(services.all(words).map(({ value }) => value))];
    return {
      words: words.map(spelling),
      others: others.map(spelling),
      marked: words.filter(({ text, folded }) => text !== folded).map(({ text }) => text),
      signs: [...numbers(typed), ...places.all(typed).map(({ value }) => `place:${value}`)],
      services: named,
    };
  };
}

/** "kỹ", "kĩ" → "ki": i and y after these consonants are one sound in two accepted spellings. */
function spelling({ folded }: Pick<Word, 'folded'>): string {
  return folded.replace(/^(h|k|l|m|s|t|qu)y$/, '$1i');
}

function numbers(words: readonly Word[]): string[] {
  return words.flatMap(({ folded }, i) => {
    if (/^(?:19|20)\d\d$/.test(folded)) return steps('year', Number(folded), YEARS);
    if (/^2k\d{0,2}$/.test(folded)) return steps('year', 2000 + Number(folded.slice(2)), YEARS);
    const age = /^(\d\d)(t|tuoi)?$/.exec(folded);
    const isAge = age !== null && (age[2] !== undefined || isAgeWord(words[i + 1]));
    return isAge ? steps('age', Number(age[1]), AGES) : [];
  });
}

function isAgeWord(word: Word | undefined): boolean {
  return word?.folded === 'tuoi' || word?.folded === 't';
}

function steps(name: string, n: number, { from, to }: { from: number; to: number }): string[] {
  const names = [name];
  for (let step = from; step <= Math.min(n, to); step++) names.push(`${name}>=${step}`);
  return names;
}
