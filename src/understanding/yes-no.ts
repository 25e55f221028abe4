import type { Expectation, Reading } from '../engine/understood.ts';
import { type PhraseBook, phraseBook, without } from './phrase-book.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** More words than this beside a yes or no, and it may be about something else. */
const SHORT = 7;

export type ReadYesNo = (
  words: readonly Word[],
  question: boolean,
  expected: Expectation,
  correcting: boolean,
) => Reading | undefined;

/**
 * Reads yes and no. An answer begins (after "dạ", "em" …) with a form of it; what follows must not
 * say the opposite. "Có … không?" is a question and neither.
 */
export function createYesNo(vocabulary: Vocabulary, fillers: PhraseBook<unknown>): ReadYesNo {
  type Meaning = boolean | 'unsure';
  const book = phraseBook<Meaning>([
    ...vocabulary.unsure.map((form) => [form, 'unsure'] as const),
    ...vocabulary.yes.map((form) => [form, true] as const),
    ...vocabulary.no.map((form) => [form, false] as const),
  ]);

  return (words, question, { ask, pending }, correcting) => {
    if (question || !(pending || correcting)) return undefined;
    const forms = book.all(words);
    if (forms.some(({ value }) => value === 'unsure')) return undefined;
    const said = forms.filter(
      ({ from, length }) => !isFiller(words.slice(from, from + length), fillers),
    );
    const answers = said.length > 0 ? said : forms;
    if (answers.length === 0) return undefined;
    const first = answers[0]!;
    const before = without(words.slice(0, first.from), fillers);
    if (before.length > 0) return undefined;
    const same = answers.every(({ value }) => value === first.value);
    const covered = new Set(
      answers.flatMap(({ from, length }) => Array.from({ length }, (_, i) => from + i)),
    );
    const rest = without(
      words.filter((_, i) => !covered.has(i)),
      fillers,
    );
    // "không phải, có rồi": what it denies cannot be known.
    if (!same && rest.length === 0) return undefined;
    if (!same && answers.length > 1 && rest.length > SHORT) return undefined;
    return { ask, value: first.value === true, whole: rest.length === 0, named: false };
  };
}

function isFiller(words: readonly Word[], fillers: PhraseBook<unknown>): boolean {
  return without(words, fillers).length === 0;
}
