import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  botServiceEnvironment,
  botServiceSettings,
} from '../../../src/channels/bot-service/settings.ts';
import { APP_ID, PASSWORD, TENANT_ID } from './fake-bot-framework.ts';

const Environment = z.object(botServiceEnvironment);
const settings = (env: object) => botServiceSettings(Environment.parse(env));

describe('settings', () => {
  test('without an app and its password the channel is off', () => {
    expect(settings({})).toBeUndefined();
    expect(settings({ BOT_SERVICE_APP_ID: APP_ID })).toBeUndefined();
    expect(settings({ BOT_SERVICE_APP_PASSWORD: PASSWORD })).toBeUndefined();
  });

  test('are read, with the addresses of Azure', () => {
    const env = { BOT_SERVICE_APP_ID: APP_ID, BOT_SERVICE_APP_PASSWORD: PASSWORD };
    expect(settings(env)).toEqual({
      appId: APP_ID,
      password: PASSWORD,
      openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      loginRoot: 'https://login.microsoftonline.com',
    });
    const more = { BOT_SERVICE_TENANT_ID: TENANT_ID, BOT_SERVICE_LOGIN_ROOT: 'http://a/' };
    expect(settings({ ...env, ...more })).toMatchObject({
      tenantId: TENANT_ID,
      loginRoot: 'http://a',
    });
  });

  test.each([
    [{ BOT_SERVICE_APP_ID: 'my-bot' }],
    [{ BOT_SERVICE_APP_PASSWORD: 'short' }],
    [{ BOT_SERVICE_APP_PASSWORD: 'with a space in it' }],
    [{ BOT_SERVICE_TENANT_ID: 'haiphong.gov.vn' }],
    [{ BOT_SERVICE_OPENID_URL: 'login.botframework.com' }],
  ])('refuse %j', (env) => {
    expect(Environment.safeParse(env).success).toBe(false);
  });
});
