import { createCoverage } from './coverage.ts';
import { createFeatures } from './features.ts';
import type { Terms } from './lexicon.ts';
import { createSimilarities, type Subject, VIEWS } from './similarity.ts';
import { type Softmax, softmaxScores, trainSoftmax } from './softmax.ts';

/** What the ranking is learned from: the topics, and groups of questions that are about something else. */
export interface Lessons {
  topics: readonly Subject[];
  groups: readonly Subject[];
  /** The size of the lexicon their terms are numbered by. */
  size: number;
  /** The terms "id.vn" and "biz.vn". */
  domains: { id: number; biz: number };
}

/** What speaks for each topic, a row each, and in the last row for none of them. */
export interface Evidence {
  rows: readonly (readonly number[])[];
  /** How like each topic's nearest phrasing the message is, word by word, 0…1. */
  alike: Float64Array;
}

/** Chosen by cross-validation: more epochs change nothing. */
const TRAINING = { epochs: 3, rate: 6, decay: 1e-5 } as const;

/** A topic belongs to a domain named by so many of its phrasings, and to the other by hardly any. */
const OWN_DOMAIN = 0.4;
const FOREIGN_DOMAIN = 0.15;

/** In a topic's row: the classifier, the views, what it covers, and that the other domain than its own is named. */
const TOPIC_SIZE = 1 + VIEWS.length + 2;
/** In the last row: the classifier, the nearest group by these views, a constant, and {@link strangeness}. */
const NONE_VIEWS = ['phrasingGrams', 'phrasingWords', 'subjectGrams', 'subjectWords'] as const;
const NONE_SIZE = 1 + NONE_VIEWS.length + 1 + 4;
export const EVIDENCE_SIZE = TOPIC_SIZE + NONE_SIZE;

/** Learns to tell the topics from one another and, as the last class, from everything else. */
export function trainClassifier(lessons: Lessons): Softmax {
  const { topics, groups, size } = lessons;
  const features = createFeatures(textsOf(lessons), size);
  const samples = [...topics, ...groups].flatMap(({ phrasings }, subject) =>
    phrasings.map((terms) => ({
      vector: features.vector(terms),
      label: Math.min(subject, topics.length),
    })),
  );
  return trainSoftmax(samples, {
    ...TRAINING,
    features: features.count,
    classes: topics.length + 1,
  });
}

/** How many weights {@link trainClassifier} finds for these lessons. */
export function classifierSize(lessons: Lessons): number {
  const features = createFeatures(textsOf(lessons), lessons.size);
  return (features.count + 1) * (lessons.topics.length + 1);
}

/** Makes what gathers, for a message, everything that speaks for each topic and for none. */
export function createEvidence(
  lessons: Lessons,
  classifier: Softmax,
): (message: Terms) => Evidence {
  const { topics, groups, size, domains } = lessons;
  const features = createFeatures(textsOf(lessons), size);
  const similarities = createSimilarities([...topics, ...groups], size);
  const coverage = createCoverage(
    topics.map(({ phrasings }) => phrasings.map(({ meant }) => meant.known)),
    size,
  );
  const shares = topics.map(({ phrasings }) => ({
    id: shareOf(domains.id, phrasings),
    biz: shareOf(domains.biz, phrasings),
  }));
  const ofTopics = new Uint8Array(size);
  for (const { phrasings } of topics)
    for (const { meant } of phrasings) for (const term of meant.known) ofTopics[term] = 1;

  return (message) => {
    const scores = softmaxScores(classifier, features.vector(message));
    const similar = similarities(message);
    const covered = coverage(message.meant);
    const named = {
      id: message.words.known.includes(domains.id),
      biz: message.words.known.includes(domains.biz),
    };
    const none = topics.length;
    const rows: number[][] = topics.map((_, topic) => {
      const row = new Array<number>(EVIDENCE_SIZE).fill(0);
      row[0] = scores[topic]!;
      for (const [i, view] of VIEWS.entries()) row[1 + i] = similar[view][topic]!;
      row[TOPIC_SIZE - 2] = covered[topic]!;
      row[TOPIC_SIZE - 1] = isOtherDomain(named, shares[topic]!) ? 1 : 0;
      return row;
    });
    rows.push([
      ...new Array<number>(TOPIC_SIZE).fill(0),
      scores[none]!,
      ...NONE_VIEWS.map((view) => most(similar[view], none)),
      1,
      ...strangeness(message, ofTopics, most(similar.phrasingGrams, 0, none)),
    ]);
    return { rows, alike: similar.phrasingWords.subarray(0, none) };
  };
}

/** What makes a message unlike anything known: new words, no phrasing near it, having few words, and naming another service. */
function strangeness({ meant, services }: Terms, ofTopics: Uint8Array, nearest: number): number[] {
  let strange = meant.unknown;
  for (const term of meant.known) if (ofTopics[term] === 0) strange++;
  const all = meant.known.length + meant.unknown;
  return [all === 0 ? 1 : strange / all, nearest, Math.log(1 + all), Math.min(1, services)];
}

function textsOf({ topics, groups }: Lessons): Terms[] {
  return [...topics, ...groups].flatMap(({ phrasings }) => phrasings);
}

function most(similarity: Float64Array, from: number, to = similarity.length): number {
  let best = 0;
  for (let i = from; i < to; i++) if (similarity[i]! > best) best = similarity[i]!;
  return best;
}

function shareOf(domain: number, phrasings: readonly Terms[]): number {
  if (phrasings.length === 0) return 0;
  return phrasings.filter(({ words }) => words.known.includes(domain)).length / phrasings.length;
}

function isOtherDomain(
  named: { id: boolean; biz: boolean },
  share: { id: number; biz: number },
): boolean {
  if (named.id === named.biz) return false;
  const [own, other] = named.id ? [share.id, share.biz] : [share.biz, share.id];
  return other >= OWN_DOMAIN && own <= FOREIGN_DOMAIN;
}
