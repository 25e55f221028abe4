import { expect, test } from 'vitest';
import { read } from './fixture.ts';

test.each([
  ['cho bác hỏi id.vn là gì', 'bác'],
  ['cho bac hoi chut', 'bác'],
  ['cô muốn đăng ký', 'cô'],
  ['chú sinh năm 1960', 'chú'],
  ['giúp cô với', 'cô'],
  ['bác cho em hỏi', undefined],
  ['chào bác ạ', undefined],
  ['chú em mở quán', undefined],
  ['giúp bác tôi đăng ký', undefined],
  ['co muon dang ky', undefined],
  ['chủ là ai', undefined],
])('%s → %s', (text, address) => {
  expect(read(text).address).toBe(address);
});
