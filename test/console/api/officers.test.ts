import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AUTH,
  enable,
  type Office,
  openOffice,
  PASSWORD,
  totp,
  type Visitor,
} from '../sign-in/office.ts';

let office: Office;
let chief: Visitor;
let chiefId: string;
beforeAll(async () => {
  office = await openOffice();
  chiefId = await office.add('chief@example.vn', 'administrator');
  chief = await office.signIn('chief@example.vn');
});
afterAll(() => office.close());

const row = async (id: string) =>
  (await chief.get('/console/api/officers')).body.officers.find(
    (officer: { id: string }) => officer.id === id,
  );

describe('officers', () => {
  test('are listed with what is known of them', async () => {
    const id = await office.add('lan@example.vn', 'support-officer');
    expect(await row(id)).toMatchObject({
      name: 'lan',
      role: 'support-officer',
      state: 'active',
      twoFactor: false,
      linkUntil: null,
      lockedUntil: null,
      sessions: 0,
      lastSeenAt: null,
    });
    const browser = await office.signIn('lan@example.vn');
    expect(await row(id)).toMatchObject({ sessions: 1, lastSeenAt: expect.any(String) });
    const body = { email: 'new@example.vn', name: 'Mới', role: 'viewer' };
    const { body: invited } = await chief.post('/console/api/officers/invite', body);
    expect(await row(invited.id)).toMatchObject({ state: 'invited', linkUntil: invited.expiresAt });

    expect((await chief.post(`/console/api/officers/${id}/sessions/revoke`)).status).toBe(200);
    expect((await browser.get('/console/api/sessions')).status).toBe(401);
    expect((await row(id)).lastSeenAt).not.toBeNull();
  });

  test('may do at the next request what their new role allows, and no more', async () => {
    const id = await office.add('role@example.vn', 'viewer');
    const browser = await office.signIn('role@example.vn');
    expect((await browser.get('/console/api/audit')).status).toBe(403);
    const change = (role: string) => chief.post(`/console/api/officers/${id}/role`, { role });
    expect((await change('administrator')).status).toBe(200);
    expect((await browser.get('/console/api/audit')).status).toBe(200);
    expect((await change('viewer')).status).toBe(200);
    expect((await browser.get('/console/api/audit')).status).toBe(403);
    expect((await office.audited('officer-changed'))[0]).toEqual({
      officer_name: 'chief',
      about: 'role@example.vn role=viewer',
    });
    expect((await change('king')).status).toBe(422);
    const nul = { email: 'nul@example.vn', name: 'a\0', role: 'viewer' };
    const refused = await chief.post('/console/api/officers/invite', nul);
    expect([refused.status, refused.body.errors?.[0].field]).toEqual([422, 'name']);
  });

  test('stay as they are when the audit log cannot tell of a change', async () => {
    const { pool } = office.database;
    const id = await office.add('unsaid@example.vn', 'viewer');
    const browser = await office.signIn('unsaid@example.vn');
    const password = PASSWORD;
    const enabling = await browser.post(`${AUTH}/two-factor/enable`, { password });
    await office.add('kept@example.vn');
    const kept = await office.signIn('kept@example.vn');
    await enable(kept);
    const failures = async () =>
      (await pool.query('SELECT sum(failures)::int AS count FROM officer_lockout')).rows;
    const before = await failures();
    await pool.query(`
      CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$;
      CREATE TRIGGER disk_full BEFORE INSERT ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION disk_full()`);
    try {
      const of = `/console/api/officers/${id}`;
      const invited = { email: 'none@example.vn', name: 'Không', role: 'viewer' };
      for (const { status } of [
        await chief.post(`${of}/role`, { role: 'administrator' }),
        await chief.post(`${of}/active`, { active: false }),
        await chief.post(`${of}/link`, {}),
        await chief.post(`${of}/sessions/revoke`),
        await chief.post('/console/api/officers/invite', invited),
        await browser.post('/console/api/sessions/revoke-others'),
        await browser.post(`${AUTH}/change-password`, {
          currentPassword: password,
          newPassword: 'một mật khẩu khác hẳn',
        }),
        await browser.post(`${AUTH}/two-factor/verify-totp`, { code: totp(enabling.body.totpURI) }),
        await kept.post(`${AUTH}/two-factor/disable`, { password }),
        await kept.post(`${AUTH}/two-factor/generate-backup-codes`, { password }),
      ]) {
        expect(status).toBe(500);
      }
    } finally {
      await pool.query('DROP TRIGGER disk_full ON audit_log; DROP FUNCTION disk_full()');
    }
    const state = { role: 'viewer', state: 'active', linkUntil: null, sessions: 1 };
    expect(await row(id)).toMatchObject(state);
    // Nobody's password or code was wrong.
    expect(await failures()).toEqual(before);
    const { body } = await chief.get('/console/api/officers');
    expect(JSON.stringify(body)).not.toContain('none@example.vn');
    const { me } = (await browser.get('/console/api/session')).body;
    expect(me.twoFactor).toBe(false);
    expect((await kept.get('/console/api/session')).body.me.twoFactor).toBe(true);
    await office.signIn('unsaid@example.vn');
  });

  test('who are deactivated are out at once, and in again when made active', async () => {
    const id = await office.add('out@example.vn');
    const browser = await office.signIn('out@example.vn');
    const setActive = (active: boolean) =>
      chief.post(`/console/api/officers/${id}/active`, { active });
    await setActive(false);
    expect((await browser.get('/console/api/sessions')).status).toBe(401);
    await expect(office.signIn('out@example.vn')).rejects.toThrow('401');
    expect((await row(id)).state).toBe('deactivated');
    await setActive(true);
    expect((await browser.get('/console/api/sessions')).status).toBe(401);
    await office.signIn('out@example.vn');
  });

  test('always have an administrator among them', async () => {
    const demote = (by: Visitor, id: string) =>
      by.post(`/console/api/officers/${id}/role`, { role: 'viewer' });
    expect((await demote(chief, chiefId)).status).toBe(409);
    const off = await chief.post(`/console/api/officers/${chiefId}/active`, { active: false });
    expect(off.status).toBe(409);
    expect((await row(chiefId)).state).toBe('active');

    // Two who demote each other at the same moment: one of them remains.
    const otherId = await office.add('other@example.vn', 'administrator');
    const other = await office.signIn('other@example.vn');
    const answers = await Promise.all([demote(chief, otherId), demote(other, chiefId)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await office.database.pool.query(
      "SELECT id FROM officer WHERE role = 'administrator' AND active",
    );
    expect(rows).toHaveLength(1);
    await office.database.pool.query("UPDATE officer SET role = 'administrator' WHERE id = $1", [
      chiefId,
    ]);
  });

  test('who are not there are missing', async () => {
    const nobody = '33333333-3333-4333-8333-333333333333';
    for (const [path, body] of [
      ['role', { role: 'viewer' }],
      ['active', { active: false }],
      ['link', {}],
      ['unlock', {}],
      ['sessions/revoke', {}],
    ] as const) {
      const { status } = await chief.post(`/console/api/officers/${nobody}/${path}`, body);
      expect(status, path).toBe(404);
    }
  });
});

test('the audit log is read by its address', async () => {
  const { body } = await chief.get('/console/api/audit?action=signed-in&limit=1');
  expect(body.entries).toHaveLength(1);
  expect(body.entries[0]).toMatchObject({ action: 'signed-in', address: '127.0.0.1' });
  expect(body.next).toBe(body.entries[0].id);
  const { body: older } = await chief.get(
    `/console/api/audit?action=signed-in&before=${body.next}`,
  );
  expect(Number(older.entries[0].id)).toBeLessThan(Number(body.next));
  const { body: people } = await chief.get('/console/api/audit/officers');
  expect(people.officers).toContainEqual({ id: chiefId, name: 'chief' });
  expect((await chief.get('/console/api/audit?from=31/12/2026')).status).toBe(422);
});
