import type { Command } from '../engine/understood.ts';
import { type PhraseBook, phraseBook, without } from './phrase-book.ts';
import type { Vocabulary } from './vocabulary.ts';
import { phraseWords, type Word } from './words.ts';

export type ReadCommand = (words: readonly Word[]) => Command | undefined;

/**
 * Reads what people may ask for at any point. The message must be that and only that: "xóa dữ
 * liệu" is a command, "xóa dữ liệu thế nào?" is a question about it.
 */
export function createCommand(vocabulary: Vocabulary, fillers: PhraseBook<unknown>): ReadCommand {
  const essence = (words: readonly Word[]) => {
    const kept = without(words, fillers);
    return kept.length > 0 ? kept : [...words];
  };
  const book = phraseBook(
    Object.entries(vocabulary.commands).flatMap(([command, forms]) =>
      forms.map((form) => [form, command as Command] as const),
    ),
    (phrase) => essence(phraseWords(phrase)),
  );
  return (words) => book.exactly(essence(words));
}
