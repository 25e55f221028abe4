import type { SmallTalk } from '../engine/understood.ts';
import { canonical } from './normalise.ts';
import { type Found, type PhraseBook, phraseBook, without } from './phrase-book.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** When one message is several, the first of these is what it is taken for. */
const ORDER = ['insult', 'thanks', 'goodbye', 'praise', 'greeting', 'acknowledgement'] as const;

export interface SmallTalkReader {
  /** What a message is that is small talk and nothing else. */
  read(words: readonly Word[]): SmallTalk | undefined;
  /** The message without greetings and thanks, which say nothing about its topic. */
  strip(words: readonly Word[]): Word[];
}

export function createSmallTalk(
  vocabulary: Vocabulary,
  fillers: PhraseBook<unknown>,
): SmallTalkReader {
  const book = phraseBook(
    ORDER.flatMap((kind) =>
      vocabulary.smalltalk[kind].map((form) => [form, { kind, form }] as const),
    ),
  );
  /** Without its marks a single rude word is often a harmless one. */
  const isMeant = (found: Found<{ kind: SmallTalk; form: string }>, words: readonly Word[]) =>
    found.value.kind !== 'insult' ||
    found.length > 1 ||
    words[found.from]!.text === canonical(found.value.form);
  const polite = phraseBook(
    [...vocabulary.smalltalk.greeting, ...vocabulary.smalltalk.thanks].map(
      (form) => [form, true] as const,
    ),
  );

  return {
    read(words) {
      const found = book.all(words).filter((one) => isMeant(one, words));
      const covered = new Set(
        found.flatMap(({ from, length }) => Array.from({ length }, (_, i) => from + i)),
      );
      const rest = without(
        words.filter((_, i) => !covered.has(i)),
        fillers,
      );
      if (found.length > 0 && rest.length === 0) {
        return ORDER.find((kind) => found.some(({ value }) => value.kind === kind));
      }
      // An insult stays one with other words around it.
      return found.some(({ value }) => value.kind === 'insult') && rest.length <= 3
        ? 'insult'
        : undefined;
    },
    strip: (words) => without(words, polite),
  };
}
