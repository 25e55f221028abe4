import type { Wording } from './wording.ts';

/** Terms by their numbers, each as often as it stands in the text, and how many there are that nobody knows. */
export interface Bag {
  known: Int32Array;
  unknown: number;
}

/** The kinds of terms a text is compared by. */
const KINDS = ['words', 'meant', 'grams', 'marks', 'signs'] as const;

/**
 * A text as numbers of terms: `words` are words and pairs of neighbours, `meant` words with all the
 * meanings its abbreviations may have, `grams` runs of characters, which forgive typing.
 */
export type Terms = Readonly<Record<(typeof KINDS)[number], Bag>> & {
  /** How many other public services are named. */
  services: number;
};

/** All terms of the texts to learn from, numbered in the order in which they come. */
export interface Lexicon {
  /** How many terms there are by now. */
  size(): number;
  /** The number of a word; -1 when no text has it. */
  number(word: string): number;
  /** Reads a text to learn from: its terms that are new get a number. */
  learn(wording: Wording): Terms;
  /** Reads a message. */
  read(wording: Wording): Terms;
}

/** Runs of so many characters are looked at: enough of a word is left when it is mistyped. */
const GRAMS = { least: 3, most: 4 } as const;

export function createLexicon(): Lexicon {
  const numbers = new Map<string, number>();
  const learned = (terms: readonly string[]): Bag => {
    const known = new Int32Array(terms.length);
    for (const [i, term] of terms.entries()) {
      const number = numbers.get(term) ?? numbers.size;
      if (number === numbers.size) numbers.set(term, number);
      known[i] = number;
    }
    return { known, unknown: 0 };
  };
  const found = (terms: readonly string[]): Bag => {
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
    size: () => numbers.size,
    number: (word) => numbers.get(word) ?? -1,
    learn: (wording) => termsIn(wording, learned),
    read: (wording) => termsIn(wording, found),
  };
}

function termsIn(wording: Wording, bag: (terms: readonly string[]) => Bag): Terms {
  return {
    words: bag(termsOf('words', wording)),
    meant: bag(termsOf('meant', wording)),
    grams: bag(termsOf('grams', wording)),
    marks: bag(termsOf('marks', wording)),
    signs: bag(termsOf('signs', wording)),
    services: wording.services.length,
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
