import { expect, test } from 'vitest';
import { read } from './fixture.ts';

test.each([
  ['có mất tiền không', true],
  ['dk id.vn free dc k', true],
  ['mở chưa', true],
  ['id.vn là gì', true],
  ['em 19 tuổi?', true],
  ['đăng ký ở đâu ạ', true],
  ['bao nhieu tien', true],
  ['không', false],
  ['dạ chưa ạ', false],
  ['em không ạ', false],
  ['không sao', false],
  ['em sinh năm 2005', false],
  ['sinh năm hai không không ba', false],
  ['công ty em thành lập tháng trước', false],
])('%s asks: %s', (text, question) => {
  expect(read(text).question).toBe(question);
});
