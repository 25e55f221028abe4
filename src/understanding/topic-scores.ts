import type { Expand } from './abbreviations.ts';
import type { Knowledge } from './knowledge.ts';
import { normalise } from './normalise.ts';
import { characterGrams, createVectors } from './vectors.ts';
import { type Word, wordsOf } from './words.ts';

/** How near a message is to each topic, best first, 0…1. */
export type ScoreTopics = (words: readonly Word[]) => { topic: string; score: number }[];

/**
 * What each view contributes. Provisional: set by hand after five-fold cross-validation on the
 * phrasings, to be learned. Measured so, in the first place: all together 68%, topic pairs alone
 * 64%, MiniSearch (a topic a document) 59% and nothing added by it to the others.
 */
const WEIGHTS = {
  phrasingGrams: 0.2,
  phrasingPairs: 0.2,
  topicGrams: 0.4,
  topicPairs: 0.5,
  meanings: 0.3,
  answer: 0.2,
} as const;
/** The weighted sum for a message that is, word for word, one of the phrasings is about this. */
const FULL = 1.1;
/** What is taken from a topic of `biz.vn` when only `id.vn` is named, and the other way round. */
const OTHER_DOMAIN = 0.25;
/** A topic belongs to a domain named by so many of its phrasings, and to the other by hardly any. */
const OWN_DOMAIN = 0.4;
const FOREIGN_DOMAIN = 0.15;

/**
 * Ranks the topics by their phrasings. Views are fused by weighted scores, not ranks, as the size
 * of a score is what tells a question about something else. A topic is compared as a whole (all
 * its phrasings together, then its approved words) and by its nearest phrasing, by words and word
 * pairs and by character n-grams, which forgive typing.
 */
export function createTopicScores(topics: Knowledge['topics'], expand: Expand): ScoreTopics {
  const texts = topics.flatMap(({ title, phrasings }, topic) =>
    [title, ...phrasings].map((text) => ({ topic, ...spell(text, expand) })),
  );
  const ofTopic = topics.map((_, topic) => texts.filter((text) => text.topic === topic));
  const phrasingGrams = createVectors(texts.map(({ words }) => grams(words)));
  const phrasingPairs = createVectors(texts.map(({ words }) => withPairs(words)));
  const topicGrams = createVectors(ofTopic.map((all) => all.flatMap(({ words }) => grams(words))));
  const topicPairs = createVectors(
    ofTopic.map((all) => all.flatMap(({ words }) => withPairs(words))),
  );
  const meanings = createVectors(
    ofTopic.map((all) => all.flatMap(({ words, others }) => [...words, ...others])),
  );
  const answers = createVectors(topics.map(({ short }) => withPairs(spell(short, expand).words)));
  const shares = ofTopic.map((all) => ({
    id: shareOf('id.vn', all),
    biz: shareOf('biz.vn', all),
  }));

  return (typed) => {
    const { words, others } = spelled(typed, expand);
    const scores = new Float64Array(topics.length);
    const add = (similarity: Float64Array, weight: number) => {
      for (let topic = 0; topic < scores.length; topic++)
        scores[topic]! += weight * similarity[topic]!;
    };
    const nearest = (similarity: Float64Array) => {
      const most = new Float64Array(topics.length);
      for (let i = 0; i < similarity.length; i++) {
        const { topic } = texts[i]!;
        if (similarity[i]! > most[topic]!) most[topic] = similarity[i]!;
      }
      return most;
    };
    const [byGrams, byPairs] = [grams(words), withPairs(words)];
    add(nearest(phrasingGrams.similar(byGrams)), WEIGHTS.phrasingGrams);
    add(nearest(phrasingPairs.similar(byPairs)), WEIGHTS.phrasingPairs);
    add(topicGrams.similar(byGrams), WEIGHTS.topicGrams);
    add(topicPairs.similar(byPairs), WEIGHTS.topicPairs);
    add(meanings.similar([...words, ...others]), WEIGHTS.meanings);
    add(answers.similar(byPairs), WEIGHTS.answer);

    const named = { id: words.includes('id.vn'), biz: words.includes('biz.vn') };
    return topics
      .map(({ topic }, i) => {
        const score = scores[i]! - (isOtherDomain(named, shares[i]!) ? OTHER_DOMAIN : 0);
        return { topic, score: Math.min(1, Math.max(0, score / FULL)) };
      })
      .sort((a, b) => b.score - a.score);
  };
}

/** Words without marks, abbreviations written out, and the other meanings these may have. */
interface Spelled {
  words: readonly string[];
  others: readonly string[];
}

function spell(text: string, expand: Expand): Spelled {
  return spelled(wordsOf(normalise(text)), expand);
}

function spelled(typed: readonly Word[], expand: Expand): Spelled {
  const { words, others } = expand(typed);
  return { words: words.map(({ folded }) => folded), others: others.map(({ folded }) => folded) };
}

function grams(words: readonly string[]): string[] {
  return characterGrams(words, 2, 4);
}

function withPairs(words: readonly string[]): string[] {
  return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
}

function shareOf(domain: string, texts: readonly Spelled[]): number {
  return texts.filter(({ words }) => words.includes(domain)).length / texts.length;
}

function isOtherDomain(
  named: { id: boolean; biz: boolean },
  share: { id: number; biz: number },
): boolean {
  if (named.id === named.biz) return false;
  const [own, other] = named.id ? [share.id, share.biz] : [share.biz, share.id];
  return other >= OWN_DOMAIN && own <= FOREIGN_DOMAIN;
}
