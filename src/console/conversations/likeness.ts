import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../project-dir.ts';
import { createExpand } from '../../understanding/abbreviations.ts';
import { fold } from '../../understanding/normal.ts';
import { phraseBook, without } from '../../understanding/phrase-book.ts';
import { isSyllable } from '../../understanding/syllable.ts';
import { parseAbbreviations, parseVocabulary } from '../../understanding/understand.ts';
import { phraseWords } from '../../understanding/words.ts';

/** Two messages are alike when they share so much of their words (Jaccard): three of five. */
export const ALIKE = 0.6;

/** By which words messages are gathered. */
export interface Likeness {
  /**
   * What a message says: its words without marks, abbreviations written out, fillers left out, each
   * once and in alphabetical order. Empty when it holds no word.
   */
  contentWords(text: string): string[];
  /**
   * The rarest of these words: so many that two alike messages must share one of them. What is
   * looked up in the index, so that "tên", "miền" and "vn" do not lead to every message.
   */
  rarest(words: readonly string[]): string[];
}

export interface LikenessParts {
  /** Words that mean nothing here. */
  fillers: readonly string[];
  abbreviations: ReadonlyMap<string, readonly string[]>;
  /** How people ask; what is common among these is common among messages. */
  phrasings: Iterable<string>;
}

export function createLikeness({ fillers, abbreviations, phrasings }: LikenessParts): Likeness {
  const book = phraseBook(fillers.map((filler) => [filler, true] as const));
  // "cu" may be short for something, and is a word: who writes without marks means the word.
  const short = [...abbreviations].filter(([typed]) => !typed.split(' ').every(isWord));
  const expand = createExpand(new Map(short));

  const contentWords = (text: string): string[] => {
    // With and without marks must come to the same, so everything is compared without.
    const words = expand(phraseWords(text)).words.map((w) => ({ ...w, text: w.folded }));
    const content = without(words, book);
    const said = content.length > 0 ? content : words;
    // "kí" and "ký" are one word.
    return [...new Set(said.map(({ folded }) => folded.replace(/y$/, 'i')))].sort();
  };

  const frequency = new Map<string, number>();
  for (const phrasing of phrasings) {
    for (const word of contentWords(phrasing)) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
    }
  }
  const times = (word: string) => frequency.get(word) ?? 0;

  return {
    contentWords,
    rarest: (words) =>
      [...words]
        .sort((a, b) => times(a) - times(b) || (a < b ? -1 : 1))
        .slice(0, words.length - Math.ceil(ALIKE * words.length) + 1),
  };
}

const isWord = (typed: string) => isSyllable(fold(typed).toLowerCase());

/** How much two sets of words share: 1 when they are the same, 0 when they have none in common. */
export function shared(some: readonly string[], others: readonly string[]): number {
  const known = new Set(others);
  const common = some.filter((word) => known.has(word)).length;
  return common / (some.length + others.length - common);
}

/** {@link createLikeness} of the files under `flows/` and the phrasings of the answers. */
export function loadLikeness(
  phrasings: Iterable<string>,
  folder = join(PROJECT_DIR, 'flows'),
): Likeness {
  const read = (name: string) => readFileSync(join(folder, 'language', name), 'utf8');
  return createLikeness({
    fillers: parseVocabulary(read('vocabulary.yaml')).fillers,
    abbreviations: parseAbbreviations(read('abbreviations.tsv')),
    phrasings,
  });
}
