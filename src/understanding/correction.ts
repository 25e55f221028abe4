import { type PhraseBook, phraseBook, without } from './phrase-book.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** Where something is taken back. */
export interface Correction {
  /** The words of the mark itself: `from` … `from + length - 1`. */
  from: number;
  length: number;
  /** The message begins with it, so that it is said of the answer given before. */
  opens: boolean;
  /** False for "không phải", which can itself be an answer. */
  mark: boolean;
}

export type FindCorrection = (text: string, words: readonly Word[]) => Correction | undefined;

/**
 * Finds "à nhầm", "sửa lại", "ý mình là"; and "không phải" when a comma or a number follows, as
 * "không phải công dân" takes nothing back.
 */
export function createCorrection(
  vocabulary: Vocabulary,
  fillers: PhraseBook<unknown>,
): FindCorrection {
  const marks = phraseBook(vocabulary.corrections.map((mark) => [mark, true] as const));
  const openers = phraseBook(vocabulary.correctionOpeners.map((mark) => [mark, true] as const));

  return (text, words) => {
    const isFirst = (at: number) => without(words.slice(0, at), fillers).length === 0;
    const [mark] = marks.all(words);
    if (mark)
      return { from: mark.from, length: mark.length, opens: isFirst(mark.from), mark: true };
    const [opener] = openers.all(words);
    if (!opener || !isFirst(opener.from)) return undefined;
    const after = words.slice(opener.from + opener.length);
    const said = text.slice(words[opener.from + opener.length - 1]!.end);
    const goesOn = /^ ?[,;:.!-]/.test(said) || /\d/.test(said);
    return goesOn && without(after, fillers).length > 0
      ? { from: opener.from, length: opener.length, opens: true, mark: false }
      : undefined;
  };
}
