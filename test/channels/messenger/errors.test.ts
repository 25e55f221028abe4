import { expect, test } from 'vitest';
import { graphError } from '../../../src/channels/messenger/errors.ts';

const person = { kind: 'permanent-for-this-person' };
const operator = { kind: 'needs-an-operator' };
const later = { kind: 'retry-later' };

test.each<[number, number | undefined, string, object]>([
  [10, 2018278, 'This message is sent outside of allowed window.', person],
  [10, 2018065, 'This message is sent outside of allowed window.', person],
  [10, 2018108, 'This Person Cannot Receive Messages', person],
  [
    10,
    2018300,
    'Message failed to send because another app is controlling this thread now.',
    person,
  ],
  [10, undefined, 'Application does not have permission for this action', operator],
  [200, 1545041, "This person isn't available right now.", person],
  [200, undefined, "This person isn't receiving messages from you right now.", person],
  [200, 2018028, 'Cannot message users who are not admins, developers or testers', operator],
  [200, undefined, 'Requires pages_messaging permission', operator],
  [551, 1545041, "This person isn't available right now.", person],
  [100, 2018001, 'No matching user found', person],
  [100, 33, 'Unsupported post request. Object does not exist', person],
  [100, undefined, 'Length of param message[text] must be less than or equal to 2000', operator],
  [105, undefined, 'param quick_replies has too many elements', operator],
  [190, 463, 'Error validating access token: Session has expired', operator],
  [230, undefined, 'Requires pages_messaging permission', operator],
  [368, undefined, 'The action attempted has been deemed abusive', operator],
  [
    613,
    undefined,
    'Calls to this API have exceeded the rate limit',
    { ...later, afterMs: 30_000, scope: 'chat' },
  ],
  [4, 2018022, 'Too many send requests', { ...later, afterMs: 30_000, scope: 'platform' }],
  [32, undefined, 'Page request limit reached', { ...later, afterMs: 30_000, scope: 'platform' }],
  [1200, undefined, 'Temporary send message failure.', { ...later, afterMs: undefined }],
  [1, 99, 'An unknown error occurred', { ...later, afterMs: undefined }],
  [2, undefined, 'Service temporarily unavailable', { ...later, afterMs: undefined }],
  // The platform answered, so this is no outage.
  [987654, undefined, 'A code of tomorrow', { ...later, afterMs: 5000, scope: 'chat' }],
])('%i/%s %s', (code, error_subcode, message, meaning) => {
  expect(graphError({ code, error_subcode, message })).toMatchObject(meaning);
});

test('what the platform calls passing is tried again', () => {
  for (const code of [100, 987654]) {
    const error = graphError({ code, message: 'x', is_transient: true });
    expect(error).toMatchObject({ ...later, afterMs: undefined });
  }
});

test('the wait that the platform names counts', () => {
  const failure = { code: 32, message: 'Page request limit reached' };
  expect(graphError(failure, { afterMs: 120_000 }).afterMs).toBe(120_000);
});

test('the words are short and hold no secret', () => {
  const message = `Malformed access token EAAToken ${'x'.repeat(500)}`;
  const error = graphError({ code: 190, message }, { secrets: ['EAAToken'] });
  expect(error.message).toMatch(/^Messenger 190: Malformed access token … x+$/);
  expect(error.message.length).toBeLessThan(200);
});
