import { expect, test } from 'vitest';
import type { AskAnswer } from '../../src/http/ask.ts';
import { answerOf, problemOf, serve } from './service.ts';

const ANSWER: AskAnswer = {
  decision: 'answer',
  topic: 'id-vn-who',
  text: 'Công dân Việt Nam từ đủ 18 đến 23 tuổi.',
  sources: ['Kế hoạch'],
  also: [{ topic: 'deadline', text: 'Đến hết ngày 31/12/2026.', sources: ['Thông tư'] }],
  candidates: [{ topic: 'id-vn-who', title: 'Ai được đăng ký?', score: 0.9 }],
};

test('a question is trimmed, asked, and answered as it stands', async () => {
  const asked: string[] = [];
  const { post } = await serve({
    ask: (text) => {
      asked.push(text);
      return ANSWER;
    },
  });
  const response = await post('/api/v1/ask', { text: '  ai được id.vn ạ \n' });
  expect(response.status).toBe(200);
  expect(await answerOf(response, 'AskAnswer')).toEqual(ANSWER);
  expect(asked).toEqual(['ai được id.vn ạ']);
});

test.each(['choose', 'unknown', 'smalltalk'] as const)('%s needs no topic', async (decision) => {
  const answer = { decision, sources: [], candidates: [] };
  const { post } = await serve({ ask: async () => answer });
  expect(await answerOf(await post('/api/v1/ask', { text: 'a' }), 'AskAnswer')).toEqual(answer);
});

test.each([
  ['the longest question', 'ạ'.repeat(2000)],
  ['characters that JavaScript counts twice', '😀'.repeat(2000)],
  ['blanks around it, which do not count', ` ${'a'.repeat(2000)} `],
])('%s is taken', async (_words, text) => {
  const { post } = await serve();
  expect((await post('/api/v1/ask', { text })).status).toBe(200);
});

test.each([
  [{}, 'text', 'is required'],
  [{ text: '' }, 'text', 'must not be empty'],
  [{ text: ' \n\t ' }, 'text', 'must not be empty'],
  [{ text: 'a'.repeat(2001) }, 'text', 'at most 2000'],
  [{ text: 7 }, 'text', 'expected string'],
  [{ text: 'a', lang: 'vi' }, 'lang', 'not a field'],
])('%j names %s', async (body, field, message) => {
  const { post } = await serve();
  const problem = await problemOf(await post('/api/v1/ask', body), 422);
  expect(problem.errors).toEqual([{ field, message: expect.stringContaining(message) }]);
});
