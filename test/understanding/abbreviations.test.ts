import { expect, test } from 'vitest';
import { createExpand, parseAbbreviations } from '../../src/understanding/abbreviations.ts';
import { normalise } from '../../src/understanding/normalise.ts';
import { wordsOf } from '../../src/understanding/words.ts';
import { knowledge } from './fixture.ts';

const expand = createExpand(knowledge.abbreviations);
const text = (typed: string) => {
  const { words, others } = expand(wordsOf(normalise(typed)));
  return [words, others].map((all) => all.map((word) => word.text).join(' '));
};

test('writes abbreviations out and keeps their other meanings', () => {
  expect(text('hkd dk ten mien')).toEqual(['hộ kinh doanh đăng ký ten mien', 'điều kiện']);
});

test('takes the longest: "hộ kd" is a household business', () => {
  expect(text('hộ kd')).toEqual(['hộ kinh doanh', '']);
});

test('leaves what it does not know', () => {
  expect(text('căn nhà')).toEqual(['căn nhà', '']);
});

test('a mistake in the file is told with its line', () => {
  expect(() => parseAbbreviations('typed\tmeanings\nko')).toThrow('abbreviations line 2');
});
