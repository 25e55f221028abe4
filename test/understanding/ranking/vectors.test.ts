import { expect, test } from 'vitest';
import { createVectors } from '../../../src/understanding/ranking/vectors.ts';

const documents = [Int32Array.of(0, 1, 2), Int32Array.of(0, 3), Int32Array.of(0, 4, 4)];
const { similar } = createVectors(documents, 6);
const bag = (known: number[], unknown = 0) => ({ known: Int32Array.from(known), unknown });

test('a document is most like itself', () => {
  for (const [i, document] of documents.entries()) {
    const found = similar({ known: document, unknown: 0 });
    expect(found[i]).toBeCloseTo(1, 5);
    expect(Math.max(...found)).toBe(found[i]);
  }
});

test('rare terms tell more than common ones', () => {
  const [first, second] = similar(bag([0, 3]));
  expect(second).toBeGreaterThan(first! * 2);
});

test('what is unknown makes a message unlike everything', () => {
  expect(similar(bag([1, 2], 3))[0]).toBeLessThan(similar(bag([1, 2]))[0]! / 1.5);
  expect([...similar(bag([5]))]).toEqual([0, 0, 0]);
  expect([...similar(bag([]))]).toEqual([0, 0, 0]);
});
