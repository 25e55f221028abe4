import { expect, test } from 'vitest';
import { SendError } from '../../src/channels/send.ts';

test.each([
  ['retry-later', true],
  ['refresh-and-retry', true],
  ['permanent-for-this-person', false],
  ['needs-an-operator', false],
] as const)('%s is tried again: %s', (kind, retry) => {
  const error = new SendError('no', { kind });
  expect(error).toMatchObject({ kind, retry, scope: 'chat', attempted: true });
});

test('the short form', () => {
  expect(new SendError('no', { retry: true, afterMs: 5 })).toMatchObject({
    kind: 'retry-later',
    afterMs: 5,
  });
  expect(new SendError('no', { retry: false }).kind).toBe('permanent-for-this-person');
});
