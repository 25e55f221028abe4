import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inBlocks } from '../../../src/channels/zalo-personal/blocks.ts';
import { logInZaloPersonal } from '../../../src/channels/zalo-personal/login.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { run } from '../../support/run.ts';
import { ACCOUNT } from './fake-messages.ts';
import { PICTURE } from './fake-pages.ts';
import { type FakeZaloPersonal, fakeZaloPersonal, settingsFor } from './fake-zalo-personal.ts';

let database: Database;
let zalo: FakeZaloPersonal;
let dataDir: string;

beforeEach(async () => {
  database = await testDatabase();
  zalo = await fakeZaloPersonal();
  dataDir = await mkdtemp(join(tmpdir(), 'zalo-personal-'));
});

afterEach(async () => {
  await zalo.close();
  await database.close();
  await rm(dataDir, { recursive: true });
});

const sessions = async () =>
  (await database.pool.query('SELECT session, version FROM zalo_personal')).rows;

test('one command logs in, and shows the code', { timeout: 60_000 }, async () => {
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ZALO_PERSONAL: 'on',
    ZALO_PERSONAL_ROOT: zalo.root,
    ENCRYPTION_KEY: `2026:${Buffer.alloc(32, 7).toString('base64')}`,
  };
  const channels = (...args: string[]) => run('src/check-channels.ts', { args, env });
  const before = await channels();
  expect(before).toMatchObject({
    code: 1,
    out: expect.stringContaining(
      'to do: log in by a code: npm run channels -- zalo-personal login',
    ),
  });
  const { code, out, err } = await channels('zalo-personal', 'login');
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('the account may be locked');
  expect(out).toContain(`${join(dataDir, 'zalo-personal-login.png')}\n${inBlocks(PICTURE)}\n`);
  expect(out).toContain(`zalo-personal: ok, account ${ACCOUNT} is logged in`);
  expect(await sessions()).toEqual([{ version: 1, session: expect.stringMatching(/^v1\.2026\./) }]);
  const after = await channels();
  expect(after.out).toContain(`zalo-personal: ok, account "Tổ công nghệ số" ${ACCOUNT}`);
  expect((await channels('zalo-personal', 'logout')).code).toBe(1);
});

test('the command wants the channel switched on', { timeout: 30_000 }, async () => {
  const env = { DATABASE_URL: database.url, DATA_DIR: dataDir };
  const args = ['zalo-personal', 'login'];
  const { code, out } = await run('src/check-channels.ts', { args, env });
  expect([code, out]).toEqual([1, 'zalo-personal: off, not configured\n']);
});

async function login() {
  const said: string[] = [];
  const shown: Buffer[] = [];
  const file = join(dataDir, 'zalo-personal-login.png');
  const result = await logInZaloPersonal({
    settings: settingsFor(zalo),
    pool: database.pool,
    dataDir,
    now: () => new Date(),
    say(line) {
      said.push(line);
      if (line.includes(file)) shown.push(readFileSync(file));
    },
  });
  expect(existsSync(file)).toBe(false);
  return { ...result, said, shown };
}

test('the picture is there while it is good, and then gone', async () => {
  const { ok, shown } = await login();
  expect([ok, shown]).toEqual([true, [PICTURE]]);
});

test.each([
  ['declined', 'declined on the telephone'],
  ['refused', '-1005'],
] as const)('a code that is %s leaves everything as it was', async (outcome, reason) => {
  await login();
  zalo.code(outcome);
  const before = await sessions();
  const { ok, message } = await login();
  expect([ok, message]).toEqual([false, expect.stringContaining(reason)]);
  expect(await sessions()).toEqual(before);
});

test('Zalo being away is told', async () => {
  zalo.failLogins(503);
  expect(await login()).toMatchObject({ ok: false, message: 'not logged in: Zalo: 503' });
});
