import type { Bag, Terms } from './lexicon.ts';
import type { SparseVector } from './softmax.ts';

/** How much each kind of term counts for the classifier. Each kind is brought to one length, so that long texts weigh no more. */
const WEIGHTS = { words: 1, grams: 0.8, marks: 0.3, signs: 0.4 } as const;
const KINDS = ['words', 'grams', 'marks', 'signs'] as const;
/** What another meaning of an abbreviation counts beside its likeliest. */
const OTHER_MEANING = 0.5;

/** The classifier's features: the terms that at least two texts have, as one text's own teach nothing. */
export interface Features {
  /** How many there are. */
  count: number;
  vector(terms: Terms): SparseVector;
}

/** Chooses the features by the texts to learn from. `size` is the size of the lexicon. */
export function createFeatures(texts: readonly Terms[], size: number): Features {
  const frequency = new Int32Array(size);
  const seen = new Int32Array(size).fill(-1);
  for (const [i, text] of texts.entries()) {
    for (const kind of KINDS) {
      for (const term of text[kind].known) {
        if (seen[term] === i) continue;
        seen[term] = i;
        frequency[term]!++;
      }
    }
  }
  const numbers = new Int32Array(size).fill(-1);
  let count = 0;
  for (let term = 0; term < size; term++) if (frequency[term]! > 1) numbers[term] = count++;
  const rarity = (times: number) => Math.log(1 + texts.length / Math.max(1, times));

  const add = (
    { known, unknown }: Bag,
    weight: number,
    into: { indices: number[]; values: number[] },
    others: Iterable<number> = [],
  ) => {
    const from = into.indices.length;
    let square = unknown * rarity(1) ** 2;
    const put = (term: number, times: number) => {
      const value = times * rarity(frequency[term]!);
      square += value * value;
      if (numbers[term]! < 0) return;
      into.indices.push(numbers[term]!);
      into.values.push(value);
    };
    const distinct = new Set(known);
    for (const term of distinct) put(term, 1);
    for (const term of others) if (!distinct.has(term)) put(term, OTHER_MEANING);
    const length = Math.sqrt(square) || 1;
    for (let i = from; i < into.values.length; i++)
      into.values[i] = (into.values[i]! / length) * weight;
  };

  return {
    count,
    vector(terms) {
      const into = { indices: [], values: [] };
      for (const kind of KINDS)
        add(terms[kind], WEIGHTS[kind], into, kind === 'words' ? new Set(terms.meant.known) : []);
      return { indices: Int32Array.from(into.indices), values: Float32Array.from(into.values) };
    },
  };
}
