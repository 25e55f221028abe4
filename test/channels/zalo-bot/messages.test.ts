import { describe, expect, test } from 'vitest';
import { Inbound } from '../../../src/channels/inbound.ts';
import { readEvent } from '../../../src/channels/zalo-bot/messages.ts';
import { readUpdate } from '../../../src/channels/zalo-bot/update.ts';
import { PERSON, update, wrapped } from './fake-zalo-bot-api.ts';

const NOW = new Date('2026-11-22T05:00:30Z');

const read = (body: unknown) => readEvent(readUpdate(body), NOW);
const said = (body: unknown) =>
  read(body).messages.map((message) => {
    const { text, attachment } = Inbound.parse(message);
    return text ?? attachment?.kind;
  });

describe('the recorded shapes', () => {
  test('a text as the documentation prints it', () => {
    const body = {
      ok: true,
      result: {
        message: {
          from: { id: '6ede9afa66b88fe6d6a9', display_name: 'Ted', is_bot: false },
          chat: { id: '6ede9afa66b88fe6d6a9', chat_type: 'PRIVATE' },
          text: 'Xin chào',
          message_id: '2d758cb5e222177a4e35',
          date: 1750316131602,
        },
        event_name: 'message.text.received',
      },
    };
    const message = {
      channel: 'zalo-bot',
      person: '6ede9afa66b88fe6d6a9',
      eventId: '2d758cb5e222177a4e35',
      at: new Date(1750316131602),
      text: 'Xin chào',
    };
    expect(read(body)).toEqual({ about: 'person', strange: false, messages: [message] });
    expect(read(body.result)).toEqual(read(body));
  });

  test.each<[string, object, (string | undefined)[]]>([
    ['text', { text: 'em sinh 2005' }, ['em sinh 2005']],
    ['text', { text: ' ' }, ['other']],
    ['image', { photo: 'https://example.com/image.jpg' }, ['image']],
    ['image', { photo: 'https://example.com/image.jpg', caption: 'đây ạ' }, ['image', 'đây ạ']],
    ['image', { photo_url: 'https://x/1.jpg', message_type: 'CHAT_PHOTO' }, ['image']],
    ['image', { photo_url: 'https://x/1.jpg', caption: null }, ['image']],
    ['unsupported', { photo_url: 'https://x/1.jpg' }, ['image']],
    ['voice', { voice_url: 'https://x/1.aac', message_type: 'CHAT_VOICE' }, ['audio']],
    ['voice', {}, ['audio']],
    ['sticker', { sticker: 's42', url: 'https://x' }, ['sticker']],
    ['unsupported', {}, ['withheld']],
    ['unsupported', { text: 'nhưng có chữ' }, ['nhưng có chữ']],
  ])('%s %j', (what, more, expected) => {
    expect(said(update(what, more))).toEqual(expected);
    expect(said(wrapped(update(what, more)))).toEqual(expected);
  });

  test('a picture keeps its name whichever field it stands in, and its words have another', () => {
    const ids = [{ photo: 'a' }, { photo_url: 'a' }].map((field) =>
      read(update('image', { ...field, message_id: 'm', caption: 'x' })).messages.map(
        ({ eventId }) => eventId,
      ),
    );
    expect(ids).toEqual([
      ['m:image', 'm'],
      ['m:image', 'm'],
    ]);
  });

  test('seconds are read as seconds', () => {
    const [message] = read(update('text', { text: 'a', date: 1750316131 })).messages;
    expect(message?.at).toEqual(new Date(1750316131000));
  });
});

describe('what is not passed on', () => {
  const bare = (more: object) => ({ event_name: 'message.unsupported.received', ...more });

  test('is answered when it tells from whom it is, once in a minute', () => {
    const body = bare({ message: { from: { id: PERSON } } });
    const [message] = read(body).messages;
    expect(message).toMatchObject({ person: PERSON, at: NOW, attachment: { kind: 'withheld' } });
    const later = readEvent(readUpdate(body), new Date(NOW.getTime() + 20_000)).messages[0];
    expect(later?.eventId).toBe(message?.eventId);
    const next = readEvent(readUpdate(body), new Date(NOW.getTime() + 60_000)).messages[0];
    expect(next?.eventId).not.toBe(message?.eventId);
  });

  test.each([
    bare({}),
    bare({ message: null }),
    bare({ message: { from: {} } }),
    wrapped(bare({})),
  ])('is nobody’s without a person: %j', (body) => {
    expect(read(body)).toEqual({ about: 'nobody', messages: [], strange: false });
  });
});

test.each([
  ['a group', update('text', { text: 'a', chat: { id: 'g1', chat_type: 'GROUP' } })],
  ['a bot, which may be ours', update('text', { text: 'a', from: { id: 'b', is_bot: true } })],
])('nothing of %s is read', (_, body) => {
  expect(read(body)).toEqual({ about: 'none', messages: [], strange: false });
});

test('an event of another name is told, and answered if it is a message', () => {
  expect(read({ ...update('link'), event_name: 'message.link.received' })).toMatchObject({
    about: 'person',
    strange: true,
    messages: [{ attachment: { kind: 'other' } }],
  });
  expect(read({ ...update('x'), event_name: 'bot.removed' })).toEqual({
    about: 'none',
    strange: true,
    messages: [],
  });
  expect(said(update('constructor'))).toEqual(['other']);
});

test.each([undefined, null, 7, [], {}, { ok: true, result: [] }, { event_name: 'Xin chào' }])(
  '%j is no update',
  (body) => {
    expect(() => readUpdate(body)).toThrow('invalid');
  },
);
