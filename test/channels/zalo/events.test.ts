import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Inbound } from '../../../src/channels/inbound.ts';
import { accountOf, readEvent } from '../../../src/channels/zalo/events.ts';
import { personName, personNamed } from '../../../src/channels/zalo/person.ts';

const OA = '2197174064623873199';
const USER = '4339761418830368433';
const TEST = 'This is testing message';

/** A body as the developer console sends it. */
function body(event_name: string, message?: unknown, rest = {}) {
  return {
    app_id: '1163843031413526746',
    user_id_by_app: '2372735685249892743',
    event_name,
    timestamp: '1609984527175',
    sender: { id: USER },
    recipient: { id: OA },
    ...(message !== undefined && { message }),
    ...rest,
  };
}

const message = { msg_id: 'This is message id', text: TEST };
const withOne = (type: string, payload: object = { url: 'link' }) => ({
  ...message,
  attachments: [{ type, payload }],
});
const byOA = { sender: { id: OA }, recipient: { id: USER } };
const byOfficer = { ...byOA, sender: { id: OA, admin_id: '1' } };
const follower = {
  oa_id: OA,
  follower: { id: '24684588352919792' },
  user_id_by_app: '552172779717587730',
  event_name: 'follow',
  source: 'oa_profile',
  app_id: '36084652489903967',
  timestamp: '154397978274',
};

/** What it says, in short. */
function short(given: unknown): unknown[] {
  return readEvent(given).messages.map((given) => {
    const { text, tap, attachment, signal } = Inbound.parse(given);
    return text ?? tap ?? attachment?.kind ?? signal;
  });
}

describe('the recorded shapes', () => {
  test.each([
    [body('user_send_text', message), [TEST]],
    [body('user_send_text', { ...message, quote_msg_id: 'prior' }), [TEST]],
    [body('user_send_link', withOne('link')), [TEST]],
    [body('user_send_link', { ...withOne('link'), text: undefined }), ['other']],
    [body('user_send_sticker', withOne('sticker')), ['sticker']],
    [body('user_send_image', withOne('image')), ['image', TEST]],
    [body('user_send_gif', { ...withOne('gif'), text: '' }), ['image']],
    [body('user_send_audio', { ...withOne('audio'), text: undefined }), ['audio']],
    [body('user_send_video', { ...withOne('video'), text: ' ' }), ['video']],
    [body('user_send_file', { ...withOne('file'), text: undefined }), ['file']],
    [body('user_send_location', withOne('location')), ['location']],
    [body('user_send_business_card', withOne('link')), ['contact']],
    [body('anonymous_send_text', { ...message, conversation_id: 'c' }), [TEST]],
    [body('anonymous_send_sticker', { ...message, conversation_id: 'c' }), ['sticker']],
    [follower, ['/start']],
    [{ ...follower, event_name: 'unfollow' }, []],
    [
      { ...follower, follower: undefined, user_id: USER, event_name: 'user_click_chatnow' },
      ['/start'],
    ],
    [body('user_submit_info', undefined, { info: { name: 'N', phone: '84' } }), ['contact']],
    [body('user_withdraw'), ['withdrawn']],
    [body('oa_send_text', message, byOA), []],
    [body('oa_send_list', withOne('link'), byOA), []],
    [body('oa_send_text', message, byOfficer), ['officer']],
    [body('oa_send_file', withOne('file'), byOfficer), ['officer']],
    [body('oa_send_anonymous_text', { ...message, conversation_id: 'c' }, byOfficer), ['officer']],
    [body('user_received_message', { msg_id: '1' }, byOA), []],
    [body('user_seen_message', { msg_ids: ['1', '2'] }, byOA), []],
    [body('user_reacted_message', { msg_id: '1', react_icon: '/-heart' }), []],
    [body('add_user_to_tag', undefined, { tag: { user_ids: ['1'], name: 'a' } }), []],
    [body('user_send_group_text', message), []],
    [body('oa_send_consent', undefined, byOA), []],
  ])('%#: $event_name', (given, expected) => {
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

test('whatever is in a body, it is read or refused, and what is read can be checked', () => {
  const names = [
    'user_send_text',
    'user_send_image',
    'follow',
    'oa_send_text',
    'anonymous_send_text',
  ];
  const party = fc.oneof(fc.record({ id: fc.string(), admin_id: fc.string() }), fc.jsonValue());
  const event = fc.record(
    {
      event_name: fc.oneof(fc.constantFrom(...names), fc.string()),
      timestamp: fc.oneof(fc.nat().map(String), fc.jsonValue()),
      sender: party,
      recipient: party,
      follower: party,
      message: fc.oneof(fc.record({ msg_id: fc.string(), text: fc.string() }), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(event, (given) => {
      let messages: Inbound[];
      try {
        ({ messages } = readEvent(given));
      } catch {
        return;
      }
      for (const each of messages) {
        expect(Inbound.safeParse(each).error?.issues ?? []).toEqual([]);
      }
    }),
    { numRuns: 3000 },
  );
});
