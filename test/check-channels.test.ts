import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../src/database/open.ts';
import { testDatabase } from './support/database.ts';
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
  expect(out).toContain('zalo: off, no credentials are set');
  expect(out).toContain('telegram: off, no credentials are set');
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
