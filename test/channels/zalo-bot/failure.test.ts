import { expect, test } from 'vitest';
import { ZaloBotRefusal } from '../../../src/channels/zalo-bot/client.ts';
import { describeFailure, sendFailure } from '../../../src/channels/zalo-bot/failure.ts';

const person = { kind: 'permanent-for-this-person' };
const operator = { kind: 'needs-an-operator' };

test.each<[number, string, number | undefined, object]>([
  [429, 'Quota exceeded', undefined, { kind: 'retry-later', afterMs: 30_000, scope: 'platform' }],
  [429, 'Too many requests', 7000, { kind: 'retry-later', afterMs: 7000, scope: 'platform' }],
  [403, 'Forbidden', undefined, person],
  [400, 'Bad request: chat_id is invalid', undefined, person],
  [404, 'User not found', undefined, person],
  [400, 'Bad request: text is too long', undefined, operator],
  [401, 'Unauthorized', undefined, operator],
  [404, 'Not Found', undefined, operator],
  [408, 'Request timeout', undefined, { kind: 'retry-later', afterMs: undefined }],
  [500, 'Internal Server Error', undefined, { kind: 'retry-later', afterMs: undefined }],
  [-1, 'a code of no table', undefined, { kind: 'retry-later', afterMs: undefined }],
])('%i %s', (code, description, afterMs, meaning) => {
  expect(sendFailure(new ZaloBotRefusal(code, description, afterMs))).toMatchObject(meaning);
});

test('what is no refusal is tried again as it is', () => {
  const error = new Error('Zalo Bot did not answer');
  expect(sendFailure(error)).toBe(error);
  expect(describeFailure(error)).toBe('Zalo Bot did not answer');
});
