import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_MS } from '../../../src/console/sign-in/links.ts';
import { run } from '../../support/run.ts';
import { AUTH, type Office, openOffice, PASSWORD, type Visitor } from './office.ts';

let office: Office;
let chief: Visitor;
beforeAll(async () => {
  office = await openOffice();
  await office.add('chief@example.vn', 'administrator');
  chief = await office.signIn('chief@example.vn');
});
afterAll(() => office.close());

const NEW_PASSWORD = 'mật khẩu tự đặt lần đầu';

const tokenOf = (link: string) => link.split('#')[1]!;

async function invite(email: string, role = 'viewer'): Promise<{ id: string; token: string }> {
  const { status, body } = await chief.post('/console/api/officers/invite', {
    email,
    name: 'Người mới',
    role,
  });
  expect(status).toBe(200);
  expect(body.link).toMatch(new RegExp(`^${office.url}/console/invitation#[A-Za-z0-9_-]{43}$`));
  return { id: body.id, token: tokenOf(body.link) };
}

const look = (token: string) => office.visitor().post('/console/api/invitation', { token });
const accept = (token: string, password = NEW_PASSWORD) =>
  office.visitor().post('/console/api/invitation/accept', { token, name: 'Tên Thật', password });
const signIn = (email: string, password: string) =>
  office.visitor().post(`${AUTH}/sign-in/email`, { email, password });

describe('an invitation', () => {
  test('sets name and password once, by a link of which only a hash is kept', async () => {
    const { token } = await invite('moi@example.vn', 'content-officer');
    const { rows } = await office.database.pool.query('SELECT token_hash FROM officer_link');
    expect(rows.map(({ token_hash }) => token_hash)).not.toContain(token);
    expect((await signIn('moi@example.vn', NEW_PASSWORD)).status).toBe(401);

    expect((await look(token)).body).toMatchObject({
      kind: 'invitation',
      email: 'moi@example.vn',
      name: 'Người mới',
      role: 'content-officer',
    });
    expect(await accept(token)).toMatchObject({ status: 200, body: { email: 'moi@example.vn' } });
    const { status, body } = await signIn('moi@example.vn', NEW_PASSWORD);
    expect(status).toBe(200);
    expect(body.user.name).toBe('Tên Thật');

    expect((await look(token)).status).toBe(404);
    expect((await accept(token, 'mật khẩu của kẻ khác')).status).toBe(404);
    expect((await signIn('moi@example.vn', NEW_PASSWORD)).status).toBe(200);
    expect((await office.audited('officer-invited'))[0]).toEqual({
      officer_name: 'chief',
      about: 'moi@example.vn role=content-officer',
    });
  });

  test('is used up by one of two who open it at the same moment', async () => {
    const { token } = await invite('race@example.vn');
    const answers = await Promise.all([accept(token), accept(token), accept(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  });

  test('expires, is replaced by a newer one, and is void for who was deactivated', async () => {
    const replaced = await invite('replaced@example.vn');
    const { body } = await chief.post(`/console/api/officers/${replaced.id}/link`);
    expect((await accept(replaced.token)).status).toBe(404);
    expect((await look(tokenOf(body.link))).body.kind).toBe('invitation');

    const off = await invite('off@example.vn');
    await chief.post(`/console/api/officers/${off.id}/active`, { active: false });
    expect((await look(off.token)).status).toBe(404);
    const again = await chief.post(`/console/api/officers/${off.id}/link`);
    expect(again.status).toBe(409);

    const old = await invite('old@example.vn');
    office.later(LINK_MS + 1000);
    expect((await look(old.token)).status).toBe(404);
    expect((await accept(old.token)).status).toBe(404);
    office.later(-LINK_MS - 1000);
    expect((await accept(old.token)).status).toBe(200);
  });

  test('wants a password of some length and a name that can be kept, and is not used up else', async () => {
    const { token } = await invite('short@example.vn');
    const refused = await accept(token, 'ngắn quá');
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      { field: 'password', message: 'must have at least 12 characters' },
    ]);
    const nul = { token, name: 'Tên\0', password: NEW_PASSWORD };
    const { status, body } = await office.visitor().post('/console/api/invitation/accept', nul);
    expect([status, body.errors]).toEqual([422, [{ field: 'name', message: 'must not hold NUL' }]]);
    expect((await accept(token)).status).toBe(200);
  });

  test('cannot be made for an address that is there, in any case', async () => {
    await office.add('there@example.vn');
    const body = { email: 'There@example.vn', name: 'x', role: 'administrator' };
    expect((await chief.post('/console/api/officers/invite', body)).status).toBe(409);
  });
});

test('a link for who forgot the password replaces it when used, ends sessions, lifts a lockout', async () => {
  const id = await office.add('forgot@example.vn');
  const theirs = await office.signIn('forgot@example.vn');
  for (let i = 0; i < 5; i++) await signIn('forgot@example.vn', 'không nhớ nữa rồi');
  const { body } = await chief.post(`/console/api/officers/${id}/link`);
  const token = tokenOf(body.link);
  expect((await look(token)).body.kind).toBe('recovery');
  expect((await theirs.get('/console/api/sessions')).status).toBe(200);
  expect((await accept(token)).status).toBe(200);
  expect((await theirs.get('/console/api/sessions')).status).toBe(401);
  expect((await signIn('forgot@example.vn', PASSWORD)).status).toBe(401);
  expect((await signIn('forgot@example.vn', NEW_PASSWORD)).status).toBe(200);
});

describe('npm run officer', () => {
  const officer = (...args: string[]) =>
    run('src/officer.ts', {
      args,
      env: { DATABASE_URL: office.database.url, PUBLIC_URL: office.url },
    });

  test('makes an administrator, and a way back in for who is there', async () => {
    const made = await officer('First@Example.vn', '--name', 'Người Đầu Tiên');
    expect(made.code, made.err).toBe(0);
    const token = /#([A-Za-z0-9_-]{43})\n/.exec(made.out)![1]!;
    expect((await look(token)).body).toMatchObject({
      kind: 'invitation',
      email: 'first@example.vn',
      name: 'Người Đầu Tiên',
      role: 'administrator',
    });
    expect((await accept(token)).status).toBe(200);

    const back = await officer('first@example.vn');
    expect(back.out).toContain('an officer already, administrator');
    const again = /#([A-Za-z0-9_-]{43})\n/.exec(back.out)![1]!;
    expect((await look(again)).body).toMatchObject({ kind: 'recovery', name: 'Tên Thật' });
    expect((await office.audited('officer-changed'))[0]).toEqual({
      officer_name: null,
      about: 'first@example.vn link',
    });
  });

  test.each([[[]], [['not an address']], [['a@example.vn', '--role']]])(
    'is refused in one line: %j',
    async (args) => {
      const { code, err, out } = await officer(...args);
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain('allowed: npm run officer -- <e-mail address>');
      expect(err.trim().split('\n')).toHaveLength(1);
    },
  );

  test('gives no link to who was deactivated', async () => {
    await office.add('gone@example.vn');
    await office.database.pool.query(
      "UPDATE officer SET active = false WHERE email = 'gone@example.vn'",
    );
    const { code, err } = await officer('gone@example.vn');
    expect([code, err.trim()]).toEqual([
      1,
      'gone@example.vn: deactivated; an administrator can make them active again',
    ]);
  });
});
