/** What probabilities lead to. Chosen on questions the probabilities were not learned from; see {@link chooseZones}. */
export interface Zones {
  /** From this probability on the best topic is answered. */
  answerFrom: number;
  /** Below this part of what the best topic and "none of them" have together, nothing is guessed. */
  guessFrom: number;
}

/** One question whose right answer is known, and what was thought of it. */
export interface Judged {
  /** It is about one of the topics. */
  inScope: boolean;
  /** The best topic's probability … */
  best: number;
  /** … and that of its being about none. */
  none: number;
}

/** So many questions about something else may be answered all the same. First of all. */
const FALSE_ANSWERS = 0.01;
/** So many questions about a topic may be refused. */
const REFUSALS = 0.04;
/** However few mistakes there were to learn from: less than this is no answer, and more is always one. */
const LOWEST_ANSWER = 0.6;
const HIGHEST_ANSWER = 0.95;

/** Used while there is nothing to choose them by: cautious. */
export const CAUTIOUS: Zones = { answerFrom: 0.8, guessFrom: 0.5 };

/**
 * Chooses the zones: answers begin where at most {@link FALSE_ANSWERS} of the questions about
 * something else would be answered, guesses where at most {@link REFUSALS} of the others are refused.
 */
export function chooseZones(judged: readonly Judged[]): Zones {
  const outside = judged.filter(({ inScope }) => !inScope).map(({ best }) => best);
  const inside = judged.filter(({ inScope }) => inScope).map(share);
  if (outside.length === 0 || inside.length === 0) return CAUTIOUS;
  outside.sort((a, b) => b - a);
  inside.sort((a, b) => a - b);
  // Above the first that may not be answered any more.
  const limit = outside[Math.floor(outside.length * FALSE_ANSWERS)]! + 1e-6;
  return {
    answerFrom: Math.min(HIGHEST_ANSWER, Math.max(LOWEST_ANSWER, limit)),
    guessFrom: inside[Math.floor(inside.length * REFUSALS)]!,
  };
}

/** The zone of a message. */
export function zoneOf(
  judged: Pick<Judged, 'best' | 'none'>,
  zones: Zones,
): 'answer' | 'choose' | 'none' {
  if (judged.best >= zones.answerFrom) return 'answer';
  return share(judged) < zones.guessFrom ? 'none' : 'choose';
}

function share({ best, none }: Pick<Judged, 'best' | 'none'>): number {
  return best / (best + none);
}
