import { expect, test } from 'vitest';
import { normalise } from '../../src/understanding/normalise.ts';
import { createTyping } from '../../src/understanding/typing.ts';
import { birth, citizen, knowledge, read } from './fixture.ts';

const { beside, foreign } = knowledge.vocabulary.languages;
const decode = createTyping(
  new Set([...beside, ...foreign]),
  new Set(knowledge.abbreviations.keys()),
);

test.each([
  ['teen mieenf dang kys', 'tên miền dang ký'],
  ['te6n mie62n la2 gi2', 'tên miền là gì'],
  ['tên mieenf laf gif', 'tên miền là gì'],
  ['cos ten mien chua', 'có ten mien chua'],
  ['teen bij sai', 'tên bị sai'],
])('%s → %s', (typed, text) => {
  expect(decode(normalise(typed)).text).toBe(text);
});

test.each([
  'teen thich web nay',
  'ban co visa khong',
  'tai app has fan',
  'cau1 nam18 lop5',
  'vao trang tenmiens.vn xem',
  'mail toi abcs@gmail.com',
  'http://kys.vn/cos',
  'ks cx đc ms r',
  'khởi nghiệp đi em',
  'sinh 2k5, t3/2024, 12/5/99',
])('%s stays', (typed) => {
  expect(decode(normalise(typed)).text).toBe(normalise(typed).text);
});

test('values are read from raw keys, too', () => {
  expect(read('sinh nawm 2005', [birth]).readings).toMatchObject([{ ask: birth.ask, named: true }]);
  expect(read('ddungs rooif aj', [citizen]).readings).toMatchObject([{ value: true }]);
});

test('the way back to what was typed is kept', () => {
  const normal = decode(normalise('Teen  mieenf'));
  const at = normal.text.indexOf('miền');
  expect(normal.original.slice(normal.starts[at], normal.ends[at + 3])).toBe('mieenf');
});
