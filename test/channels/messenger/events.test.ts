import { describe, expect, test } from 'vitest';
import { Inbound } from '../../../src/channels/inbound.ts';
import { GET_STARTED, MARK, readEvent } from '../../../src/channels/messenger/events.ts';
import { APP_ID, echoOf, eventFrom, messageFrom, PSID } from './fake-messenger.ts';

const parts = {
  appId: APP_ID,
  isOurs: (ref: string) => ref.startsWith('HP-'),
  handsBack: (text: string) => text === 'back to you',
};
const read = (event: unknown, given: Partial<typeof parts> | { appId: undefined } = {}) =>
  readEvent(event, { ...parts, ...given });

/** What is in an event's messages besides the person and the time, which are the same. */
function contents(event: { timestamp: number }, given?: Parameters<typeof read>[1]) {
  return read(event, given).messages.map((message) => {
    const { channel, person, at, eventId, ...content } = Inbound.parse(message);
    expect({ channel, person, at }).toEqual({
      channel: 'messenger',
      person: PSID,
      at: new Date(event.timestamp),
    });
    expect(eventId).not.toBe('');
    return content;
  });
}

const message = (given: object) => messageFrom(PSID, given);
const attached = (type: string, payload: object | null = { url: 'https://cdn.example/x' }) => ({
  attachments: [{ type, payload }],
});

describe('messages', () => {
  test.each<[string, object, object[]]>([
    ['a text', { text: 'id.vn?' }, [{ text: 'id.vn?' }]],
    [
      'our quick reply',
      { text: 'Có', quick_reply: { payload: 'hp:a:x=yes' } },
      [{ tap: 'a:x=yes' }],
    ],
    ['another app’s', { text: 'Có', quick_reply: { payload: 'YES' } }, [{ text: 'Có' }]],
    ['an empty tap', { text: 'Có', quick_reply: { payload: 'hp:' } }, [{ text: 'Có' }]],
    ['an image', attached('image'), [{ attachment: { kind: 'image' } }]],
    [
      'an image with words',
      { ...attached('image'), text: 'đây ạ' },
      [{ attachment: { kind: 'image' } }, { text: 'đây ạ' }],
    ],
    ['a voice', attached('audio'), [{ attachment: { kind: 'audio' } }]],
    ['a video', attached('video'), [{ attachment: { kind: 'video' } }]],
    ['a reel', attached('ig_reel'), [{ attachment: { kind: 'video' } }]],
    ['a file', attached('file'), [{ attachment: { kind: 'file' } }]],
    ['a place', attached('location'), [{ attachment: { kind: 'location' } }]],
    [
      'a sticker',
      attached('sticker', { sticker_id: 369239263222822 }),
      [{ attachment: { kind: 'sticker' } }],
    ],
    [
      'the thumb, of old',
      attached('image', { sticker_id: 369239263222822 }),
      [{ attachment: { kind: 'sticker' } }],
    ],
    [
      'a shared link',
      { ...attached('fallback', null), text: 'xem https://a.vn' },
      [{ text: 'xem https://a.vn' }],
    ],
    ['a shared post', attached('post'), [{ attachment: { kind: 'other' } }]],
    ['nothing at all', {}, [{ attachment: { kind: 'other' } }]],
    ['blanks', { text: ' \n' }, [{ attachment: { kind: 'other' } }]],
    [
      'our link’s first message',
      { text: 'a', referral: { ref: 'HP-7K2Q' } },
      [{ text: 'a', source: 'HP-7K2Q' }],
    ],
  ])('%s', (_, given, expected) => {
    expect(contents(message(given))).toEqual(expected);
  });

  test('are named by their mid, two of one event apart', () => {
    const { messages } = read(message({ mid: 'm_x', ...attached('image'), text: 'a' }));
    expect(messages.map(({ eventId }) => eventId)).toEqual(['m_x', 'm_x#text']);
  });

  test('longer than we keep are cut, not lost', () => {
    expect(contents(message({ text: 'a'.repeat(20_000) }))).toEqual([{ text: 'a'.repeat(10_000) }]);
  });
});

describe('postbacks and referrals', () => {
  const postback = (given: object) => eventFrom(PSID, { postback: { title: 'x', ...given } });
  const referral = { ref: 'HP-7K2Q', source: 'SHORTLINK', type: 'OPEN_THREAD' };

  test.each<[string, object, object[]]>([
    ['our menu', postback({ payload: 'hp:flow:welcome' }), [{ tap: 'flow:welcome' }]],
    ['get started', postback({ payload: GET_STARTED }), [{ text: '/start' }]],
    [
      'get started by our link',
      postback({ payload: GET_STARTED, referral }),
      [{ text: '/start', source: 'HP-7K2Q' }],
    ],
    [
      'another tool’s get started by our link',
      postback({ payload: 'WELCOME', referral }),
      [{ text: '/start', source: 'HP-7K2Q' }],
    ],
    ['by another’s link', postback({ payload: 'WELCOME', referral: { ref: 'sale' } }), []],
    ['another app’s button', postback({ payload: 'TRASH_DAYS' }), []],
    ['our link, again', eventFrom(PSID, { referral }), [{ text: '/start', source: 'HP-7K2Q' }]],
    ['another’s link', eventFrom(PSID, { referral: { ref: 'sale', source: 'ADS' } }), []],
    ['an advertisement', eventFrom(PSID, { referral: { source: 'ADS', ad_id: '1' } }), []],
  ])('%s', (_, event, expected) => {
    expect(contents(event as { timestamp: number })).toEqual(expected);
  });

  test('the same one sent again has the same name, another press another', () => {
    const press = postback({ payload: 'hp:flow:menu' });
    const named = (event: unknown) => read(event).messages[0]!.eventId;
    expect(named(structuredClone(press))).toBe(named(press));
    expect(named({ ...press, timestamp: press.timestamp + 1 })).not.toBe(named(press));
    expect(named(postback({ payload: 'hp:flow:menu', mid: 'm_p' }))).toBe('m_p');
  });
});

describe('who else speaks', () => {
  test.each<[string, object]>([
    ['an officer in the page’s inbox', { app_id: '263902037430900' }],
    ['an app of old, by number', { app_id: 263902037430900 }],
    ['nobody named', {}],
  ])('%s silences us', (_, given) => {
    expect(contents(echoOf(PSID, given))).toEqual([{ signal: 'officer' }]);
  });

  test('an officer’s words hand the conversation back', () => {
    const signal = 'handed-back';
    const text = 'back to you';
    expect(contents(echoOf(PSID, { text }))).toEqual([{ signal }]);
    expect(contents(messageFrom(PSID, { text }))).toEqual([{ text }]);
    expect(contents(echoOf(PSID, { text, app_id: APP_ID }))).toEqual([]);
  });

  test.each<[string, object, object]>([
    ['by our app', { app_id: APP_ID }, {}],
    ['by our app, by number', { app_id: Number(APP_ID) }, {}],
    [
      'by its mark, where we do not know our app',
      { app_id: '9', metadata: MARK },
      { appId: undefined },
    ],
  ])('our own echo does not: %s', (_, given, known) => {
    expect(read(echoOf(PSID, given), known)).toEqual({ name: 'echo', messages: [] });
  });

  const control = (name: string, owner: unknown) =>
    eventFrom(PSID, { [name]: { new_owner_app_id: owner, metadata: 'x' } });

  test.each<[string, object, object, string]>([
    ['given to us', control('pass_thread_control', APP_ID), {}, 'released'],
    ['given to another', control('pass_thread_control', '9'), {}, 'officer'],
    ['taken by another', control('take_thread_control', '9'), {}, 'officer'],
    ['taken back for us', control('take_thread_control', APP_ID), {}, 'released'],
    ['given, of old', control('pass_thread_control', '9'), { appId: undefined }, 'released'],
    ['taken, of old', control('take_thread_control', null), {}, 'officer'],
  ])('the conversation is %s', (_, event, known, signal) => {
    expect(contents(event as { timestamp: number }, known)).toEqual([{ signal }]);
  });
});

test.each(['delivery', 'read', 'reaction', 'message_edit', 'optin', 'app_roles'])(
  '%s concerns nobody',
  (name) => {
    expect(read({ [name]: { watermark: 1 } })).toEqual({ name, messages: [] });
  },
);

test('what is not known is named so, what has no shape throws', () => {
  expect(read(eventFrom(PSID, { novelty: {} }))).toEqual({ name: 'other', messages: [] });
  for (const broken of [
    null,
    'x',
    {},
    { message: {} },
    message({ mid: 7 }),
    { ...message({}), timestamp: -1 },
  ]) {
    expect(() => read(broken)).toThrow();
  }
});
