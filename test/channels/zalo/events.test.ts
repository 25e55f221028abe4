import { describe, expect, test } from 'vitest';
import { Inbound } from '../../../src/channels/inbound.ts';
import { createHandsBack } from '../../../src/channels/keywords.ts';
import { accountOf, readEvent as read } from '../../../src/channels/zalo/events.ts';
import { personName, personNamed } from '../../../src/channels/zalo/person.ts';
import { loadChannelWords } from '../../../src/load.ts';
import { body, byOfficer, follower, message, OA, RECORDED } from './recorded.ts';

/** No officer hands anything back, but where that is the matter. */
const readEvent = (given: unknown, handsBack = (_text: string) => false) => read(given, handsBack);

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
    // Whose number, name or address it is does not get further than here.
    expect(JSON.stringify(readEvent(given).messages)).not.toMatch(
      /Nguyễn|900000000|Hải Phòng|20\.86|zdn/,
    );
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

test('an officer’s words hand the conversation back, nobody else’s', () => {
  const handsBack = createHandsBack(loadChannelWords());
  const written = (text: string, by: object = byOfficer, name = 'oa_send_text') =>
    readEvent(body(name, { ...message, text }, by), handsBack).messages[0];
  const signal = 'handed-back';
  expect(written('Mời anh/chị NHẮN TIẾP với trợ lý tự động ạ.')).toMatchObject({ signal });
  expect(written('moi bac nhan tiep voi tro ly nhe')).toMatchObject({ signal });
  expect(written('Em chuyển lại trợ lý ạ')).toMatchObject({ signal });
  expect(written('Bác nhắn tiếp cho em nhé')).toMatchObject({ signal: 'officer' });
  expect(written('nhắn tiếp với trợ lý', {}, 'user_send_text')).toHaveProperty('text');
  // What the assistant itself says of it is no such word.
  expect(handsBack(loadChannelWords().handedBack)).toBe(false);
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
