import { createExpand } from '../abbreviations.ts';
import type { Knowledge } from '../knowledge.ts';
import { normalise } from '../normalise.ts';
import { digitise } from '../numerals.ts';
import { phraseBook } from '../phrase-book.ts';
import type { DecodeTyping } from '../typing.ts';
import { splitKind } from '../unit.ts';
import { type Word, wordsOf } from '../words.ts';
import { modelKey, restoreModel, storeModel } from './cache.ts';
import { createSuits } from './context.ts';
import { classifierSize, createEvidence, type Lessons } from './evidence.ts';
import { createLexicon } from './lexicon.ts';
import { type Model, probabilities, trainModel } from './model.ts';
import { createMend } from './spelling.ts';
import { createWording, type Wording } from './wording.ts';
import type { Zones } from './zones.ts';

/** What one message may be about. */
export interface Ranked {
  /** Best first, with the probability that the message is about it. */
  topics: readonly {
    topic: string;
    score: number;
    /** How like its nearest phrasing the message is, word by word, 0…1. */
    alike: number;
  }[];
  /** The probability that it is about none of them. */
  none: number;
  /** The other public services it names, by their keys. */
  services: readonly string[];
}

export interface Ranker {
  rank(words: readonly Word[]): Ranked;
  zones: Zones;
}

/** So many words of a message are weighed; nobody's question is longer. */
const MOST_WORDS = 150;

/**
 * Learns from the topics' phrasings and the negatives, or takes up from the cache what was learned
 * from the same before, and makes what ranks the topics for a message.
 *
 * @param english words that are no mistyped Vietnamese ones.
 */
export function createRanker(
  knowledge: Knowledge,
  decode: DecodeTyping,
  english: ReadonlySet<string>,
): Ranker {
  const { topics, negatives = [], abbreviations } = knowledge;
  const typed = (text: string) => wordsOf(digitise(decode(normalise(text))));
  const texts = {
    topics: topics.map(({ title, phrasings, short }) => ({
      phrasings: [title, ...phrasings].map(typed),
      answer: typed(short),
    })),
    groups: negatives.map(({ phrasings, hard }) => ({ phrasings: phrasings.map(typed), hard })),
  };
  const all = [
    ...texts.topics.flatMap(({ phrasings, answer }) => [...phrasings, answer]),
    ...texts.groups.flatMap(({ phrasings }) => phrasings),
  ];

  const mend = createMend(all, english, abbreviations);
  const expand = createExpand(abbreviations, createSuits(all, abbreviations));
  const wording = createWording(expand, namesOf(knowledge));
  const read = (words: readonly Word[]): Wording => wording(mend(words.slice(0, MOST_WORDS)));
  const wordings = {
    topics: texts.topics.map(({ phrasings, answer }) => ({
      phrasings: phrasings.map(read),
      answer: read(answer),
    })),
    groups: texts.groups.map(({ phrasings, hard }) => ({ phrasings: phrasings.map(read), hard })),
  };
  const lexicon = createLexicon();
  const lessons: Lessons = {
    topics: wordings.topics.map(({ phrasings, answer }) => ({
      phrasings: phrasings.map(lexicon.learn),
      answer: lexicon.learn(answer),
    })),
    groups: wordings.groups.map(({ phrasings, hard }) => ({
      phrasings: phrasings.map(lexicon.learn),
      ...(hard ? { hard } : {}),
    })),
    size: lexicon.size(),
    domains: { id: lexicon.number('id.vn'), biz: lexicon.number('biz.vn') },
  };

  const model = learned(lessons, knowledge, wordings);
  const evidence = createEvidence(lessons, model.classifier);
  return {
    zones: model.zones,
    rank(words) {
      const message = read(words);
      const known = evidence(lexicon.read(message));
      const found = probabilities(known, model);
      return {
        topics: topics
          .map(({ topic }, i) => ({ topic, score: found[i]!, alike: known.alike[i]! }))
          .sort((a, b) => b.score - a.score),
        none: found.at(-1)!,
        services: message.services,
      };
    },
  };
}

/** What is known of places and of other services by name. */
function namesOf({ places, referrals = [] }: Knowledge): Parameters<typeof createWording>[1] {
  const former = places.flatMap(({ formerDistrict, formerUnits }) => [
    splitKind(formerDistrict).name,
    ...formerUnits.map(({ name }) => name),
  ]);
  // A name of one word is too often that word.
  const several = (name: string) => name.includes(' ');
  return {
    places: phraseBook<'current' | 'former'>([
      ...places.map(({ name }) => [name, 'current'] as const),
      ...former.filter(several).map((name) => [name, 'former'] as const),
    ]),
    services: phraseBook(
      referrals.flatMap(({ key, words }) => words.map((word) => [word, key] as const)),
    ),
  };
}

/** The model of this content: from the cache, or learned now and put there. */
function learned(lessons: Lessons, { cache }: Knowledge, content: unknown): Model {
  const key = cache && modelKey(content);
  const stored = key && cache?.read(key);
  const restored = stored ? restoreModel(stored, classifierSize(lessons)) : undefined;
  if (restored) return restored;
  const model = trainModel(lessons);
  if (key) cache?.write(key, storeModel(model));
  return model;
}
