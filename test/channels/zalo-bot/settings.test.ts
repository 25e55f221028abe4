import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { zaloBotEnvironment, zaloBotSettings } from '../../../src/channels/zalo-bot/settings.ts';
import { TOKEN } from './fake-zalo-bot-api.ts';

const Environment = z.object(zaloBotEnvironment);
const settings = (env: object) => zaloBotSettings(Environment.parse(env));

describe('settings', () => {
  test('without a token the channel is off', () => {
    expect(settings({})).toBeUndefined();
    expect(settings({ ZALO_BOT_API_ROOT: 'http://127.0.0.1:8081' })).toBeUndefined();
  });

  test('are read', () => {
    expect(settings({ ZALO_BOT_TOKEN: TOKEN })).toEqual({
      token: TOKEN,
      apiRoot: 'https://bot-api.zaloplatforms.com',
    });
    expect(
      settings({
        ZALO_BOT_TOKEN: TOKEN,
        ZALO_BOT_WEBHOOK_SECRET: 'sixteen-letters_',
        ZALO_BOT_API_ROOT: 'http://127.0.0.1:8081/',
      }),
    ).toEqual({
      token: TOKEN,
      webhookSecret: 'sixteen-letters_',
      apiRoot: 'http://127.0.0.1:8081',
    });
  });

  test.each([
    [{ ZALO_BOT_TOKEN: 'no token' }],
    [{ ZALO_BOT_TOKEN: '12:short' }],
    [{ ZALO_BOT_TOKEN: `${TOKEN}/../x` }],
    [{ ZALO_BOT_WEBHOOK_SECRET: 'fifteen-letters' }],
    [{ ZALO_BOT_WEBHOOK_SECRET: 'sixteen letters!' }],
    [{ ZALO_BOT_API_ROOT: 'bot-api.zaloplatforms.com' }],
  ])('refuse %j', (env) => {
    expect(Environment.safeParse(env).success).toBe(false);
  });
});
