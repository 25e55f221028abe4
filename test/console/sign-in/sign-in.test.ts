import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Live, startLive } from '../../../src/console/api/live.ts';
import type { ServeParts } from '../../../src/console/api/serve.ts';
import { testLog } from '../../support/database.ts';
import { AUTH, type Office, openOffice, PASSWORD } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe('signing in by password', () => {
  test('opens a session, and signing out ends it', async () => {
    await office.add('lan@example.vn', 'content-officer');
    const browser = await office.signIn('lan@example.vn');
    const { body } = await browser.get('/console/api/session');
    expect(body).toMatchObject({
      me: {
        name: 'lan',
        email: 'lan@example.vn',
        role: 'content-officer',
        twoFactor: false,
        hasPassword: true,
        by: 'password',
      },
      cityOffered: false,
      mustEnableTwoFactor: false,
      demo: false,
    });
    expect(body.me.permissions).toContain('see-content');
    expect(body.me.permissions).not.toContain('manage-officers');

    const held = new Map(browser.cookies);
    expect((await browser.post(`${AUTH}/sign-out`)).status).toBe(200);
    for (const [name, value] of held) browser.cookies.set(name, value);
    expect((await browser.get('/console/api/session')).body.me).toBeNull();
    expect((await office.audited('signed-in'))[0]).toMatchObject({ officer_name: 'lan' });
    expect((await office.audited('signed-out'))[0]).toMatchObject({ officer_name: 'lan' });
  });

  test('takes the address in any case, and the password however a keyboard composes it', async () => {
    await office.add('hoa@example.vn');
    const given = { email: 'Hoa@Example.VN', password: PASSWORD.normalize('NFD') };
    expect(given.password).not.toBe(PASSWORD);
    expect((await office.visitor().post(`${AUTH}/sign-in/email`, given)).status).toBe(200);
  });

  test('a wrong password, an unknown and a deactivated officer are refused alike', async () => {
    await office.add('mai@example.vn');
    await office.add('cu@example.vn');
    await office.database.pool.query(
      "UPDATE officer SET active = false WHERE email = 'cu@example.vn'",
    );
    const answers = await Promise.all(
      [
        { email: 'mai@example.vn', password: 'không phải mật khẩu này' },
        { email: 'nobody@example.vn', password: PASSWORD },
        { email: 'cu@example.vn', password: PASSWORD },
      ].map((body) => office.visitor().post(`${AUTH}/sign-in/email`, body)),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body).toEqual(answers[0]!.body);
    }
    const failures = await office.audited('sign-in-failed');
    expect(failures.map(({ about }) => about)).toContain('mai@example.vn');
    // What a stranger typed may be anything: it is not kept.
    expect(JSON.stringify(failures)).not.toContain('nobody');
  });

  test('that cannot be written to the audit log does not happen', async () => {
    const broken = await openOffice();
    // What is printed is no log: it would hold what the database says of a row.
    const printed = vi.spyOn(console, 'error');
    try {
      await broken.add('quiet@example.vn');
      await broken.database.pool.query('ALTER TABLE audit_log RENAME TO elsewhere');
      const browser = broken.visitor();
      const body = { email: 'quiet@example.vn', password: PASSWORD };
      expect((await browser.post(`${AUTH}/sign-in/email`, body)).status).toBe(500);
      expect(browser.cookies.size).toBe(0);
      expect(printed).not.toHaveBeenCalled();
    } finally {
      printed.mockRestore();
      await broken.close();
    }
  });

  test('sign-up and whatever else better-auth knows cannot be reached', async () => {
    await office.add('vi@example.vn');
    const browser = await office.signIn('vi@example.vn');
    const person = { email: 'new@example.vn', password: PASSWORD, name: 'New' };
    for (const path of ['/sign-up/email', '/update-user', '/change-email', '/revoke-sessions']) {
      expect((await browser.post(AUTH + path, person)).status, path).toBe(404);
    }
    for (const path of ['/get-session', '/list-sessions', '/list-accounts', '/error']) {
      expect((await browser.get(AUTH + path)).status, path).toBe(404);
    }
  });
});

describe('the cookie', () => {
  const GIVEN = { email: 'cookie@example.vn', password: PASSWORD };

  test('is for this site only, out of reach of scripts', async () => {
    await office.add(GIVEN.email);
    const browser = office.visitor();
    await browser.post(`${AUTH}/sign-in/email`, GIVEN);
    expect(browser.lastCookies).toHaveLength(1);
    const [cookie] = browser.lastCookies;
    expect(cookie).toMatch(/^officer\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Strict/i);
    expect(cookie).toMatch(/; Path=\/console(;|$)/i);
    expect(cookie).not.toMatch(/; Secure/i);
  });

  test('is for encrypted connections only where the service is reached by one', async () => {
    const secure = await openOffice({ publicUrl: 'https://tro-ly.example.vn' });
    try {
      await secure.add(GIVEN.email);
      const browser = secure.visitor();
      const { status } = await browser.post(`${AUTH}/sign-in/email`, GIVEN);
      expect(status).toBe(200);
      expect(browser.lastCookies[0]).toMatch(/^__Secure-officer\.session_token=/);
      expect(browser.lastCookies[0]).toMatch(/; Secure/i);
      expect((await browser.get('/console/api/session')).body.me.email).toBe(GIVEN.email);
    } finally {
      await secure.close();
    }
  });

  test('is worth nothing when it was made by hand', async () => {
    await office.add('forged@example.vn');
    const browser = await office.signIn('forged@example.vn');
    const [name, value] = [...browser.cookies][0]!;
    browser.cookies.set(name, `${value.split('.')[0]}.${'A'.repeat(43)}%3D`);
    expect((await browser.get('/console/api/session')).body.me).toBeNull();
  });
});

describe('a session', () => {
  /** Has a session run out so many minutes from now, and go no further than its end. */
  const age = (email: string, minutes: number, end: number | null = null) =>
    office.database.pool.query(
      `UPDATE officer_session
          SET expires_at = $2::timestamptz + $3 * interval '1 minute',
              ends_at = coalesce($2::timestamptz + $4 * interval '1 minute', ends_at)
        WHERE officer_id = (SELECT id FROM officer WHERE email = $1)`,
      [email, new Date(), minutes, end],
    );

  test('ends when it was not used for long', async () => {
    await office.add('idle@example.vn');
    const browser = await office.signIn('idle@example.vn');
    await age('idle@example.vn', -1);
    expect((await browser.get('/console/api/session')).body.me).toBeNull();
  });

  test('is prolonged by use, and with it the cookie, but not beyond its end', async () => {
    await office.add('used@example.vn');
    const browser = await office.signIn('used@example.vn');
    await age('used@example.vn', 60);
    expect((await browser.get('/console/api/sessions')).status).toBe(200);
    expect(browser.lastCookies[0]).toMatch(/^officer\.session_token=.*Max-Age=7200/i);
    const { body } = await browser.get('/console/api/sessions');
    const left = Date.parse(body.sessions[0].expiresAt) - Date.now();
    expect(left).toBeGreaterThan(1.9 * 3_600_000);

    await age('used@example.vn', 60, 30);
    await browser.get('/console/api/sessions');
    const { body: capped } = await browser.get('/console/api/sessions');
    expect(Date.parse(capped.sessions[0].expiresAt) - Date.now()).toBeLessThan(31 * 60_000);
  });

  test('is not prolonged by what a page asks by itself, nor by its stream', async () => {
    const open = (url: string) => {
      const live: Live[] = [];
      const area = (serving: ServeParts) => {
        live.push(startLive({ ...serving, url, log: testLog, names: [], lastsMs: 10 }));
        return live[0]!.router;
      };
      return { areas: [area], closing: [async () => live[0]?.close()] };
    };
    const busy = await openOffice({ open });
    try {
      await busy.add('away@example.vn');
      const browser = await busy.signIn('away@example.vn');
      const row = async () => {
        const { rows } = await busy.database.pool.query('SELECT * FROM officer_session');
        return rows[0];
      };
      await busy.database.pool.query(
        "UPDATE officer_session SET expires_at = expires_at - interval '1 h'",
      );
      const before = await row();
      for (const [path, headers] of [
        ['/live', {}],
        ['/session', { 'X-Unattended': '1' }],
        ['/sessions', { 'X-Unattended': '1' }],
      ] as const) {
        const { status } = await browser.get(`/console/api${path}`, headers);
        expect([path, status, browser.lastCookies]).toEqual([path, 200, []]);
      }
      expect(await row()).toEqual(before);
      await browser.get('/console/api/sessions', { 'X-Unattended': '0' });
      expect((await row()).expires_at > before.expires_at).toBe(true);
    } finally {
      await busy.close();
    }
  });

  test('is listed with those elsewhere, which can be ended from here', async () => {
    await office.add('many@example.vn');
    const [here, there, other] = await Promise.all([
      office.signIn('many@example.vn'),
      office.signIn('many@example.vn'),
      office.signIn('many@example.vn'),
    ]);
    const { body } = await here.get('/console/api/sessions');
    expect(body.sessions).toHaveLength(3);
    expect(body.sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    expect(body.sessions[0]).toMatchObject({ address: '127.0.0.1', by: 'password' });
    // A token would let in whoever reads the list.
    expect(JSON.stringify(body)).not.toContain([...here.cookies.values()][0]!.split('.')[0]);

    const { body: theirs } = await there.get('/console/api/sessions');
    const { id } = theirs.sessions.find(({ current }: { current: boolean }) => current);
    expect((await here.post(`/console/api/sessions/${id}/revoke`)).status).toBe(200);
    expect((await there.get('/console/api/sessions')).status).toBe(401);
    expect((await here.post(`/console/api/sessions/${id}/revoke`)).status).toBe(404);
    expect((await here.post('/console/api/sessions/revoke-others')).status).toBe(200);
    expect((await other.get('/console/api/sessions')).status).toBe(401);
    expect((await here.get('/console/api/sessions')).body.sessions).toHaveLength(1);
    expect(await office.audited('sessions-revoked')).toHaveLength(2);
  });

  test('of someone else cannot be ended by an officer', async () => {
    await office.add('first@example.vn');
    await office.add('second@example.vn');
    const first = await office.signIn('first@example.vn');
    const second = await office.signIn('second@example.vn');
    const { id } = (await first.get('/console/api/sessions')).body.sessions[0];
    expect((await second.post(`/console/api/sessions/${id}/revoke`)).status).toBe(404);
    expect((await first.get('/console/api/sessions')).status).toBe(200);
  });
});

describe('a new password', () => {
  test('needs the present one, and ends all other sessions', async () => {
    await office.add('change@example.vn');
    const here = await office.signIn('change@example.vn');
    const there = await office.signIn('change@example.vn');
    const newPassword = 'một mật khẩu khác hẳn';
    const change = (body: object) => here.post(`${AUTH}/change-password`, body);
    const wrong = await change({ currentPassword: 'sai hoàn toàn rồi', newPassword });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'INVALID_PASSWORD' } });
    const short = await change({ currentPassword: PASSWORD, newPassword: 'ngắn' });
    expect(short).toMatchObject({ status: 400, body: { code: 'PASSWORD_TOO_SHORT' } });
    const done = await change({
      currentPassword: PASSWORD,
      newPassword,
      revokeOtherSessions: false,
    });
    expect(done.status).toBe(200);
    expect((await here.get('/console/api/sessions')).body.sessions).toHaveLength(1);
    expect((await there.get('/console/api/sessions')).status).toBe(401);
    expect(await office.audited('password-changed')).toHaveLength(1);
    const again = { email: 'change@example.vn', password: newPassword };
    expect((await office.visitor().post(`${AUTH}/sign-in/email`, again)).status).toBe(200);
  });
});
