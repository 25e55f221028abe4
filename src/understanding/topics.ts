import type { TopicRanking } from '../engine/understood.ts';
import type { Normal } from './normalise.ts';
import { digitise } from './numerals.ts';
import { type PhraseBook, phraseBook } from './phrase-book.ts';
import type { IsQuestion } from './question.ts';
import type { Ranked, Ranker } from './ranking/ranker.ts';
import { zoneOf } from './ranking/zones.ts';
import type { Vocabulary } from './vocabulary.ts';
import { type Word, wordsOf } from './words.ts';

/** A candidate less likely than this is not offered, nor one so far behind the first. */
const LEAST_OFFERED = 0.03;
const OFFERED_WITHIN = 0.05;
/** One or two words ("kiểm tra") are not yet a question, unless they are so like a phrasing. */
const FEWEST_WORDS = 3;
const A_PHRASING = 0.9;
const MOST_CANDIDATES = 3;
/** Parts of a message with fewer words than this are no questions of their own. */
const SHORTEST_PART = 3;
/** More questions than these are not looked for in one message. */
const MOST_PARTS = 4;
/**
 * Of two questions one must be sure. For the other this will do, if the message as a whole may be
 * about it, too; and parted by a mere comma both must be so.
 */
const HALF_SURE = 0.5;
const IN_WHOLE = 0.001;

/** What a message asks for. */
export interface Asked {
  topics: TopicRanking;
  /** It is about none of the topics, but clearly about this other public service. */
  referral?: string;
}

export type AskTopics = (normal: Normal) => Asked;

export const NO_TOPIC: TopicRanking = { zone: 'none', candidates: [], also: [] };

/** Finds the approved answers a message asks for; two, when it clearly holds two questions. */
export function createTopics(
  { rank, zones }: Ranker,
  vocabulary: Pick<Vocabulary, 'joins'>,
  strip: (words: readonly Word[]) => Word[],
  isQuestion: IsQuestion,
): AskTopics {
  const joins = phraseBook(vocabulary.joins.map((join) => [join, true] as const));

  const ranked = (words: readonly Word[]): Ranked => {
    const stripped = strip(words);
    return rank(stripped.length > 0 ? stripped : words);
  };
  const inZones = ({ topics, none }: Ranked, length: number): TopicRanking => {
    const best = topics[0]?.score ?? 0;
    const zone = zoneOf({ best, none }, zones);
    if (zone === 'none') return NO_TOPIC;
    const candidates = topics
      .slice(0, MOST_CANDIDATES)
      .filter(({ score }) => score >= Math.max(LEAST_OFFERED, best * OFFERED_WITHIN));
    const unsaid = length < FEWEST_WORDS && topics[0]!.alike < A_PHRASING;
    return {
      zone: zone === 'answer' && unsaid ? 'choose' : zone,
      candidates: candidates.map(rounded),
      also: [],
    };
  };

  return (typed) => {
    const normal = digitise(typed);
    const words = wordsOf(normal);
    if (words.length === 0) return { topics: NO_TOPIC };
    const whole = ranked(words);
    const topics = inZones(whole, words.length);
    const [service, ...others] = whole.services;
    const referral = topics.zone === 'none' && others.length === 0 ? service : undefined;
    const several = severalIn(normal, words, whole);
    return { topics: several ?? topics, ...(referral && !several ? { referral } : {}) };
  };

  /** The answers to the questions of a message that holds more than one. */
  function severalIn(
    normal: Normal,
    words: readonly Word[],
    whole: Ranked,
  ): TopicRanking | undefined {
    for (const commas of [false, true]) {
      const questions = split(normal, words, joins, commas)
        .filter((part) => isQuestion(textOf(normal, part), part))
        .slice(0, MOST_PARTS);
      if (questions.length < 2) continue;
      const found = questions
        .map((part) => inZones(ranked(part), part.length))
        .flatMap(({ zone, candidates: [first] }) => {
          if (first === undefined) return [];
          const inWhole = isIn(first.topic, whole);
          const sure = zone === 'answer';
          return (sure && !commas) || (inWhole && (sure || first.score >= HALF_SURE))
            ? [{ ...first, sure }]
            : [];
        });
      const byTopic = new Map(found.map(({ topic, score }) => [topic, { topic, score }]));
      if (byTopic.size < 2 || !found.some(({ sure }) => sure)) continue;
      const [, ...also] = byTopic.keys();
      return { zone: 'answer', candidates: [...byTopic.values()], also };
    }
    return undefined;
  }
}

function isIn(topic: string, { topics }: Ranked): boolean {
  return topics.some((one) => one.topic === topic && one.score >= IN_WHOLE);
}

/** The parts between the ends of sentences and joining words ("và", "với lại", ", còn"), and on demand commas. */
function split(
  normal: Normal,
  words: readonly Word[],
  joins: PhraseBook<unknown>,
  commas: boolean,
): Word[][] {
  const joining = new Set<number>();
  for (const { from, length } of joins.all(words)) {
    // "còn" joins only after a pause; elsewhere it is "still".
    if (words[from]!.folded === 'con' && !/[,.;?!]/.test(gapBefore(normal, words, from))) continue;
    for (let i = from; i < from + length; i++) joining.add(i);
  }
  const end = commas ? /[?!;,]|\. / : /[?!;]|\. /;
  const parts: Word[][] = [[]];
  for (const [i, word] of words.entries()) {
    const ends = end.test(gapBefore(normal, words, i));
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
