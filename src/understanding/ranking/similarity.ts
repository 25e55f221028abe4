import type { Terms } from './lexicon.ts';
import { createVectors } from './vectors.ts';

/** The texts of one topic, or of one group of questions about something else. */
export interface Subject {
  phrasings: readonly Terms[];
  /** The approved answer; a group has none. */
  answer?: Terms;
  /** A group that is learned from, but that no threshold is chosen by. */
  hard?: true;
}

/** The ways in which a message is compared with a subject, each giving 0…1. */
export const VIEWS = [
  'phrasingGrams',
  'phrasingWords',
  'subjectGrams',
  'subjectWords',
  'meanings',
  'answer',
] as const;

/** For each view the similarity to each subject, by its number. */
export type Similarities = Readonly<Record<(typeof VIEWS)[number], Float64Array>>;

/**
 * Compares a message with each subject: as a whole (all its phrasings together, then its approved
 * words) and with its nearest phrasing, by words and word pairs and by character n-grams, which
 * forgive typing. `size` is the size of the lexicon.
 */
export function createSimilarities(
  subjects: readonly Subject[],
  size: number,
): (message: Terms) => Similarities {
  const texts = subjects.flatMap(({ phrasings }) => phrasings);
  const subjectOf = Int32Array.from(
    subjects.flatMap(({ phrasings }, subject) => phrasings.map(() => subject)),
  );
  const each = (kind: 'grams' | 'words') =>
    createVectors(
      texts.map((terms) => terms[kind].known),
      size,
    );
  const together = (kind: 'grams' | 'words' | 'meant') =>
    createVectors(
      subjects.map(({ phrasings }) => joined(phrasings.map((terms) => terms[kind].known))),
      size,
    );
  const phrasingGrams = each('grams');
  const phrasingWords = each('words');
  const subjectGrams = together('grams');
  const subjectWords = together('words');
  const meanings = together('meant');
  const answers = createVectors(
    subjects.map(({ answer }) => answer?.words.known ?? new Int32Array()),
    size,
  );

  const nearest = (similarity: Float64Array) => {
    const most = new Float64Array(subjects.length);
    for (let i = 0; i < similarity.length; i++) {
      const subject = subjectOf[i]!;
      if (similarity[i]! > most[subject]!) most[subject] = similarity[i]!;
    }
    return most;
  };
  return ({ grams, words, meant }) => ({
    phrasingGrams: nearest(phrasingGrams.similar(grams)),
    phrasingWords: nearest(phrasingWords.similar(words)),
    subjectGrams: subjectGrams.similar(grams),
    subjectWords: subjectWords.similar(words),
    meanings: meanings.similar(meant),
    answer: answers.similar(words),
  });
}

function joined(parts: readonly Int32Array[]): Int32Array {
  return Int32Array.from(parts.flatMap((part) => [...part]));
}
