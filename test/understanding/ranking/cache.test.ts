import { expect, test } from 'vitest';
import { modelKey, restoreModel, storeModel } from '../../../src/understanding/ranking/cache.ts';

const model = {
  classifier: { classes: 2, weights: Float32Array.of(0.5, -1.25, 3, 1e-7) },
  fusion: [1, -0.1],
  zones: { answerFrom: 0.8, guessFrom: 0.4 },
};

test('a model comes back as it was', () => {
  expect(restoreModel(storeModel(model), 4)).toEqual(model);
});

test.each([
  '',
  'null',
  '{}',
  '{"classes":2',
  storeModel(model).slice(0, -10),
  storeModel(model).replace('"fusion"', '"other"'),
  storeModel(model).replace('0.8', '"0.8"'),
])('what is no model is none: %#', (text) => {
  expect(restoreModel(text, 4)).toBeUndefined();
});

test('a model of other data is none', () => {
  expect(restoreModel(storeModel(model), 6)).toBeUndefined();
});

test('other content has another name', () => {
  expect(modelKey(['a'])).toBe(modelKey(['a']));
  expect(modelKey(['a'])).not.toBe(modelKey(['b']));
});
