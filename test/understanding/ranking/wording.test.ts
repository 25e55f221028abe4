import { expect, test } from 'vitest';
import { createExpand } from '../../../src/understanding/abbreviations.ts';
import { phraseBook } from '../../../src/understanding/phrase-book.ts';
import { createWording } from '../../../src/understanding/ranking/wording.ts';
import { phraseWords } from '../../../src/understanding/words.ts';
import { knowledge } from '../fixture.ts';

const read = createWording(createExpand(knowledge.abbreviations), {
  places: phraseBook<'current' | 'former'>([
    ['lê chân', 'current'],
    ['kinh môn', 'former'],
  ]),
  services: phraseBook([
    ['sổ đỏ', 'land'],
    ['bảo hiểm y tế', 'insurance'],
  ]),
});
const wording = (text: string) => read(phraseWords(text));

test('words lose their marks and are written out; the marks stay as evidence', () => {
  const { words, others, marked } = wording('đăng ký hkd dk sao');
  expect(words).toEqual('dang ki ho kinh doanh dang ki sao'.split(' '));
  expect(others).toEqual(['dieu', 'kien']);
  expect(marked.slice(0, 2)).toEqual(['đăng', 'ký']);
});

test('"kí" and "ký", "công ti" and "công ty" are the same', () => {
  expect(wording('đăng kí công ti').words).toEqual(wording('đăng ký công ty').words);
});

test('an age says that it is more than every lower one', () => {
  const { signs } = wording('em 22 tuổi');
  expect(signs).toContain('age>=18');
  expect(signs).toContain('age>=22');
  expect(signs).not.toContain('age>=23');
  expect(wording('em 22t').signs).toEqual(signs);
  expect(wording('số 22').signs).toEqual([]);
});

test('a year, too, however it is written', () => {
  expect(wording('sinh 2k5').signs).toEqual(wording('sinh 2005').signs);
  expect(wording('mở từ 2015').signs).not.toContain('year>=2016');
});

test('places and other services are named by what they are', () => {
  expect(wording('ở lê chân').signs).toEqual(['place:current']);
  expect(wording('em ở Kinh Môn').signs).toEqual(['place:former']);
  expect(wording('lam so do, so do, bhyt').services).toEqual(['land', 'insurance']);
});
