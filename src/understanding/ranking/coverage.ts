import type { Bag } from './lexicon.ts';

/** What part of a message each subject has words for, by its number: 0…1, rare words counting more. */
export type Coverage = (message: Bag) => Float64Array;

/**
 * Makes the measure. Unlike similarity it asks only what is left unexplained: "Sở tuyển dụng vị trí
 * nào" is near to every question about the department, and half of it is in none of them.
 *
 * @param texts the words of each subject's texts. `size` is the size of the lexicon.
 */
export function createCoverage(texts: readonly (readonly Int32Array[])[], size: number): Coverage {
  const frequency = new Int32Array(size);
  const seen = new Int32Array(size).fill(-1);
  const having: number[][] = Array.from({ length: size }, () => []);
  let count = 0;
  for (const [subject, all] of texts.entries()) {
    for (const words of all) {
      const inText = new Set(words);
      for (const word of inText) {
        frequency[word]!++;
        if (seen[word] === subject) continue;
        seen[word] = subject;
        having[word]!.push(subject);
      }
      count++;
    }
  }
  const weigh = (times: number) => Math.log(1 + count / Math.max(0.5, times));

  return ({ known, unknown }) => {
    const covered = new Float64Array(texts.length);
    let all = unknown * weigh(0);
    for (const word of new Set(known)) {
      const weight = weigh(frequency[word]!);
      all += weight;
      for (const subject of having[word]!) covered[subject]! += weight;
    }
    if (all > 0) for (let i = 0; i < covered.length; i++) covered[i]! /= all;
    return covered;
  };
}
