import type { Wording } from './wording.ts';

/** Terms by their numbers, each as often as it stands in the text, and how many there are that nobody knows. */
export interface Bag {
  known: Int32Array;
  unknown: number;
}

/** The kinds of terms a text is compared by. */
export const KINDS = ['words', 'meant', 'grams', 'marks', 'signs'] as const;

/**
 * A text as numbers of terms: `words` are words and pairs of neighbours, `meant` words with all the
 * meanings its abbreviations may have, `grams` runs of characters, which forgive typing.
 */
export type Terms = Readonly<Record<(typeof KINDS)[number], Bag>> & {
  /** How many other public services are named. */
  services: number;
};

/** All terms of the texts to learn from, numbered. */
export interface Lexicon {
  size: number;
  /** The number of a word; -1 when no text has it. */
  number(word: string): number;
  read(wording: Wording): Terms;
}

/** Runs of so many characters are looked at: enough of a word is left when it is mistyped. */
const GRAMS = { least: 3, most: 4 } as const;

/** Numbers the terms of these texts, in the order in which they come. */
export function createLexicon(wordings: Iterable<Wording>): Lexicon {
  const numbers = new Map<string, number>();
  for (const wording of wordings) {
    for (const kind of KINDS)
      for (const term of termsOf(kind, wording))
        if (!numbers.has(term)) numbers.set(term, numbers.size);
  }
  const bag = (terms: readonly string[]): Bag => {
    const known: number[] = [];
    const unknown = new Set<string>();
    for (const term of terms) {
      const number = numbers.get(term);
      if (number === undefined) unknown.add(term);
      else known.push(number);
    }
    return { known: Int32Array.from(known), unknown: unknown.size };
  };
  return {
    size: numbers.size,
    number: (word) => numbers.get(word) ?? -1,
    read: (wording) => ({
      words: bag(termsOf('words', wording)),
      meant: bag(termsOf('meant', wording)),
      grams: bag(termsOf('grams', wording)),
      marks: bag(termsOf('marks', wording)),
      signs: bag(termsOf('signs', wording)),
      services: wording.services.length,
    }),
  };
}

/** All runs of `least` to `most` characters of each word, its edges marked: "#id.vn#" → "#id", "id.", … */
export function characterGrams(words: readonly string[], least: number, most: number): string[] {
  const grams: string[] = [];
  for (const word of words) {
    const edged = `#${word}#`;
    for (let size = least; size <= most; size++)
      for (let i = 0; i + size <= edged.length; i++) grams.push(edged.slice(i, i + size));
  }
  return grams;
}

/** Kinds are told apart by a first character that no word has. */
function termsOf(kind: (typeof KINDS)[number], wording: Wording): string[] {
  const { words, others, marked, signs } = wording;
  switch (kind) {
    case 'words':
      return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
    case 'meant':
      return [...words, ...others];
    case 'grams':
      return characterGrams(words, GRAMS.least, GRAMS.most).map((gram) => `~${gram}`);
    case 'marks':
      return marked.map((word) => `'${word}`);
    case 'signs':
      return [...signs, ...wording.services].map((sign) => `@${sign}`);
  }
}
