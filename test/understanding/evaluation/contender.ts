import type { TopicRanking } from '../../../src/engine/understood.ts';
import type { NegativeGroup } from '../../../src/understanding/understand.ts';

/** Something that answers the same messages, to be compared. */
export interface Contender {
  name: string;
  rank(text: string): TopicRanking | Promise<TopicRanking>;
}

/** What every contender may learn from: the same for all. */
export interface Lessons {
  topics: readonly { topic: string; title: string; phrasings: readonly string[] }[];
  negatives: readonly NegativeGroup[];
}

export interface Score {
  topic: string;
  score: number;
}

/** So many of the negatives may be answered: the same for all that only give a score. */
const FALSE_ANSWERS = 0.015;
/** A score that most negatives do not reach is worth asking back about. */
const GUESSES = 0.15;

/**
 * Gives three zones to a contender that only gives scores, so that it refuses as it would have to in
 * use: by the scores it gives to the negatives.
 */
export async function withZones(
  name: string,
  { negatives }: Lessons,
  scores: (text: string) => Score[] | Promise<Score[]>,
): Promise<Contender> {
  const best: number[] = [];
  for (const { phrasings } of negatives)
    for (const text of phrasings) best.push((await scores(text))[0]?.score ?? 0);
  best.sort((a, b) => b - a);
  const answerFrom = best[Math.floor(best.length * FALSE_ANSWERS)]!;
  const guessFrom = best[Math.floor(best.length * GUESSES)]!;
  return {
    name,
    async rank(text) {
      const candidates = (await scores(text)).slice(0, 3);
      const score = candidates[0]?.score ?? 0;
      const zone = score > answerFrom ? 'answer' : score > guessFrom ? 'choose' : 'none';
      return { zone, candidates, also: [] };
    },
  };
}
