import type { TopicRanking } from '../engine/understood.ts';
import type { Expand } from './abbreviations.ts';
import type { Knowledge } from './knowledge.ts';
import type { Normal } from './normalise.ts';
import { type PhraseBook, phraseBook } from './phrase-book.ts';
import type { IsQuestion } from './question.ts';
import { createTopicScores } from './topic-scores.ts';
import type { Word } from './words.ts';

/**
 * The three zones. Provisional: set by hand, on the side of asking back, after cross-validation on
 * the phrasings, until they are calibrated with written negatives. A wrong answer costs a citizen more than a question back.
 */
export const ANSWER_FROM = 0.5;
/** The first must be so far before the second … */
export const CLEAR_MARGIN = 0.08;
/** … unless it is as good as one of the phrasings itself. */
export const SURE_FROM = 0.8;
export const CHOOSE_FROM = 0.3;
/** A candidate so far behind the first is not offered. */
export const OFFER_WITHIN = 0.6;
/** One or two words ("kiểm tra") are not yet a question, unless they are a phrasing themselves. */
export const FEWEST_WORDS = 3;
const MOST_CANDIDATES = 3;
/** Parts of a message with fewer words than this are no questions of their own. */
const SHORTEST_PART = 3;

export type RankTopics = (normal: Normal, words: readonly Word[]) => TopicRanking;

export const NO_TOPIC: TopicRanking = { zone: 'none', candidates: [], also: [] };

/** Finds the approved answers a message asks for; two, when it clearly holds two questions. */
export function createTopics(
  { topics, vocabulary }: Pick<Knowledge, 'topics' | 'vocabulary'>,
  expand: Expand,
  strip: (words: readonly Word[]) => Word[],
  isQuestion: IsQuestion,
): RankTopics {
  const score = createTopicScores(topics, expand);
  const joins = phraseBook(vocabulary.joins.map((join) => [join, true] as const));

  const rank = (words: readonly Word[]): TopicRanking => {
    const stripped = strip(words);
    const [first, ...others] = score(stripped.length > 0 ? stripped : words);
    if (!first || first.score < CHOOSE_FROM) return NO_TOPIC;
    const candidates = [first, ...others]
      .slice(0, MOST_CANDIDATES)
      .filter((one) => one.score >= first.score * OFFER_WITHIN);
    const clear = first.score - (others[0]?.score ?? 0) >= CLEAR_MARGIN || first.score >= SURE_FROM;
    const told = words.length >= FEWEST_WORDS || first.score >= SURE_FROM;
    const zone = first.score >= ANSWER_FROM && clear && told ? 'answer' : 'choose';
    return { zone, candidates: candidates.map(rounded), also: [] };
  };

  return (normal, words) => {
    const whole = rank(words);
    const questions = split(normal, words, joins).filter((part) =>
      isQuestion(textOf(normal, part), part),
    );
    if (questions.length < 2) return whole;
    const answered = questions.map(rank).filter(({ zone }) => zone === 'answer');
    const byTopic = new Map(answered.map(({ candidates: [first] }) => [first!.topic, first!]));
    if (byTopic.size < 2) return whole;
    return {
      zone: 'answer',
      candidates: [...byTopic.values()],
      also: [...byTopic.keys()].slice(1),
    };
  };
}

/** The parts between the ends of sentences and joining words ("và", "với lại", ", còn"). */
function split(normal: Normal, words: readonly Word[], joins: PhraseBook<unknown>): Word[][] {
  const joining = new Set<number>();
  for (const { from, length } of joins.all(words)) {
    // "còn" joins only after a pause; elsewhere it is "still".
    if (words[from]!.folded === 'con' && !/[,.;?!]/.test(gapBefore(normal, words, from))) continue;
    for (let i = from; i < from + length; i++) joining.add(i);
  }
  const parts: Word[][] = [[]];
  for (const [i, word] of words.entries()) {
    const ends = /[?!;]|\. /.test(gapBefore(normal, words, i));
    if ((ends || joining.has(i)) && parts.at(-1)!.length > 0) parts.push([]);
    if (!joining.has(i)) parts.at(-1)!.push(word);
  }
  return parts.filter((part) => part.length >= SHORTEST_PART);
}

function gapBefore(normal: Normal, words: readonly Word[], at: number): string {
  return at === 0 ? '' : normal.text.slice(words[at - 1]!.end, words[at]!.start);
}

/** A part with the mark that ends it. */
function textOf(normal: Normal, part: readonly Word[]): string {
  return normal.text.slice(part[0]!.start, part.at(-1)!.end + 2);
}

function rounded({ topic, score }: { topic: string; score: number }): {
  topic: string;
  score: number;
} {
  return { topic, score: Math.round(score * 1000) / 1000 };
}
