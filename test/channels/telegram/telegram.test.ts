import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Channel, ChannelContext } from '../../../src/channels/channel.ts';
import { render } from '../../../src/channels/render.ts';
import { TELEGRAM } from '../../../src/channels/telegram/capabilities.ts';
import type { TelegramSettings } from '../../../src/channels/telegram/settings.ts';
import { createTelegram } from '../../../src/channels/telegram/telegram.ts';
import {
  type Failure,
  type FakeBotApi,
  fakeBotApi,
  messageUpdate,
  pressUpdate,
  TOKEN,
} from './fake-bot-api.ts';
import { house, settingsFor } from './house.ts';

let api: FakeBotApi;
let server: Server | undefined;

beforeEach(async () => {
  api = await fakeBotApi();
});

afterEach(async () => {
  server?.close();
  await api.close();
});

function telegram(
  given: Partial<ChannelContext> = {},
  settings: Partial<TelegramSettings> = {},
): { channel: Channel; taken: ReturnType<typeof house>['taken']; context: ChannelContext } {
  const { context, taken } = house(given);
  const channel = createTelegram(settingsFor(api.url, settings), context);
  return { channel, taken, context };
}

/** The channel behind a server, its webhook registered; `deliver` posts as Telegram does. */
async function listening(
  given: Partial<ChannelContext> = {},
  settings: Partial<TelegramSettings> = {},
) {
  const made = telegram(given, settings);
  await made.channel.register!();
  server = createServer(express().use(made.channel.router!)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { pathname } = new URL(api.webhook());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
  const refused = () =>
    made.context.metrics
      .metrics()
      .filter(({ name }) => name === 'webhook_refused')
      .map(({ labels }) => labels.reason);
  const deliver = (update: unknown, secret?: string) => api.deliver(url, update, secret);
  return { ...made, deliver, refused };
}

describe('the webhook', () => {
  test('takes a message in', async () => {
    const { deliver, taken } = await listening();
    const update = messageUpdate({ text: 'Có miễn phí không?' });
    expect(await deliver(update)).toBe(200);
    expect(taken).toEqual([
      {
        channel: 'telegram',
        person: '42',
        eventId: `123456:${update.update_id}`,
        at: new Date(update.message.date * 1000),
        text: 'Có miễn phí không?',
      },
    ]);
  });

  test('takes the same update in once, however often and late it comes', async () => {
    const { deliver, taken } = await listening();
    const [first, second] = [messageUpdate(), messageUpdate({ text: 'hai' })];
    for (const update of [second, first, second, first]) expect(await deliver(update)).toBe(200);
    expect(taken.map(({ text }) => text)).toEqual(['hai', 'xin chào']);
  });

  test('is told 503 when nothing could be stored', async () => {
    const { deliver } = await listening({ accept: () => Promise.reject(new Error('away')) });
    expect(await deliver(messageUpdate())).toBe(503);
  });

  test.each([
    ['another secret', messageUpdate(), 'another-secret-another', 401, 'unsigned'],
    ['no secret', messageUpdate(), '', 401, 'unsigned'],
    ['no JSON', '{"update_id":', undefined, 400, 'malformed'],
    ['no update', { hello: 1 }, undefined, 200, 'unknown'],
    ['a broken message', messageUpdate({ chat: 'x' }), undefined, 200, 'unknown'],
    [
      'an empty tap’s chat',
      { update_id: 1, callback_query: { id: 'a', message: {} } },
      undefined,
      200,
      'unknown',
    ],
    [
      'a message of last week',
      messageUpdate({ text: 'a', date: 1_700_000_000 }),
      undefined,
      200,
      'replayed',
    ],
    ['a large body', 'x'.repeat(300_000), undefined, 413, 'oversized'],
  ])('changes nothing for %s', async (_, update, secret, status, reason) => {
    const { deliver, taken, refused } = await listening();
    expect(await deliver(update, secret)).toBe(status);
    expect(taken).toEqual([]);
    expect(refused()).toEqual([reason]);
  });

  test('believes the secret that was set, and else one of its own that is not the token', async () => {
    const set = await listening({}, { webhookSecret: 'sixteen-letters-or-more' });
    expect(await set.deliver(messageUpdate(), 'sixteen-letters-or-more')).toBe(200);
    server?.close();
    await listening();
    const secret = api.called('setWebhook').at(-1).secret_token;
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(TOKEN).not.toContain(secret);
  });

  test('takes no updates where it is not public', () => {
    expect(telegram({ publicUrl: 'http://127.0.0.1:3000' }).channel.router).toBeUndefined();
  });
});

describe('a press', () => {
  const keyboard = [
    [{ text: 'Có', callback_data: 'a:x=yes' }],
    [{ text: 'Không', callback_data: 'a:x=no' }],
    [{ text: 'Mở trang', url: 'https://example.vn/r/1' }],
  ];

  test('is taken in, answered, and shown under the message', async () => {
    const { deliver, taken } = await listening();
    const update = pressUpdate('a:x=no', keyboard);
    expect(await deliver(update)).toBe(200);
    expect(taken).toMatchObject([{ person: '42', tap: 'a:x=no' }]);
    await vi.waitFor(() => expect(api.called('editMessageReplyMarkup')).toHaveLength(1));
    expect(api.called('answerCallbackQuery')).toEqual([
      { callback_query_id: update.callback_query.id },
    ]);
    expect(api.called('editMessageReplyMarkup')).toEqual([
      {
        chat_id: 42,
        message_id: 77,
        reply_markup: {
          inline_keyboard: [
            [{ text: 'Có', callback_data: 'a:x=yes' }],
            [{ text: '✓ Không', callback_data: 'a:x=no' }],
            [{ text: 'Mở trang', url: 'https://example.vn/r/1' }],
          ],
        },
      },
    ]);
  });

  test('counts although it could not be shown', async () => {
    api.fail('answerCallbackQuery', { code: 400, description: 'Bad Request: query is too old' });
    api.fail('editMessageReplyMarkup', 'hang-up');
    const { deliver, taken } = await listening();
    expect(await deliver(pressUpdate('a:x=no', keyboard))).toBe(200);
    await vi.waitFor(() => expect(api.called('editMessageReplyMarkup')).toHaveLength(1));
    expect(await deliver(messageUpdate())).toBe(200);
    expect(taken).toHaveLength(2);
  });
});

describe('sending', () => {
  const reply = {
    text: 'Chọn một việc:',
    buttons: [
      { label: 'Kiểm tra id.vn', payload: 'flow:id-vn' },
      { label: 'Tất cả', payload: 'a:'.padEnd(40, 'ộ') },
    ],
    link: { name: 'x', label: 'Mở trang', url: 'https://tro-ly.example.vn/r/1', host: 'x.vn' },
  };
  const words = { choose: 'Chọn:', chooseAlso: 'Hoặc nhắn số:' };

  test('puts choices within 64 bytes and the link under the text, and numbers the rest', async () => {
    const { channel } = telegram();
    const [message] = render(reply, channel.capabilities, words);
    expect(await channel.send('42', message!, 'k')).toEqual({ deliveredId: '101' });
    expect(api.called('sendMessage')).toEqual([
      {
        chat_id: '42',
        text: 'Chọn một việc:\n\nMở trang: x.vn\n\nHoặc nhắn số:\n2. Tất cả',
        link_preview_options: { is_disabled: true },
        reply_markup: {
          inline_keyboard: [
            [{ text: 'Kiểm tra id.vn', callback_data: 'flow:id-vn' }],
            [{ text: 'Mở trang', url: 'https://tro-ly.example.vn/r/1' }],
          ],
        },
      },
    ]);
  });

  test('writes links out where Telegram would refuse a button to them', async () => {
    const { channel } = telegram({ publicUrl: 'http://127.0.0.1:3000' });
    const local = {
      ...reply,
      buttons: [],
      link: { ...reply.link, url: 'http://127.0.0.1:3000/r/1' },
    };
    const [message] = render(local, channel.capabilities, words);
    await channel.send('42', message!, 'k');
    const { text, reply_markup } = api.called('sendMessage')[0];
    expect(text).toContain('http://127.0.0.1:3000/r/1');
    expect(reply_markup).toBeUndefined();
    expect(telegram().channel.capabilities).toEqual(TELEGRAM);
  });

  test.each<[Failure, object]>([
    [
      { code: 429, description: 'Too Many Requests', retryAfter: 7 },
      { kind: 'retry-later', afterMs: 7000, scope: 'chat' },
    ],
    [
      { code: 403, description: 'Forbidden: bot was blocked by the user' },
      { kind: 'permanent-for-this-person' },
    ],
    [
      { code: 400, description: 'Bad Request: chat not found' },
      { kind: 'permanent-for-this-person' },
    ],
    [{ code: 401, description: 'Unauthorized' }, { kind: 'needs-an-operator' }],
    [{ code: 500, description: 'Internal Server Error' }, { kind: 'retry-later' }],
  ])('tells what %j means', async (failure, meaning) => {
    const { channel } = telegram();
    api.fail('sendMessage', failure);
    const message = { text: 'a', buttons: [] };
    await expect(channel.send('42', message, 'k')).rejects.toMatchObject(meaning);
    expect(await channel.send('42', message, 'k')).toEqual({ deliveredId: '101' });
  });

  test.each<Failure>(['garbage', 'hang-up'])(
    'is tried again after %s, without the token in the words',
    async (failure) => {
      const { channel } = telegram();
      api.fail('sendMessage', failure);
      const error = await channel.send('42', { text: 'a', buttons: [] }, 'k').catch((e) => e);
      expect(error.name).toBe('Error');
      expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain('FakeFake');
    },
  );

  test('does not go out once it was given up, and is taken back in the middle', async () => {
    const { channel } = telegram();
    const message = { text: 'a', buttons: [] };
    await expect(channel.send('42', message, 'k', AbortSignal.abort())).rejects.toThrow();
    expect(api.called('sendMessage')).toEqual([]);
    api.fail('sendMessage', { slowMs: 3000 });
    const began = performance.now();
    await expect(channel.send('42', message, 'k', AbortSignal.timeout(50))).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test('waits as a whole when a second chat is refused in the pause of a first', async () => {
    const { channel } = telegram();
    const flood = { code: 429, description: 'Too Many Requests', retryAfter: 7 };
    api.fail('sendMessage', flood, flood);
    const message = { text: 'a', buttons: [] };
    await expect(channel.send('1', message, 'k')).rejects.toMatchObject({ scope: 'chat' });
    await expect(channel.send('2', message, 'l')).rejects.toMatchObject({ scope: 'platform' });
  });
});

test('a person who waits sees that an answer is being written', async () => {
  await telegram().channel.typing!('42');
  expect(api.called('sendChatAction')).toEqual([{ chat_id: '42', action: 'typing' }]);
});
