import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelContext } from '../../../src/channels/channel.ts';
import type { TelegramSettings } from '../../../src/channels/telegram/settings.ts';
import { createTelegram } from '../../../src/channels/telegram/telegram.ts';
import { type FakeBotApi, fakeBotApi } from './fake-bot-api.ts';
import { house, settingsFor } from './house.ts';

let api: FakeBotApi;

beforeEach(async () => {
  api = await fakeBotApi();
});

afterEach(() => api.close());

function telegram(given: Partial<ChannelContext> = {}, settings: Partial<TelegramSettings> = {}) {
  return { channel: createTelegram(settingsFor(api.url, settings), house(given).context) };
}

describe('the operator', () => {
  test('registers webhook and commands', async () => {
    const { channel } = telegram();
    expect(await channel.check!()).toMatchObject({ ok: false });
    expect(await channel.register!()).toMatchObject({ ok: true });
    expect(api.called('setWebhook')).toEqual([
      {
        url: 'https://tro-ly.example.vn/webhooks/telegram',
        secret_token: expect.any(String),
        allowed_updates: ['message', 'callback_query'],
      },
    ]);
    const { commands } = api.called('setMyCommands')[0];
    expect(commands[1]).toEqual({ command: 'menu', description: 'Mở bảng chọn' });
    expect(await channel.check!()).toEqual({
      ok: true,
      message: 'bot @tro_ly_bot, webhook set, 0 updates wait',
    });
  });

  test('need not: a start sets the webhook when it is another', async () => {
    await telegram().channel.start!();
    await telegram().channel.start!();
    expect(api.called('setWebhook')).toHaveLength(1);
    expect(api.called('setMyCommands')).toHaveLength(1);
  });

  test('hears that a token is not valid, without reading it', async () => {
    const { channel } = telegram({}, { token: '1:not-a-token-of-this-bot-api' });
    expect(await channel.check!()).toEqual({
      ok: false,
      message: 'the token is not valid: 401 Unauthorized',
    });
    expect((await channel.register!()).ok).toBe(false);
  });

  test('hears that updates are polled', async () => {
    const { channel } = telegram({ publicUrl: 'http://127.0.0.1:3000' });
    expect(await channel.check!()).toMatchObject({
      ok: true,
      message: expect.stringContaining('PUBLIC_URL'),
    });
    expect(await channel.register!()).toMatchObject({ ok: true });
    expect(api.webhook()).toBe('');
  });

  test('hears that Telegram is away', async () => {
    const { channel } = telegram({}, { apiRoot: 'http://127.0.0.1:1' });
    expect(await channel.check!()).toEqual({ ok: false, message: 'Telegram did not answer' });
  });
});
