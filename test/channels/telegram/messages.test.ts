import { describe, expect, test } from 'vitest';
import { Inbound } from '../../../src/channels/inbound.ts';
import { messagesIn } from '../../../src/channels/telegram/messages.ts';
import { Update } from '../../../src/channels/telegram/update.ts';
import { loadTelegramWords } from '../../../src/channels/telegram/words.ts';
import { messageUpdate, pressUpdate } from './fake-bot-api.ts';

const now = () => new Date('2026-11-22T05:00:00Z');
const { commands } = loadTelegramWords();

/** What is said in an update, without who, when and the number of the event. */
const said = (update: unknown) =>
  messagesIn(Update.parse(update), { bot: '9', commands, now })
    .map((message) => Inbound.parse(message))
    .map(({ text, tap, attachment, source }) =>
      Object.fromEntries(
        Object.entries({ text, tap, attachment: attachment?.kind, source }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
    );

describe('words', () => {
  test.each<[string, object]>([
    ['em sinh 2005', { text: 'em sinh 2005' }],
    ['/start', { text: '/start' }],
    ['/start qr-UBND_01', { text: '/start', source: 'qr-UBND_01' }],
    ['/start@tro_ly_bot HP-7K2Q', { text: '/start', source: 'HP-7K2Q' }],
    [`/start ${'a'.repeat(64)}`, { text: '/start', source: 'a'.repeat(64) }],
    [`/start ${'a'.repeat(65)}`, { text: `/start` }],
    ['/start a b', { text: '/start' }],
    ['/menu', { text: 'menu' }],
    ['/Menu@tro_ly_bot', { text: 'menu' }],
    ['/xoa_du_lieu', { text: 'xóa dữ liệu của tôi' }],
    ['/menus', { text: '/menus' }],
    ['/unknown x', { text: '/unknown x' }],
    ['xem /menu', { text: 'xem /menu' }],
  ])('%s', (text, content) => {
    expect(said(messageUpdate({ text }))).toEqual([content]);
  });
});

describe('what is no words', () => {
  test.each<[object, object[]]>([
    [{ photo: [{ file_id: 'x' }] }, [{ attachment: 'image' }]],
    [{ photo: [{}], caption: 'đây ạ' }, [{ attachment: 'image' }, { text: 'đây ạ' }]],
    [{ document: { mime_type: 'image/png' } }, [{ attachment: 'image' }]],
    [{ document: { mime_type: 'application/pdf' } }, [{ attachment: 'file' }]],
    [{ document: {}, caption: 'giấy phép' }, [{ text: 'giấy phép' }]],
    [{ animation: {}, document: { mime_type: 'image/gif' } }, [{ attachment: 'video' }]],
    [{ voice: {} }, [{ attachment: 'audio' }]],
    [{ audio: {} }, [{ attachment: 'audio' }]],
    [{ video: {} }, [{ attachment: 'video' }]],
    [{ video_note: {} }, [{ attachment: 'video' }]],
    [{ sticker: { emoji: '👍' } }, [{ attachment: 'sticker' }]],
    [{ location: { latitude: 20.8, longitude: 106.6 } }, [{ attachment: 'location' }]],
    [{ venue: {}, location: {} }, [{ attachment: 'location' }]],
    [{ contact: { phone_number: '0' } }, [{ attachment: 'contact' }]],
    [{ poll: {} }, [{ attachment: 'other' }]],
    [{ pinned_message: {} }, []],
    [{ message_auto_delete_timer_changed: {} }, []],
  ])('%j', (content, expected) => {
    expect(said(messageUpdate(content))).toEqual(expected);
  });

  test('an album is one picture', () => {
    const pictures = [1, 2].map(() => messageUpdate({ photo: [{}], media_group_id: '14' }));
    const ids = pictures.flatMap((update) =>
      messagesIn(Update.parse(update), { bot: '9', commands, now }).map(({ eventId }) => eventId),
    );
    expect(ids).toEqual(['9:album-14:image', '9:album-14:image']);
  });
});

describe('nobody is answered', () => {
  test.each<[string, unknown]>([
    ['in a group', messageUpdate({ text: 'a', chat: { id: -5, type: 'group' } })],
    ['in a channel', messageUpdate({ text: 'a', chat: { id: -5, type: 'channel' } })],
    ['of the bots', messageUpdate({ text: 'a', from: { id: 1, is_bot: true } })],
    ['about an edit', { update_id: 1, edited_message: {} }],
    ['about a game', { update_id: 1, callback_query: { id: '1', game_short_name: 'g' } }],
  ])('%s', (_, update) => {
    expect(said(update)).toEqual([]);
  });

  test('for a press in a group', () => {
    const update = pressUpdate('flow:x', []);
    update.callback_query.message.chat = { id: -5, first_name: 'g', type: 'group' };
    expect(said(update)).toEqual([]);
  });
});

test('a press is of now, whenever its message was sent', () => {
  const [message] = messagesIn(Update.parse(pressUpdate('flow:x', [], 7)), {
    bot: '9',
    commands,
    now,
  });
  expect(message).toEqual({
    channel: 'telegram',
    person: '42',
    eventId: '9:7',
    at: now(),
    tap: 'flow:x',
  });
});
