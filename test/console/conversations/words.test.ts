import { expect, test } from 'vitest';
import { searchQuery, searchWords } from '../../../src/console/conversations/words.ts';

test('a text is searched without marks, punctuation and case', () => {
  expect(searchWords('  Đăng KÝ "id.vn", được không?? ')).toBe('dang ky id vn duoc khong');
});

test.each([
  ['đăng ký', "('dang') & ('ky':*)"],
  ['đăng ký ', "('dang') & ('ky')"],
  ['id.vn', "('id' <-> 'vn':*)"],
  ['"tên miền" phí', "('ten' <-> 'mien') & ('phi':*)"],
  ['phí "tên miền"', "('phi') & ('ten' <-> 'mien')"],
  ['phí "tên', "('phi') & ('ten':*)"],
  ['a', "('a')"],
  ["o'brien <-> & !x:*", "('o' <-> 'brien') & ('x')"],
])('%s', (text, query) => {
  expect(searchQuery(text)).toBe(query);
});

test.each(['', '  ', '"" ?! ', '你好'])('without a word there is no query: %j', (text) => {
  expect(searchQuery(text)).toBeUndefined();
});
