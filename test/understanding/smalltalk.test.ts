import { expect, test } from 'vitest';
import { read } from './fixture.ts';

test.each([
  ['chào ad', 'greeting'],
  ['xin chao', 'greeting'],
  ['hello ạ', 'greeting'],
  ['alo', 'greeting'],
  ['cảm ơn ad nhé', 'thanks'],
  ['tks', 'thanks'],
  ['ok cảm ơn nhiều ạ', 'thanks'],
  ['tạm biệt', 'goodbye'],
  ['hay quá', 'praise'],
  ['đồ ngu', 'insult'],
  ['bot ngu vãi', 'insult'],
  ['ok', 'acknowledgement'],
  ['dạ vâng ạ', 'acknowledgement'],
  ['em hiểu rồi', 'acknowledgement'],
  ['chào ad cho em hỏi phí đăng ký', undefined],
  ['cảm ơn, còn giấy tờ cần gì', undefined],
  ['việc của các sở', undefined],
  ['viec cua cac so', undefined],
])('%s → %s', (text, kind) => {
  expect(read(text).smalltalk).toBe(kind);
});
