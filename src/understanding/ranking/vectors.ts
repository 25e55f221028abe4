import type { Bag } from './lexicon.ts';

/** Texts as bags of weighted terms, found again by the cosine of the angle between them. */
export interface Vectors {
  /** The similarity (0…1) of each document to the query, by its index. */
  similar(query: Bag): Float64Array;
}

/** A term that more documents have tells so little that looking it up is not worth its time. */
const COMMON = 400;

/**
 * Indexes documents by tf·idf. `size` is one more than the highest number of a term. A term of the
 * query that no document has still counts to the query's length with the weight of the rarest: a
 * message full of unknown words is near to nothing, which is what keeps questions about other
 * subjects out.
 */
export function createVectors(documents: readonly Int32Array[], size: number): Vectors {
  const counter = new Int32Array(size);
  /** Each term once, with its times; the counter is left empty. */
  const counted = (terms: Int32Array): { term: number; times: number }[] => {
    const distinct: { term: number; times: number }[] = [];
    for (const term of terms) counter[term]!++;
    for (const term of terms) {
      const times = counter[term]!;
      if (times > 0) distinct.push({ term, times });
      counter[term] = 0;
    }
    return distinct;
  };

  const frequency = new Int32Array(size);
  const bags = documents.map(counted);
  for (const bag of bags) for (const { term } of bag) frequency[term]!++;
  const rarest = Math.log(1 + documents.length / 0.5);
  const rarity = Float32Array.from(frequency, (count) =>
    count === 0 ? rarest : Math.log(1 + documents.length / count),
  );
  const weigh = (bag: readonly { term: number; times: number }[], unknown: number) => {
    let square = unknown * rarest * rarest;
    const weights = new Float32Array(bag.length);
    for (const [i, { term, times }] of bag.entries()) {
      weights[i] = (1 + Math.log(times)) * rarity[term]!;
      square += weights[i]! * weights[i]!;
    }
    const length = Math.sqrt(square) || 1;
    for (let i = 0; i < weights.length; i++) weights[i]! /= length;
    return weights;
  };

  // For each term, from starts[term] on, the documents that have it and its weight in them.
  const starts = new Int32Array(size + 1);
  const isKept = (term: number) => frequency[term]! <= COMMON;
  for (let term = 0; term < size; term++)
    starts[term + 1] = starts[term]! + (isKept(term) ? frequency[term]! : 0);
  const having = new Int32Array(starts[size]!);
  const weightIn = new Float32Array(starts[size]!);
  const next = starts.slice(0, size);
  for (const [document, bag] of bags.entries()) {
    const weights = weigh(bag, 0);
    for (const [i, { term }] of bag.entries()) {
      if (!isKept(term)) continue;
      having[next[term]!] = document;
      weightIn[next[term]!] = weights[i]!;
      next[term]!++;
    }
  }

  return {
    similar({ known, unknown }) {
      const similarity = new Float64Array(documents.length);
      const bag = counted(known);
      const weights = weigh(bag, unknown);
      for (const [i, { term }] of bag.entries()) {
        const weight = weights[i]!;
        const end = starts[term + 1]!;
        for (let at = starts[term]!; at < end; at++)
          similarity[having[at]!]! += weight * weightIn[at]!;
      }
      return similarity;
    },
  };
}
