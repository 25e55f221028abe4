import { expect, test } from 'vitest';
import { createCoverage } from '../../../src/understanding/ranking/coverage.ts';

const coverage = createCoverage(
  [[Int32Array.of(0, 1), Int32Array.of(0, 2)], [Int32Array.of(0, 3)]],
  5,
);

test('tells what part of a message a subject has words for', () => {
  const [first, second] = coverage({ known: Int32Array.of(0, 1, 2), unknown: 0 });
  expect(first).toBeCloseTo(1);
  expect(second).toBeLessThan(0.4);
});

test('what nobody has words for is left over for all', () => {
  const [first] = coverage({ known: Int32Array.of(0, 1), unknown: 2 });
  expect(first).toBeLessThan(0.5);
  expect([...coverage({ known: Int32Array.of(4), unknown: 0 })]).toEqual([0, 0]);
  expect([...coverage({ known: new Int32Array(), unknown: 0 })]).toEqual([0, 0]);
});
