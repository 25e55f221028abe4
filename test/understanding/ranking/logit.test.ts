import { expect, test } from 'vitest';
import { choose, trainLogit } from '../../../src/understanding/ranking/logit.ts';

/** Of a hundred choices, `right` go to the candidate that has the number, the others to the one without. */
const choices = (right: number) =>
  Array.from({ length: 100 }, (_, i) => ({ candidates: [[1], [0]], right: i < right ? 0 : 1 }));

test('probabilities come out as frequent as they were', () => {
  const weights = trainLogit(choices(80), [0], 1e-6);
  expect(weights[0]).toBeCloseTo(Math.log(80 / 20), 4);
  expect(choose([[1], [0]], weights)[0]).toBeCloseTo(0.8, 4);
});

test('keeps to what it started from as long as little speaks against it', () => {
  expect(trainLogit([], [2, -1], 1)).toEqual([2, -1]);
  const pulled = trainLogit(choices(80), [5], 1_000)[0]!;
  expect(pulled).toBeGreaterThan(4.9);
});

test('finds the numbers that matter beside others that do not', () => {
  const noise = [0.3, 0.9, 0.1, 0.6];
  const learned = trainLogit(
    Array.from({ length: 200 }, (_, i) => {
      const right = i % 10 === 0 ? 1 : 0;
      return {
        candidates: [
          [1, noise[Math.floor(i / 10) % 4]!],
          [0, noise[Math.floor(i / 10 + 1) % 4]!],
        ],
        right,
      };
    }),
    [0, 0],
    0.01,
  );
  expect(learned[0]).toBeGreaterThan(2);
  expect(Math.abs(learned[1]!)).toBeLessThan(0.5);
});
