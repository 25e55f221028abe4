import { type PhraseBook, phraseBook, without } from './phrase-book.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

export type IsQuestion = (text: string, words: readonly Word[]) => boolean;

/**
 * Whether a message asks something: by its mark, by a question word, or by "không", "chưa" at the
 * end of something ("có được không", "mở chưa"); alone these are answers.
 */
export function createQuestion(vocabulary: Vocabulary, fillers: PhraseBook<unknown>): IsQuestion {
  const { words: asking, endings, exceptions } = vocabulary.question;
  const askingBook = phraseBook(asking.map((word) => [word, true] as const));
  const endingBook = phraseBook(endings.map((word) => [word, true] as const));
  const exceptionBook = phraseBook(exceptions.map((word) => [word, true] as const));

  return (text, words) => {
    if (text.includes('?')) return true;
    const rest = without(words, exceptionBook);
    if (askingBook.all(rest).length > 0) return true;
    const end = rest.findLastIndex(
      (word, i) => endingBook.at(rest, i) !== undefined || !isFiller(word, fillers),
    );
    if (end < 1 || endingBook.at(rest, end) === undefined) return false;
    return without(rest.slice(0, end), fillers).length > 0;
  };
}

function isFiller(word: Word, fillers: PhraseBook<unknown>): boolean {
  return without([word], fillers).length === 0;
}
