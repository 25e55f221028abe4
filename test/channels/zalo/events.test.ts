import { describe, expect, test } from 'vitest';
import { Inbound } from '../../../src/channels/inbound.ts';
import { accountOf, readEvent } from '../../../src/channels/zalo/events.ts';
import { personName, personNamed } from '../../../src/channels/zalo/person.ts';
import { body, byOfficer, follower, message, OA, RECORDED } from './recorded.ts';

/** What it says, in short. */
function short(given: unknown): unknown[] {
  return readEvent(given).messages.map((given) => {
    const { text, tap, attachment, signal } = Inbound.parse(given);
    return text ?? tap ?? attachment?.kind ?? signal;
  });
}

describe('the recorded shapes', () => {
  test.each(RECORDED)('%#: $0.event_name', (given, expected) => {
    expect(short(given)).toEqual(expected);
    expect(readEvent(given).strange).toBe(false);
    expect(accountOf(readEvent(given).event)).toBe(OA);
  });

  test('a name that nobody knows', () => {
    expect(readEvent(body('user_flew_away')).strange).toBe(true);
  });

  test.each([
    [{}],
    [null],
    [[]],
    [body('Ha!')],
    [body('user_send_text', message, { sender: { id: 2372735685 } })],
    [body('user_send_text', message, { sender: undefined })],
    [body('user_send_text', message, { timestamp: 'now' })],
    [body('anonymous_send_text', message)],
  ])('no such shape: %j', (given) => {
    expect(() => readEvent(given)).toThrow();
  });
});

test('the same event has the same name, another one another', () => {
  const idOf = (given: unknown) => readEvent(given).messages[0]?.eventId;
  expect(idOf(body('user_withdraw'))).toBe(idOf(body('user_withdraw')));
  const ids = [
    body('user_withdraw'),
    body('user_withdraw', undefined, { timestamp: '1609984527176' }),
    body('user_submit_info'),
    body('user_send_text', message),
    body('oa_send_text', message, byOfficer),
    follower,
  ].map(idOf);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a button is told from words by its mark', () => {
  const said = (text: string) =>
    readEvent(body('user_send_text', { ...message, text })).messages[0];
  expect(said('#hp:flow:menu')).toMatchObject({ tap: 'flow:menu' });
  expect(said('#hp:')).toMatchObject({ text: '#hp:' });
  expect(said('hỏi #hp:flow:menu')).toMatchObject({ text: 'hỏi #hp:flow:menu' });
});

test.each([
  [{ userId: '1' }, '1'],
  [{ anonymousId: 'a', conversationId: 'b:c' }, 'anonymous:a:b:c'],
])('%j is called %s', (person, name) => {
  expect(personName(person)).toBe(name);
  expect(personNamed(name)).toEqual(person);
});
