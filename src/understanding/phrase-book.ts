import { phraseWords, sameWord, type Word } from './words.ts';

/** A phrase found in a message: words `from` … `from + length - 1`. */
export interface Found<T> {
  value: T;
  from: number;
  length: number;
}

/** Known phrases, each standing for something, found in messages typed with or without marks. */
export interface PhraseBook<T> {
  /** The longest phrase that begins at this word; among equals the one with exactly these marks. */
  at(words: readonly Word[], from: number): Found<T> | undefined;
  /** All phrases from left to right, the longest first, none overlapping another. */
  all(words: readonly Word[]): Found<T>[];
  /** What the words as a whole stand for. */
  exactly(words: readonly Word[]): T | undefined;
}

interface Entry<T> {
  words: readonly Word[];
  value: T;
}

/** Makes a book of `[phrase, what it stands for]`. */
export function phraseBook<T>(
  phrases: Iterable<readonly [string, T]>,
  wordsOfPhrase: (phrase: string) => Word[] = phraseWords,
): PhraseBook<T> {
  const byFirst = new Map<string, Entry<T>[]>();
  for (const [phrase, value] of phrases) {
    const words = wordsOfPhrase(phrase);
    if (words.length === 0) continue;
    const first = words[0]!.folded;
    const entries = byFirst.get(first);
    if (entries) entries.push({ words, value });
    else byFirst.set(first, [{ words, value }]);
  }
  for (const entries of byFirst.values()) entries.sort((a, b) => b.words.length - a.words.length);

  const at = (words: readonly Word[], from: number): Found<T> | undefined => {
    let best: Entry<T> | undefined;
    for (const entry of byFirst.get(words[from]?.folded ?? '') ?? []) {
      if (best && entry.words.length < best.words.length) break;
      if (!entry.words.every((word, i) => words[from + i] && sameWord(words[from + i]!, word)))
        continue;
      if (entry.words.every((word, i) => words[from + i]!.text === word.text)) {
        best = entry;
        break;
      }
      best ??= entry;
    }
    return best && { value: best.value, from, length: best.words.length };
  };

  return {
    at,
    all(words) {
      const found: Found<T>[] = [];
      for (let i = 0; i < words.length; ) {
        const here = at(words, i);
        if (here) found.push(here);
        i += here?.length ?? 1;
      }
      return found;
    },
    exactly(words) {
      const found = at(words, 0);
      return found?.length === words.length ? found.value : undefined;
    },
  };
}

/** The words that belong to no phrase of the book. */
export function without(words: readonly Word[], book: PhraseBook<unknown>): Word[] {
  const covered = new Set<number>();
  for (const { from, length } of book.all(words)) {
    for (let i = from; i < from + length; i++) covered.add(i);
  }
  return words.filter((_, i) => !covered.has(i));
}
