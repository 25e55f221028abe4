import { describe, expect, test } from 'vitest';
import { loadMessengerWords } from '../../../src/channels/messenger/words.ts';
import { loadBot } from '../../../src/load.ts';
import { parseSettings } from '../../../src/settings.ts';
import { APP_SECRET, PAGE_TOKEN, VERIFY_TOKEN } from './fake-messenger.ts';

const NEEDED = { MESSENGER_PAGE_TOKEN: PAGE_TOKEN, MESSENGER_APP_SECRET: APP_SECRET };

describe('settings', () => {
  test.each([[{}], [{ MESSENGER_PAGE_TOKEN: PAGE_TOKEN }], [{ MESSENGER_APP_SECRET: APP_SECRET }]])(
    'without token and secret the channel is off: %j',
    (env) => {
      expect(parseSettings(env).channels).not.toHaveProperty('messenger');
    },
  );

  test('defaults; the page is shared', () => {
    const { messenger, shared } = parseSettings(NEEDED).channels;
    expect(messenger).toEqual({
      pageToken: PAGE_TOKEN,
      appSecret: APP_SECRET,
      profile: true,
      apiRoot: 'https://graph.facebook.com',
      apiVersion: 'v25.0',
    });
    expect(shared).toContain('messenger');
  });

  test('all that can be set', () => {
    const env = {
      ...NEEDED,
      MESSENGER_VERIFY_TOKEN: VERIFY_TOKEN,
      MESSENGER_APP_ID: '12',
      MESSENGER_PAGE_ID: '34',
      MESSENGER_REFS: 'HP-.*',
      MESSENGER_PROFILE: 'off',
      MESSENGER_API_ROOT: 'http://127.0.0.1:9/',
      MESSENGER_API_VERSION: 'v26.0',
    };
    expect(parseSettings(env).channels.messenger).toEqual({
      pageToken: PAGE_TOKEN,
      appSecret: APP_SECRET,
      verifyToken: VERIFY_TOKEN,
      appId: '12',
      pageId: '34',
      refs: 'HP-.*',
      profile: false,
      apiRoot: 'http://127.0.0.1:9',
      apiVersion: 'v26.0',
    });
  });

  test.each([
    [{ MESSENGER_PAGE_TOKEN: 'short' }],
    [{ MESSENGER_APP_SECRET: 'has a space in the middle' }],
    [{ MESSENGER_VERIFY_TOKEN: 'short' }],
    [{ MESSENGER_APP_ID: 'my-app' }],
    [{ MESSENGER_PAGE_ID: 'haiphong' }],
    [{ MESSENGER_REFS: '(' }],
    [{ MESSENGER_PROFILE: 'yes' }],
    [{ MESSENGER_API_ROOT: 'graph.facebook.com' }],
    [{ MESSENGER_API_VERSION: '25' }],
  ])('refuse %j', (env) => {
    expect(() => parseSettings({ ...NEEDED, ...env })).toThrow(Object.keys(env)[0]);
  });
});

test('each entry of the menu opens a flow that exists', () => {
  const { bot } = loadBot();
  for (const { opens } of loadMessengerWords().menu) {
    expect([...bot.flows.keys()].map((flow) => `flow:${flow}`)).toContain(opens);
  }
});
