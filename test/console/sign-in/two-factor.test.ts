import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT_FAILURES } from '../../../src/console/sign-in/lockout.ts';
import { run } from '../../support/run.ts';
import { AUTH, enable, type Office, openOffice, PASSWORD, totp, type Visitor } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function askedForCode(email: string): Promise<Visitor> {
  const browser = office.visitor();
  const { status, body } = await browser.post(`${AUTH}/sign-in/email`, {
    email,
    password: PASSWORD,
  });
  expect(status).toBe(200);
  expect(body.twoFactorRedirect).toBe(true);
  return browser;
}

async function lastSeen(email: string): Promise<Date> {
  const sql = 'SELECT last_seen_at FROM officer WHERE email = $1';
  const { rows } = await office.database.pool.query<{ last_seen_at: Date }>(sql, [email]);
  return rows[0]!.last_seen_at;
}

const me = async (browser: Visitor) => (await browser.get('/console/api/session')).body.me;

describe('a second factor', () => {
  test('is asked for once it was set up, and lets in with the right code only', async () => {
    await office.add('two@example.vn');
    const first = await office.signIn('two@example.vn');
    const { uri } = await enable(first);
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect((await me(first)).twoFactor).toBe(true);
    expect(await office.audited('two-factor-changed')).toEqual([
      { officer_name: 'two', about: 'two-factor=on' },
    ]);

    const before = (await office.audited('signed-in')).length;
    const seen = await lastSeen('two@example.vn');
    const browser = await askedForCode('two@example.vn');
    expect(await me(browser)).toBeNull();
    // A password alone is no sign-in, and no sign of its owner.
    expect(await office.audited('signed-in')).toHaveLength(before);
    expect(await lastSeen('two@example.vn')).toEqual(seen);
    const wrong = totp(uri) === '000000' ? '000001' : '000000';
    const refused = await browser.post(`${AUTH}/two-factor/verify-totp`, { code: wrong });
    expect(refused).toMatchObject({ status: 401, body: { code: 'INVALID_CODE' } });
    expect(await me(browser)).toBeNull();
    expect((await office.audited('sign-in-failed'))[0]).toMatchObject({ officer_name: 'two' });

    const code = totp(uri, 1);
    const let_in = await browser.post(`${AUTH}/two-factor/verify-totp`, { code });
    expect(let_in.status).toBe(200);
    expect((await me(browser)).email).toBe('two@example.vn');
    expect(await office.audited('signed-in')).toHaveLength(before + 1);
    expect((await lastSeen('two@example.vn')).getTime()).toBeGreaterThan(seen.getTime());
  });

  test('lets in once with a code, however many come with it', async () => {
    await office.add('once@example.vn');
    const { uri } = await enable(await office.signIn('once@example.vn'));
    const code = totp(uri, 1);
    const browsers = await Promise.all([1, 2, 3].map(() => askedForCode('once@example.vn')));
    const answers = await Promise.all(
      browsers.map((browser) => browser.post(`${AUTH}/two-factor/verify-totp`, { code })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const late = await askedForCode('once@example.vn');
    expect(await late.post(`${AUTH}/two-factor/verify-totp`, { code })).toMatchObject({
      status: 401,
      body: { code: 'INVALID_CODE' },
    });
    expect(await me(late)).toBeNull();
    const failures = (await office.audited('sign-in-failed')).filter(
      ({ about }) => about === 'once@example.vn',
    );
    expect(failures).toHaveLength(3);
  });

  test('set up but not confirmed is not on', async () => {
    await office.add('half@example.vn');
    const browser = await office.signIn('half@example.vn');
    await browser.post(`${AUTH}/two-factor/enable`, { password: PASSWORD });
    expect((await me(browser)).twoFactor).toBe(false);
    await office.signIn('half@example.vn');
    expect(await me(await office.signIn('half@example.vn'))).not.toBeNull();
  });

  test('is replaced by a code on paper, each of which works once', async () => {
    await office.add('paper@example.vn');
    const { codes } = await enable(await office.signIn('paper@example.vn'));
    expect(codes).toHaveLength(10);
    const use = async (code: string) =>
      (await askedForCode('paper@example.vn')).post(`${AUTH}/two-factor/verify-backup-code`, {
        code,
      });
    const before = (await office.audited('signed-in')).length;
    expect((await use(codes[0]!)).status).toBe(200);
    expect(await use(codes[0]!)).toMatchObject({
      status: 401,
      body: { code: 'INVALID_BACKUP_CODE' },
    });
    const failed = { officer_name: 'paper', about: 'paper@example.vn' };
    expect((await office.audited('sign-in-failed'))[0]).toEqual(failed);
    expect((await use(codes[1]!)).status).toBe(200);
    const entries = (await office.audited('signed-in')).slice(0, -before);
    expect(entries.map(({ officer_name }) => officer_name)).toEqual(['paper', 'paper']);
  });

  test('cannot be guessed as a code on paper either', async () => {
    await office.add('scrap@example.vn');
    const { codes } = await enable(await office.signIn('scrap@example.vn'));
    const waiting = await askedForCode('scrap@example.vn');
    const use = (code: string) => waiting.post(`${AUTH}/two-factor/verify-backup-code`, { code });
    for (let i = 0; i < ACCOUNT_FAILURES; i++) {
      expect((await use('aaaaa-00000')).status).toBe(401);
    }
    expect(await use(codes[0]!)).toMatchObject({
      status: 429,
      body: { code: 'LOCKED_OUT', scope: 'account' },
    });
    expect((await office.audited('locked-out'))[0]!.about).toBe('scrap@example.vn');
  });

  test('cannot be guessed: wrong codes lock the account, the right password does not reset them', async () => {
    await office.add('guess@example.vn');
    const { uri } = await enable(await office.signIn('guess@example.vn'));
    const isRight = new Set([totp(uri, -1), totp(uri), totp(uri, 1)]);
    const wrong = ['111111', '222222', '333333', '444444'].find((code) => !isRight.has(code))!;
    for (let i = 0; i < ACCOUNT_FAILURES; i++) {
      const browser = await askedForCode('guess@example.vn');
      const { status } = await browser.post(`${AUTH}/two-factor/verify-totp`, { code: wrong });
      expect(status).toBe(401);
    }
    const { status, body } = await office
      .visitor()
      .post(`${AUTH}/sign-in/email`, { email: 'guess@example.vn', password: PASSWORD });
    expect([status, body.code]).toEqual([429, 'LOCKED_OUT']);
  });

  test('is not spared on a device that was trusted by hand', async () => {
    await office.add('trust@example.vn');
    const { uri } = await enable(await office.signIn('trust@example.vn'));
    const browser = await askedForCode('trust@example.vn');
    await browser.post(`${AUTH}/two-factor/verify-totp`, {
      code: totp(uri, 1),
      trustDevice: true,
    });
    expect(browser.lastCookies.filter((cookie) => /trust/.test(cookie))).toEqual([]);
    await browser.post(`${AUTH}/sign-out`);
    const again = await browser.post(`${AUTH}/sign-in/email`, {
      email: 'trust@example.vn',
      password: PASSWORD,
    });
    expect(again.body.twoFactorRedirect).toBe(true);
  });

  test('is taken away by its owner with the password, and new codes void the old ones', async () => {
    await office.add('off@example.vn');
    const browser = await office.signIn('off@example.vn');
    const { codes } = await enable(browser);
    const fresh = await browser.post(`${AUTH}/two-factor/generate-backup-codes`, {
      password: PASSWORD,
    });
    expect(fresh.body.backupCodes).toHaveLength(10);
    const old = await (await askedForCode('off@example.vn')).post(
      `${AUTH}/two-factor/verify-backup-code`,
      { code: codes[0] },
    );
    expect(old.status).toBe(401);
    const wrong = await browser.post(`${AUTH}/two-factor/disable`, { password: 'sai mật khẩu' });
    expect(wrong.status).toBe(400);
    expect((await me(browser)).twoFactor).toBe(true);
    await browser.post(`${AUTH}/two-factor/disable`, { password: PASSWORD });
    expect((await me(browser)).twoFactor).toBe(false);
    const changes = (await office.audited('two-factor-changed')).slice(0, 3);
    expect(changes.map(({ about }) => about)).toEqual([
      'two-factor=off',
      'two-factor=codes',
      'two-factor=on',
    ]);
  });

  test('is taken away by an administrator for who lost their device, and their sessions end', async () => {
    await office.add('chief@example.vn', 'administrator');
    const id = await office.add('lost@example.vn');
    const theirs = await office.signIn('lost@example.vn');
    await enable(theirs);
    const chief = await office.signIn('chief@example.vn');
    const { status } = await chief.post(`/console/api/officers/${id}/link`, {
      removeTwoFactor: true,
    });
    expect(status).toBe(200);
    expect(await me(theirs)).toBeNull();
    expect((await me(await office.signIn('lost@example.vn'))).twoFactor).toBe(false);
    expect((await office.audited('officer-changed'))[0]!.about).toBe(
      'lost@example.vn link two-factor=removed',
    );
  });

  test('is taken away by a command at the server, and their sessions end', async () => {
    await office.add('alone@example.vn', 'administrator');
    const theirs = await office.signIn('alone@example.vn');
    await enable(theirs);
    const { code, err } = await run('src/officer.ts', {
      args: ['alone@example.vn', '--remove-two-factor'],
      env: { DATABASE_URL: office.database.url, PUBLIC_URL: office.url },
    });
    expect(code, err).toBe(0);
    expect(await me(theirs)).toBeNull();
    expect((await me(await office.signIn('alone@example.vn'))).twoFactor).toBe(false);
    expect((await office.audited('officer-changed'))[0]).toEqual({
      officer_name: null,
      about: 'alone@example.vn link two-factor=removed',
    });
  });
});

test('where it is required, nothing can be done before it is set up', async () => {
  const strict = await openOffice({ settings: { requireTwoFactor: true } });
  try {
    await strict.add('must@example.vn', 'administrator');
    const browser = await strict.signIn('must@example.vn');
    expect((await browser.get('/console/api/session')).body).toMatchObject({
      twoFactorRequired: true,
      mustEnableTwoFactor: true,
      me: { email: 'must@example.vn' },
    });
    expect((await browser.get('/console/api/officers')).status).toBe(401);
    await enable(browser);
    expect((await browser.get('/console/api/session')).body.mustEnableTwoFactor).toBe(false);
    expect((await browser.get('/console/api/officers')).status).toBe(200);
  } finally {
    await strict.close();
  }
});
