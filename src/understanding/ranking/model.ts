import {
  createEvidence,
  EVIDENCE_SIZE,
  type Evidence,
  type Lessons,
  trainClassifier,
} from './evidence.ts';
import { type Choice, choose, trainLogit } from './logit.ts';
import type { Subject } from './similarity.ts';
import type { Softmax } from './softmax.ts';
import { CAUTIOUS, chooseZones, type Judged, type Zones } from './zones.ts';

/** All that was learned from the files. */
export interface Model {
  classifier: Softmax;
  /** What each number of the {@link Evidence} counts. */
  fusion: readonly number[];
  zones: Zones;
}

/** A fifth of the phrasings is left out, and then asked about, in each of so many rounds. */
const FOLDS = 5;
/** In learning the fusion only so many of the likeliest topics are weighed against one another. */
const LIKELIEST = 10;
/** How strongly the fusion keeps to {@link PRIOR}, in questions. */
const RIDGE = 1;

/**
 * The fusion as it was once learned from all topics and 674 negatives: what learning starts from,
 * and what is used as long as there are no negatives to learn from. In the order of the evidence.
 */
const PRIOR = [
  0.8, 1.9, 2, 0, 8.8, 3.2, 6.6, 0, -3.3, 0.7, -0.2, 2, 3.1, 0.8, 2.6, 0.3, 0.2, -0.7, 1.8,
] as const;

/**
 * Learns everything. The classifier learns from all phrasings; what it is worth beside the other
 * evidence, and where the zones end, is learned by cross-validation: from what is thought of
 * phrasings that were left out. So the probabilities are calibrated on questions not seen before.
 */
export function trainModel(lessons: Lessons): Model {
  const classifier = trainClassifier(lessons);
  if (lessons.groups.length === 0) return { classifier, fusion: PRIOR, zones: CAUTIOUS };
  const choices = Array.from({ length: FOLDS }, (_, fold) => leftOut(lessons, fold)).flat();
  const fusion = trainLogit(
    choices.map((choice) => likeliest(choice, lessons.topics.length)),
    PRIOR,
    RIDGE,
  );
  const judged = choices.map((choice) => judge(choice, fusion, lessons.topics.length));
  return { classifier, fusion, zones: chooseZones(judged) };
}

/** The probability of each topic, by its number, and last that of none of them. */
export function probabilities({ rows }: Evidence, { fusion }: Pick<Model, 'fusion'>): Float64Array {
  return choose(rows, fusion);
}

/**
 * The questions of one fold, with what the others make of them. Every other group of negatives is
 * left out whole, as people will ask about things that no group is about.
 */
function leftOut(lessons: Lessons, fold: number): Choice[] {
  const isOut = (i: number) => i % FOLDS === fold;
  const isGroupOut = (group: number, i: number) =>
    isOut(group % 2 === 0 ? i : Math.floor(group / 2));
  const without = ({ phrasings, ...rest }: Subject, out: (i: number) => boolean): Subject => ({
    ...rest,
    phrasings: phrasings.filter((_, i) => !out(i)),
  });
  const kept: Lessons = {
    ...lessons,
    topics: lessons.topics.map((topic) => without(topic, isOut)),
    groups: lessons.groups
      .map((group, number) => without(group, (i) => isGroupOut(number, i)))
      .filter(({ phrasings }) => phrasings.length > 0),
  };
  const evidence = createEvidence(kept, trainClassifier(kept));
  const ask = ({ phrasings }: Subject, right: number, out: (i: number) => boolean): Choice[] =>
    phrasings
      .filter((_, i) => out(i))
      .map((terms) => ({ candidates: evidence(terms).rows, right }));
  return [
    ...lessons.topics.flatMap((topic, number) => ask(topic, number, isOut)),
    ...lessons.groups.flatMap((group, number) =>
      group.hard ? [] : ask(group, lessons.topics.length, (i) => isGroupOut(number, i)),
    ),
  ];
}

function likeliest({ candidates, right }: Choice, none: number): Choice {
  const topics = Array.from({ length: none }, (_, i) => i)
    .sort((a, b) => candidates[b]![0]! - candidates[a]![0]!)
    .slice(0, LIKELIEST);
  const kept = [...new Set([...topics, none, right])];
  return { candidates: kept.map((i) => candidates[i]!), right: kept.indexOf(right) };
}

function judge({ candidates, right }: Choice, fusion: readonly number[], none: number): Judged {
  const found = choose(candidates, fusion);
  return { inScope: right < none, best: Math.max(...found.subarray(0, none)), none: found[none]! };
}

if (PRIOR.length !== EVIDENCE_SIZE)
  throw new Error('PRIOR: one weight for each number of evidence');
