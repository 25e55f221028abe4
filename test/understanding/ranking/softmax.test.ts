import { expect, test } from 'vitest';
import {
  softmaxScores,
  toProbabilities,
  trainSoftmax,
} from '../../../src/understanding/ranking/softmax.ts';

const vector = (...indices: number[]) => ({
  indices: Int32Array.from(indices),
  values: new Float32Array(indices.length).fill(1),
});
const samples = [
  { vector: vector(0, 3), label: 0 },
  { vector: vector(0, 4), label: 0 },
  { vector: vector(1, 3), label: 1 },
  { vector: vector(1, 4), label: 1 },
  { vector: vector(2, 3, 4, 5, 6), label: 2 },
];
const options = { features: 7, classes: 3, epochs: 30, rate: 1, decay: 0 };

test('learns which feature speaks for which class', () => {
  const trained = trainSoftmax(samples, options);
  for (const { vector, label } of samples) {
    const scores = softmaxScores(trained, vector);
    expect(scores.indexOf(Math.max(...scores))).toBe(label);
  }
});

test('the same samples give the same weights', () => {
  expect(trainSoftmax(samples, options)).toEqual(trainSoftmax(samples, options));
});

test('decay keeps weights small', () => {
  const size = (decay: number) =>
    trainSoftmax(samples, { ...options, decay }).weights.reduce((sum, w) => sum + w * w, 0);
  expect(size(0.01)).toBeLessThan(size(0) * 0.9);
});

test('scores become probabilities, however large they are', () => {
  const scores = Float64Array.of(1000, 1000 + Math.log(3), -1000);
  toProbabilities(scores);
  expect(scores[0]).toBeCloseTo(0.25);
  expect(scores[1]).toBeCloseTo(0.75);
  expect(scores[2]).toBe(0);
});
