/** A text as the classifier sees it: which features it has, and how much of each. */
export interface SparseVector {
  /** Numbers of features, without repetition. */
  indices: Int32Array;
  values: Float32Array;
}

/** What is to be learned: the vector, and the class it belongs to. */
export interface Sample {
  vector: SparseVector;
  label: number;
}

export interface SoftmaxOptions {
  features: number;
  classes: number;
  /** How often all samples are gone through. More fits them closer. */
  epochs: number;
  /** The first step's size; it shrinks towards nothing. Right for vectors of length about 1. */
  rate: number;
  /** How much each step lets go of what was learned, so that rare words are not believed blindly. */
  decay: number;
}

/** Multinomial logistic regression: for each feature, one weight per class. Plain numbers, to be kept in a file. */
export interface Softmax {
  classes: number;
  /** `feature * classes + class`. The last row is what holds without any feature. */
  weights: Float32Array;
}

/**
 * Learns by stochastic gradient descent. Deterministic: the same samples in the same order give the
 * same weights on every machine.
 */
export function trainSoftmax(
  samples: readonly Sample[],
  { features, classes, epochs, rate, decay }: SoftmaxOptions,
): Softmax {
  const weights = new Float32Array((features + 1) * classes);
  const order = Int32Array.from(samples.keys());
  const random = generator(samples.length);
  const probabilities = new Float64Array(classes);
  // The weights are `scale` times what is stored: so a step's decay costs one multiplication.
  let scale = 1;
  const steps = epochs * samples.length;
  for (let epoch = 0, step = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const i of order) {
      const { vector, label } = samples[i]!;
      scores(vector, weights, classes, scale, probabilities);
      toProbabilities(probabilities);
      probabilities[label]! -= 1;
      const pace = rate * (1 - step++ / steps);
      scale *= 1 - pace * decay;
      learn(vector, weights, classes, probabilities, pace / scale);
    }
  }
  for (let i = 0; i < weights.length; i++) weights[i]! *= scale;
  return { classes, weights };
}

/** The score of each class before it is made a probability (a logit). */
export function softmaxScores({ classes, weights }: Softmax, vector: SparseVector): Float64Array {
  const found = new Float64Array(classes);
  scores(vector, weights, classes, 1, found);
  return found;
}

function scores(
  { indices, values }: SparseVector,
  weights: Float32Array,
  classes: number,
  scale: number,
  into: Float64Array,
): void {
  const bias = weights.length - classes;
  for (let c = 0; c < classes; c++) into[c] = weights[bias + c]!;
  // Four rows at a time: most of the training is spent here.
  const blocks = indices.length & ~3;
  let k = 0;
  for (; k < blocks; k += 4) {
    const r0 = indices[k]! * classes;
    const r1 = indices[k + 1]! * classes;
    const r2 = indices[k + 2]! * classes;
    const r3 = indices[k + 3]! * classes;
    const v0 = values[k]!;
    const v1 = values[k + 1]!;
    const v2 = values[k + 2]!;
    const v3 = values[k + 3]!;
    for (let c = 0; c < classes; c++)
      into[c]! +=
        v0 * weights[r0 + c]! +
        v1 * weights[r1 + c]! +
        v2 * weights[r2 + c]! +
        v3 * weights[r3 + c]!;
  }
  for (; k < indices.length; k++) {
    const row = indices[k]! * classes;
    const value = values[k]!;
    for (let c = 0; c < classes; c++) into[c]! += value * weights[row + c]!;
  }
  if (scale !== 1) for (let c = 0; c < classes; c++) into[c]! *= scale;
}

/** Below this a class's part in a step is not worth its time. */
const NEGLIGIBLE = 2e-3;
/** The bias moves slower, so that it does not speak for what merely has more samples. */
const BIAS_PACE = 0.1;

function learn(
  { indices, values }: SparseVector,
  weights: Float32Array,
  classes: number,
  error: Float64Array,
  pace: number,
): void {
  const bias = weights.length - classes;
  for (let c = 0; c < classes; c++) {
    const wrong = pace * error[c]!;
    if (Math.abs(error[c]!) < NEGLIGIBLE) continue;
    weights[bias + c]! -= BIAS_PACE * wrong;
    for (let k = 0; k < indices.length; k++)
      weights[indices[k]! * classes + c]! -= wrong * values[k]!;
  }
}

/** Turns scores into probabilities that sum to 1, in place. */
export function toProbabilities(scores: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    scores[c] = Math.exp(scores[c]! - most);
    sum += scores[c]!;
  }
  for (let c = 0; c < scores.length; c++) scores[c]! /= sum;
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}

/** Mulberry32: numbers in [0, 1) that are the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed + 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
