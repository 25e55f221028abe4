import { expect, test } from 'vitest';
import { createExpand, parseAbbreviations } from '../../../src/understanding/abbreviations.ts';
import { createSuits } from '../../../src/understanding/ranking/context.ts';
import { phraseWords } from '../../../src/understanding/words.ts';

const abbreviations = parseAbbreviations(
  'typed\tmeanings\nhs\thồ sơ|học sinh\nct\tcông ty|chương trình\nnay\tnay',
);
const texts = [
  'nộp hồ sơ ở đâu',
  'học sinh lớp 12 có được không',
  'chương trình này là gì',
  'công ty mới mở',
];
const expand = createExpand(abbreviations, createSuits(texts.map(phraseWords), abbreviations));
const meant = (text: string) =>
  expand(phraseWords(text))
    .words.map(({ text }) => text)
    .join(' ');

test.each([
  ['nộp hs', 'nộp hồ sơ'],
  ['hs lớp 12', 'học sinh lớp 12'],
  ['ct này', 'chương trình này'],
  ['ct mới mở', 'công ty mới mở'],
])('%s → %s', (typed, text) => {
  expect(meant(typed)).toBe(text);
});

test('where its neighbours tell nothing, the first meaning of the file stands', () => {
  expect(meant('hs')).toBe('hồ sơ');
  expect(meant('ct abc')).toBe('công ty abc');
});

test('what it could mean besides is kept', () => {
  expect(expand(phraseWords('hs lớp 12')).others.map(({ text }) => text)).toEqual(['hồ', 'sơ']);
});
