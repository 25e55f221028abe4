import { expect, test } from 'vitest';
import { parseNegatives } from '../../src/understanding/negatives.ts';

test('reads groups of questions about other things', () => {
  const text = 'groups:\n  land: { title: Đất, referral: office, phrasings: [sổ đỏ] }\n';
  expect(parseNegatives(text)).toEqual([
    { title: 'Đất', referral: 'office', phrasings: ['sổ đỏ'] },
  ]);
});

test('a mistake is told with its path', () => {
  expect(() => parseNegatives('groups:\n  land: { title: Đất, phrasings: [] }\n')).toThrow(/land/);
});
