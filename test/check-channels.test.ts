import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../src/database/open.ts';
import {
  APP_ID,
  APP_SECRET,
  fakeMessenger,
  PAGE_ID,
  PAGE_TOKEN,
  VERIFY_TOKEN,
} from './channels/messenger/fake-messenger.ts';
import { fakeBotApi, TOKEN } from './channels/telegram/fake-bot-api.ts';
import { fakeZaloBotApi, TOKEN as ZALO_BOT_TOKEN } from './channels/zalo-bot/fake-zalo-bot-api.ts';
import { testDatabase } from './support/database.ts';
import { openHouse } from './support/house.ts';
import { run } from './support/run.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const channels = (env: Record<string, string> = {}) =>
  run('src/check-channels.ts', { env: { DATABASE_URL: database.url, ...env } });

test('platforms without credentials are off, and that is no failure', async () => {
  const { code, out } = await channels();
  expect(code).toBe(0);
  expect(out).toContain('web: always on');
  expect(out).toContain('zalo: off, not configured');
  expect(out).toContain('telegram: off, not configured');
});

test('credentials that do not work are told, without the secret', async () => {
  const token = '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const { code, out } = await channels({
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
  });
  expect(code).toBe(1);
  expect(out).toContain('telegram: FAILED');
  expect(out).not.toContain(token);
});

test('a Zalo account that is not connected yet is given its link', async () => {
  const { code, out } = await channels({
    ZALO_OA_APP_ID: '1234567890',
    ZALO_OA_APP_SECRET: 'an-app-secret-of-zalo',
    ZALO_OA_SECRET_KEY: 'a-webhook-secret-of-zalo',
    PUBLIC_URL: 'https://tro-ly.example.vn',
  });
  expect(code).toBe(1);
  expect(out).toContain('zalo: FAILED, the Official Account is not connected');
  expect(out).toContain('webhook in the console: https://tro-ly.example.vn/webhooks/zalo');
  expect(out).toMatch(/open once.*: https:\/\/oauth\.zaloapp\.com\/v4\/oa\/permission\?/);
});

test('what works is checked, and its webhook set, time and again', {
  timeout: 60_000,
}, async () => {
  const publicUrl = 'https://tro-ly.example.vn';
  const [telegram, messenger, zaloBot] = await Promise.all([
    fakeBotApi(),
    fakeMessenger(),
    fakeZaloBotApi(),
  ]);
  const page = {
    PUBLIC_URL: publicUrl,
    MESSENGER_PAGE_TOKEN: PAGE_TOKEN,
    MESSENGER_APP_SECRET: APP_SECRET,
    MESSENGER_APP_ID: APP_ID,
    MESSENGER_VERIFY_TOKEN: VERIFY_TOKEN,
    MESSENGER_API_ROOT: messenger.url,
  };
  // Facebook asks the running service whether the webhook is ours.
  const house = await openHouse(database, {}, page);
  messenger.reach((url) => url.replace(publicUrl, house.url));
  onTestFinished(async () => {
    await house.stop();
    await Promise.all([telegram, messenger, zaloBot].map(({ close }) => close()));
  });
  const env = {
    ...page,
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    ZALO_BOT_TOKEN,
    ZALO_BOT_API_ROOT: zaloBot.url,
  };
  const told = ({ code, out }: { code: number | null; out: string }) => ({
    code,
    lines: out
      .replace(/\d+ (commands|menu)/g, 'N $1')
      .split('\n')
      .filter((line) => /^(telegram|messenger|zalo-bot): |to do/.test(line)),
  });

  const atFirst = told(await channels(env));
  const facebook = [
    `messenger: ok, page "Hải Phòng" ${PAGE_ID}`,
    'messenger: ok, webhook set, page subscribed, greeting and N menu entries set',
  ];
  const zalo = `zalo-bot: ok, webhook set: ${publicUrl}/webhooks/zalo-bot`;
  const isSet = 'telegram: ok, webhook set, N commands set';
  const works = 'telegram: ok, bot @tro_ly_bot, webhook set, 0 updates wait';
  expect(atFirst).toEqual({
    code: 0,
    lines: [isSet, works, ...facebook, 'zalo-bot: ok, bot "bot.tro-ly-vn", webhook not set', zalo],
  });
  expect(telegram.webhook()).toBe(`${publicUrl}/webhooks/telegram`);
  expect(messenger.webhook()).toBe(`${publicUrl}/webhooks/messenger`);
  expect(zaloBot.webhook()).toBe(`${publicUrl}/webhooks/zalo-bot`);

  expect(told(await channels(env))).toEqual({
    code: 0,
    lines: [works, isSet, ...facebook, 'zalo-bot: ok, bot "bot.tro-ly-vn", webhook set', zalo],
  });
});
