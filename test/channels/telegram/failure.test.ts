import { GrammyError, HttpError } from 'grammy';
import { describe, expect, test } from 'vitest';
import { describeFailure, sendFailure } from '../../../src/channels/telegram/failure.ts';
import { createFlood } from '../../../src/channels/telegram/flood.ts';

const refusal = (error_code: number, description: string, parameters = {}) =>
  new GrammyError('x', { ok: false, error_code, description, parameters }, 'sendMessage', {
    text: 'private words',
  });

describe('the error table', () => {
  test.each<[number, string, object, object]>([
    [
      429,
      'Too Many Requests: retry after 35',
      { retry_after: 35 },
      { kind: 'retry-later', afterMs: 35_000 },
    ],
    [429, 'Too Many Requests', {}, { kind: 'retry-later', afterMs: undefined }],
    [403, 'Forbidden: bot was blocked by the user', {}, { kind: 'permanent-for-this-person' }],
    [403, 'Forbidden: user is deactivated', {}, { kind: 'permanent-for-this-person' }],
    [
      403,
      "Forbidden: bot can't initiate conversation with a user",
      {},
      { kind: 'permanent-for-this-person' },
    ],
    [400, 'Bad Request: chat not found', {}, { kind: 'permanent-for-this-person' }],
    [400, 'Bad Request: PEER_ID_INVALID', {}, { kind: 'permanent-for-this-person' }],
    [
      400,
      'Bad Request: group chat was upgraded to a supergroup chat',
      { migrate_to_chat_id: -1 },
      { kind: 'permanent-for-this-person' },
    ],
    [400, 'Bad Request: message is too long', {}, { kind: 'needs-an-operator' }],
    [400, 'Bad Request: BUTTON_DATA_INVALID', {}, { kind: 'needs-an-operator' }],
    [401, 'Unauthorized', {}, { kind: 'needs-an-operator' }],
    [404, 'Not Found', {}, { kind: 'needs-an-operator' }],
    [500, 'Internal Server Error', {}, { kind: 'retry-later' }],
    [504, 'Gateway Timeout', {}, { kind: 'retry-later' }],
  ])('%i %s', (code, description, parameters, meaning) => {
    const failure = sendFailure(refusal(code, description, parameters));
    expect(failure).toMatchObject(meaning);
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('private');
  });

  test('no answer is an error like any other, and names no address', () => {
    const cause = new Error('request to https://api.telegram.org/bot1:SECRET/getMe failed');
    const error = new HttpError('Network request for getMe failed', cause);
    expect(sendFailure(error)).toEqual(new Error('Telegram did not answer'));
    expect(sendFailure(error).cause).toBeUndefined();
    expect(describeFailure(error)).toBe('Telegram did not answer');
  });
});

test('a second chat refused within the pause of a first makes it the platform’s', () => {
  let time = 0;
  const flood = createFlood(() => new Date(time));
  expect(flood.scope('a', 1000)).toBe('chat');
  expect(flood.scope('a', 1000)).toBe('chat');
  expect(flood.scope('b', 1000)).toBe('platform');
  time = 2000;
  expect(flood.scope('b', 1000)).toBe('chat');
});
