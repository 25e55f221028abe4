import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelContext } from '../../../src/channels/channel.ts';
import { render } from '../../../src/channels/render.ts';
import { createZaloBotClient } from '../../../src/channels/zalo-bot/client.ts';
import type { ZaloBotSettings } from '../../../src/channels/zalo-bot/settings.ts';
import { createZaloBot } from '../../../src/channels/zalo-bot/zalo-bot.ts';
import {
  type Failure,
  type FakeZaloBotApi,
  fakeZaloBotApi,
  PERSON,
  TOKEN,
  update,
  wrapped,
} from './fake-zalo-bot-api.ts';
import { house, settingsFor } from './house.ts';

let api: FakeZaloBotApi;
let server: Server | undefined;

beforeEach(async () => {
  api = await fakeZaloBotApi();
});

afterEach(async () => {
  server?.close();
  await api.close();
});

function zaloBot(given: Partial<ChannelContext> = {}, settings: Partial<ZaloBotSettings> = {}) {
  const { context, taken } = house(given);
  return { channel: createZaloBot(settingsFor(api.url, settings), context), taken, context };
}

/** The channel behind a server, its webhook registered; `deliver` posts as Zalo does. */
async function listening(
  given: Partial<ChannelContext> = {},
  settings: Partial<ZaloBotSettings> = {},
) {
  const made = zaloBot(given, settings);
  await made.channel.register!();
  server = createServer(express().use(made.channel.router!)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { pathname } = new URL(api.webhook());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
  const counted = (name: string) =>
    made.context.metrics
      .metrics()
      .filter((counter) => counter.name === name)
      .map(({ labels }) => labels);
  const deliver = (body: unknown, secret?: string) => api.deliver(url, body, secret);
  return { ...made, deliver, counted };
}

describe('the webhook', () => {
  test('takes the same message in once, wrapped or bare, in whatever order it comes', async () => {
    const { deliver, taken } = await listening();
    const [one, two] = [update('text', { text: 'một' }), update('text', { text: 'hai' })];
    for (const body of [two, wrapped(one), wrapped(two), one]) {
      expect(await deliver(body)).toBe(200);
    }
    expect(taken.map(({ text }) => text)).toEqual(['hai', 'một']);
  });

  test('is told 503 when nothing could be stored', async () => {
    const { deliver } = await listening({ accept: () => Promise.reject(new Error('away')) });
    expect(await deliver(update('text', { text: 'a' }))).toBe(503);
  });

  test.each([
    ['another secret', update('text', { text: 'a' }), 'another-secret', 401, 'unsigned'],
    ['no secret', update('text', { text: 'a' }), '', 401, 'unsigned'],
    ['no JSON', '{"event_name":', undefined, 400, 'malformed'],
    ['no update', { hello: 1 }, undefined, 200, 'unknown'],
    ['a broken message', { ...update('text'), message: 7 }, undefined, 200, 'unknown'],
    ['last week’s', update('text', { text: 'a', date: 1.7e12 }), undefined, 200, 'replayed'],
    ['a large body', 'x'.repeat(300_000), undefined, 413, 'oversized'],
  ])('changes nothing for %s', async (_, body, secret, status, reason) => {
    const { deliver, taken, counted } = await listening();
    expect(await deliver(body, secret)).toBe(status);
    expect(taken).toEqual([]);
    expect(counted('webhook_refused')).toEqual([{ channel: 'zalo-bot', reason }]);
  });

  test('counts what it got by name, also where nobody can be answered', async () => {
    const { deliver, taken, counted } = await listening();
    const { event_name } = update('unsupported');
    for (const body of [update('unsupported'), wrapped({ event_name }), update('karaoke')]) {
      expect(await deliver(body)).toBe(200);
    }
    expect(taken.map(({ attachment }) => attachment?.kind)).toEqual(['withheld', 'other']);
    expect(counted('zalo_bot_events')).toEqual([
      { event: event_name, about: 'person' },
      { event: event_name, about: 'nobody' },
      { event: 'other', about: 'person' },
    ]);
  });

  test('believes the secret that was set, and else one of its own that is not the token', async () => {
    const set = await listening({}, { webhookSecret: 'sixteen-letters-or-more' });
    expect(await set.deliver(update('text', { text: 'a' }), 'sixteen-letters-or-more')).toBe(200);
    server?.close();
    await listening();
    expect(api.secret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(TOKEN).not.toContain(api.secret());
  });

  test('takes no updates where it is not public', () => {
    expect(zaloBot({ publicUrl: 'http://127.0.0.1:3000' }).channel.router).toBeUndefined();
  });
});

describe('sending', () => {
  const words = { choose: 'Chọn:', chooseAlso: 'Hoặc nhắn số:' };
  const plain = { text: 'a', buttons: [] };

  test('writes choices as numbers and the link out', async () => {
    const { channel } = zaloBot();
    const [message] = render(
      {
        text: 'Chọn một việc:',
        buttons: [
          { label: 'Kiểm tra id.vn', payload: 'flow:id-vn' },
          { label: 'Tất cả', payload: 'flow:menu' },
        ],
        link: { name: 'x', label: 'Mở trang', url: 'https://tro-ly.example.vn/r/1', host: 'x.vn' },
      },
      channel.capabilities,
      words,
    );
    expect(await channel.send(PERSON, message!, 'k')).toEqual({ deliveredId: 'm1' });
    expect(api.called('sendMessage')).toEqual([
      {
        chat_id: PERSON,
        text: 'Chọn một việc:\n\nMở trang (x.vn): https://tro-ly.example.vn/r/1\n\nChọn:\n1. Kiểm tra id.vn\n2. Tất cả',
      },
    ]);
  });

  test('shows that it is writing', async () => {
    await zaloBot().channel.typing!(PERSON);
    expect(api.called('sendChatAction')).toEqual([{ chat_id: PERSON, action: 'typing' }]);
  });

  test.each<[Failure, object]>([
    [
      { code: 429, description: 'Quota exceeded', retryAfter: 7 },
      { kind: 'retry-later', afterMs: 7000, scope: 'platform' },
    ],
    [{ code: 429, description: 'Quota exceeded', http: 200 }, { afterMs: 30_000 }],
    [{ code: 401, description: 'Unauthorized', http: 200 }, { kind: 'needs-an-operator' }],
    [{ code: 403, description: 'Forbidden' }, { kind: 'permanent-for-this-person' }],
    [{ code: 500, description: 'Internal Server Error' }, { kind: 'retry-later' }],
    ['garbage', { message: 'Zalo Bot answered 502 in an unknown form' }],
    ['hang-up', { message: 'Zalo Bot did not answer' }],
  ])('tells what %j means, and the token to nobody', async (failure, meaning) => {
    const { channel } = zaloBot();
    api.fail('sendMessage', failure);
    const error = await channel.send(PERSON, plain, 'k').catch((thrown) => thrown);
    expect(error).toMatchObject(meaning);
    expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain('FakeFake');
    expect(await channel.send(PERSON, plain, 'k')).toEqual({ deliveredId: 'm1' });
  });

  test('does not go out once it was given up, and is taken back in the middle', async () => {
    const { channel } = zaloBot();
    await expect(channel.send(PERSON, plain, 'k', AbortSignal.abort())).rejects.toThrow();
    expect(api.called('sendMessage')).toEqual([]);
    api.fail('sendMessage', { slowMs: 3000 });
    const began = performance.now();
    await expect(channel.send(PERSON, plain, 'k', AbortSignal.timeout(50))).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test('does not wait for ever', async () => {
    const client = createZaloBotClient({ apiRoot: api.url, token: TOKEN });
    api.fail('sendMessage', { slowMs: 1000 });
    const began = performance.now();
    const call = client.call('sendMessage', { chat_id: PERSON, text: 'a' }, { timeoutMs: 50 });
    await expect(call).rejects.toThrow('Zalo Bot did not answer');
    expect(performance.now() - began).toBeLessThan(900);
  });
});

describe('the operator', () => {
  test('registers the webhook', async () => {
    const { channel } = zaloBot();
    const bot = 'bot "bot.tro-ly-vn"';
    expect(await channel.check!()).toEqual({ ok: true, message: `${bot}, webhook not set` });
    const url = 'https://tro-ly.example.vn/webhooks/zalo-bot';
    expect(await channel.register!()).toEqual({ ok: true, message: `webhook set: ${url}` });
    expect(api.called('setWebhook')).toEqual([{ url, secret_token: expect.any(String) }]);
    expect(await channel.check!()).toEqual({ ok: true, message: `${bot}, webhook set` });
  });

  test('need not: a start sets the webhook when it is another', async () => {
    api.setWebhook('https://old.example.vn');
    await zaloBot().channel.start!();
    await zaloBot().channel.start!();
    expect(api.called('setWebhook')).toHaveLength(1);
    expect(api.webhook()).toBe('https://tro-ly.example.vn/webhooks/zalo-bot');
  });

  test('hears that a token is not valid, without reading it', async () => {
    const { channel } = zaloBot({}, { token: '1:not-a-token-of-this-bot-api' });
    const message = 'the token is not valid: 401 Unauthorized';
    expect(await channel.check!()).toEqual({ ok: false, message });
    expect(await channel.register!()).toEqual({ ok: false, message });
  });

  test('hears that updates are polled', async () => {
    const { channel } = zaloBot({ publicUrl: 'http://127.0.0.1:3000' });
    const polled = { ok: true, message: expect.stringContaining('PUBLIC_URL') };
    expect(await channel.check!()).toEqual(polled);
    expect(await channel.register!()).toEqual(polled);
    expect(api.webhook()).toBe('');
  });

  test('hears that Zalo is away', async () => {
    const { channel } = zaloBot({}, { apiRoot: 'http://127.0.0.1:1' });
    expect(await channel.check!()).toEqual({ ok: false, message: 'Zalo Bot did not answer' });
  });
});
