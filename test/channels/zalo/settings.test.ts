import { expect, test } from 'vitest';
import { parseSettings } from '../../../src/settings.ts';

const APP = { ZALO_OA_APP_ID: '123', ZALO_OA_APP_SECRET: 's' };
const KEY = Buffer.alloc(32, 7).toString('base64');

test.each([[{}], [{ ZALO_OA_APP_ID: '123' }], [{ ZALO_OA_APP_SECRET: 's' }]])(
  'off without id and secret: %j',
  (env) => {
    expect(parseSettings(env).channels).not.toHaveProperty('zalo');
  },
);

test('defaults', () => {
  expect(parseSettings(APP).channels.zalo).toEqual({
    appId: '123',
    appSecret: 's',
    apiRoot: 'https://openapi.zalo.me',
    oauthRoot: 'https://oauth.zaloapp.com',
    signedId: 'app',
    pkce: 'base64url',
    appSecretProof: false,
    buttons: true,
    billedReplies: false,
    keys: [],
  });
});

test('all that can be set', () => {
  const env = {
    ...APP,
    ZALO_OA_SECRET_KEY: 'k',
    ZALO_OA_API_ROOT: 'http://127.0.0.1:1/',
    ZALO_OAUTH_ROOT: 'http://127.0.0.1:2',
    ZALO_VERIFIER: 'AbC',
    ZALO_OA_SIGNED_ID: 'oa',
    ZALO_OA_PKCE: 'base64',
    ZALO_OA_APPSECRET_PROOF: 'on',
    ZALO_OA_BUTTONS: 'off',
    ZALO_OA_BILLED_REPLIES: 'on',
    ENCRYPTION_KEY: `a:${KEY}`,
  };
  expect(parseSettings(env).channels.zalo).toMatchObject({
    secretKey: 'k',
    apiRoot: 'http://127.0.0.1:1',
    oauthRoot: 'http://127.0.0.1:2',
    verifier: 'AbC',
    signedId: 'oa',
    pkce: 'base64',
    appSecretProof: true,
    buttons: false,
    billedReplies: true,
    keys: [{ id: 'a', key: Buffer.alloc(32, 7) }],
  });
});

test.each([
  ['ZALO_OA_APP_ID', 'abc'],
  ['ZALO_OA_APP_SECRET', 'a b'],
  ['ZALO_OA_SIGNED_ID', 'both'],
  ['ZALO_VERIFIER', '../x'],
  ['ZALO_OA_API_ROOT', 'zalo'],
  ['ENCRYPTION_KEY', 'hunter2-hunter2'],
])('%s may not be %s', (name, value) => {
  const act = () => parseSettings({ [name]: value });
  expect(act).toThrow(`${name}: found`);
  if (/SECRET|KEY/.test(name)) expect(act).not.toThrow(value);
});
