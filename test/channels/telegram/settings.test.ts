import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasPublicHost, takesWebhook } from '../../../src/channels/public-url.ts';
import { telegramEnvironment, telegramSettings } from '../../../src/channels/telegram/settings.ts';
import { loadTelegramWords } from '../../../src/channels/telegram/words.ts';
import { loadBot } from '../../../src/load.ts';
import { TOKEN } from './fake-bot-api.ts';

const Environment = z.object(telegramEnvironment);
const settings = (env: object) => telegramSettings(Environment.parse(env));

describe('settings', () => {
  test('without a token the channel is off', () => {
    expect(settings({})).toBeUndefined();
    expect(settings({ TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' })).toBeUndefined();
  });

  test('are read', () => {
    expect(settings({ TELEGRAM_BOT_TOKEN: TOKEN })).toEqual({
      token: TOKEN,
      apiRoot: 'https://api.telegram.org',
    });
    expect(
      settings({
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_WEBHOOK_SECRET: 'sixteen-letters_',
        TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      }),
    ).toEqual({
      token: TOKEN,
      webhookSecret: 'sixteen-letters_',
      apiRoot: 'http://127.0.0.1:8081',
    });
  });

  test.each([
    [{ TELEGRAM_BOT_TOKEN: 'no token' }],
    [{ TELEGRAM_BOT_TOKEN: '12:short' }],
    [{ TELEGRAM_WEBHOOK_SECRET: 'fifteen-letters' }],
    [{ TELEGRAM_WEBHOOK_SECRET: 'sixteen letters!' }],
    [{ TELEGRAM_API_ROOT: 'api.telegram.org' }],
  ])('refuse %j', (env) => {
    expect(Environment.safeParse(env).success).toBe(false);
  });
});

test.each([
  ['https://tro-ly.example.vn', true, true],
  ['https://tro-ly.example.vn:8443/bot', true, true],
  ['https://tro-ly.example.vn:3000', true, false],
  ['http://tro-ly.example.vn', true, false],
  ['https://localhost', false, false],
  ['https://bot.localhost', false, false],
  ['https://printer.local', false, false],
  ['https://10.0.0.7', false, false],
  ['https://[::1]', false, false],
  ['http://127.0.0.1:3000', false, false],
])('%s has a public host: %s, takes a webhook: %s', (url, isPublic, takes) => {
  expect(hasPublicHost(url)).toBe(isPublic);
  expect(takesWebhook(url)).toBe(takes);
});

test('each command says something that is understood as a command', () => {
  const { understand } = loadBot();
  const meant = loadTelegramWords().commands.map(
    ({ says }) => understand({ text: says }, { asks: [], offered: [] }, new Date()).command,
  );
  expect(meant).toEqual(['menu', 'menu', 'back', 'restart', 'help', 'human', 'delete-my-data']);
});
