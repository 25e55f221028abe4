import { expect, test } from 'vitest';
import { zaloError } from '../../../src/channels/zalo/errors.ts';

const later = { kind: 'retry-later', afterMs: undefined };
const renew = { kind: 'refresh-and-retry' };
const person = { kind: 'permanent-for-this-person' };
const operator = { kind: 'needs-an-operator' };

/** Every code of the official table (A2 of the notes). */
test.each<[number, string, object]>([
  [-32, 'rate', { kind: 'retry-later', afterMs: 5000, scope: 'platform' }],
  [-100, 'attachment expired', operator],
  [-200, 'send failed', later],
  [-201, 'bad param', operator],
  [-204, 'OA disabled', operator],
  [-205, 'OA unknown', operator],
  [-209, 'app not activated', operator],
  [-210, 'param over limit', operator],
  [-211, 'out of quota', operator],
  [-212, 'app not registered for API', operator],
  [-213, 'not following', person],
  [-214, 'article processing', operator],
  [-216, 'token invalid', renew],
  [-217, 'invite blocked', person],
  [-218, 'receiver limit', person],
  [-219, 'app removed or disabled', operator],
  [-220, 'token expired', renew],
  [-221, 'OA unverified', operator],
  [-223, 'OA has not authorised', operator],
  [-224, 'needs package', operator],
  [-227, 'user banned or inactive for 45 days', person],
  [-230, 'no interaction in 7 days', person],
  [-232, 'no interaction, or expired', person],
  [-233, 'type unsupported', operator],
  [-234, 'night', { kind: 'retry-later', afterMs: 3_600_000, scope: 'chat' }],
  [-235, 'OA type unsupported', operator],
  [-237, 'group assets', operator],
  [-238, 'group assets', operator],
  [-240, 'v2 closed, use v3', operator],
  [-241, 'group assets', operator],
  [-242, 'bad appsecret_proof', operator],
  [-244, 'user restricts type', person],
  [-248, 'policy', operator],
  [-249, 'template not by UID', operator],
  [-320, 'ZCA missing', operator],
  [-321, 'ZCA out of money', operator],
  [-403, 'not in group', operator],
  [-1340, 'form', operator],
  [-1341, 'form', operator],
  // Of tomorrow: Zalo answered, so this is no outage.
  [-98765, 'unknown', { kind: 'retry-later', afterMs: 5000, scope: 'chat' }],
])('%i, %s', (code, message, meaning) => {
  expect(zaloError(code, message)).toMatchObject(meaning);
});

test('the words are short', () => {
  expect(zaloError(-201, 'x'.repeat(500)).message).toBe(`Zalo -201: ${'x'.repeat(120)}`);
});
