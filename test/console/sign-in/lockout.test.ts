import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ACCOUNT_FAILURES,
  ADDRESS_FAILURES,
  createLockout,
  LOCK_MS,
  WINDOW_MS,
} from '../../../src/console/sign-in/lockout.ts';
import { AUTH, type Office, openOffice, PASSWORD } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const WRONG = 'không phải mật khẩu này';

/** Tries from an address of its own each, so that only the account counts. */
let from = 0;
const attempt = (email: string, password: string, address?: string) => {
  from++;
  const browser = office.visitor(address ?? `198.51.100.${from % 250}`);
  return browser.post(`${AUTH}/sign-in/email`, { email, password });
};

async function fail(email: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) expect((await attempt(email, WRONG)).status).toBe(401);
}

describe('an account', () => {
  test('is locked after failures in a row, also to the right password, until time has passed', async () => {
    await office.add('locked@example.vn');
    await fail('locked@example.vn', ACCOUNT_FAILURES);
    const refused = await attempt('locked@example.vn', PASSWORD);
    const body = { code: 'LOCKED_OUT', scope: 'account' };
    expect(refused).toMatchObject({ status: 429, body });
    expect(Date.parse(refused.body.unlocksAt)).toBeGreaterThan(Date.now());
    expect(await office.audited('locked-out')).toEqual([
      { officer_name: 'locked', about: 'locked@example.vn' },
    ]);

    office.later(LOCK_MS - 30_000);
    expect((await attempt('locked@example.vn', PASSWORD)).status).toBe(429);
    const knocks = async () =>
      (await office.audited('sign-in-failed')).filter(
        ({ about }) => about === 'locked@example.vn locked',
      );
    expect(await knocks()).toHaveLength(1);
    office.later(60_000);
    expect((await attempt('locked@example.vn', PASSWORD)).status).toBe(200);

    await fail('locked@example.vn', ACCOUNT_FAILURES);
    await attempt('locked@example.vn', PASSWORD);
    await attempt('locked@example.vn', PASSWORD);
    expect(await knocks()).toHaveLength(2);
  });

  test('that does not exist is locked the same way', async () => {
    await fail('no-one@example.vn', ACCOUNT_FAILURES);
    expect((await attempt('no-one@example.vn', PASSWORD)).status).toBe(429);
    // Whose address was tried is not kept of strangers.
    expect(await office.audited('sign-in-failed')).toContainEqual({
      officer_name: null,
      about: 'locked',
    });
  });

  test('is open again to failures after a success, or when the last one is long ago', async () => {
    await office.add('typing@example.vn');
    await fail('typing@example.vn', ACCOUNT_FAILURES - 1);
    expect((await attempt('typing@example.vn', PASSWORD)).status).toBe(200);
    await fail('typing@example.vn', ACCOUNT_FAILURES - 1);
    office.later(WINDOW_MS + 1000);
    await fail('typing@example.vn', ACCOUNT_FAILURES - 1);
    expect((await attempt('typing@example.vn', PASSWORD)).status).toBe(200);
  });

  test('is not outrun by many tries at the same moment', async () => {
    await office.add('burst@example.vn');
    const answers = await Promise.all(
      Array.from({ length: 3 * ACCOUNT_FAILURES }, () => attempt('burst@example.vn', WRONG)),
    );
    const tried = answers.filter(({ status }) => status === 401);
    expect(tried).toHaveLength(ACCOUNT_FAILURES);
    expect((await attempt('burst@example.vn', PASSWORD)).status).toBe(429);
    const locked = await office.audited('locked-out');
    expect(locked.filter(({ about }) => about === 'burst@example.vn').length).toBeLessThan(2);
  });

  test('is unlocked by an administrator', async () => {
    await office.add('chief@example.vn', 'administrator');
    const id = await office.add('help@example.vn');
    await fail('help@example.vn', ACCOUNT_FAILURES);
    const chief = await office.signIn('chief@example.vn');
    const row = async () =>
      (await chief.get('/console/api/officers')).body.officers.find(
        (officer: { id: string }) => officer.id === id,
      );
    expect((await row()).lockedUntil).not.toBeNull();
    expect((await chief.post(`/console/api/officers/${id}/unlock`)).status).toBe(200);
    expect((await row()).lockedUntil).toBeNull();
    expect((await attempt('help@example.vn', PASSWORD)).status).toBe(200);
  });

  test('also counts wrong passwords of someone who is signed in', async () => {
    await office.add('inside@example.vn');
    const browser = await office.signIn('inside@example.vn');
    for (let i = 0; i < ACCOUNT_FAILURES; i++) {
      const { status } = await browser.post(`${AUTH}/two-factor/enable`, { password: WRONG });
      expect(status).toBe(400);
    }
    const { status, body } = await browser.post(`${AUTH}/change-password`, {
      currentPassword: PASSWORD,
      newPassword: 'một mật khẩu khác hẳn',
    });
    expect([status, body.code]).toEqual([429, 'LOCKED_OUT']);
  });

  test('of another officer is guessed on its own count, whoever is signed in', async () => {
    await office.add('target@example.vn');
    await office.add('guesser@example.vn');
    const guesser = await office.signIn('guesser@example.vn');
    for (let i = 0; i < ACCOUNT_FAILURES; i++) {
      const body = { email: 'target@example.vn', password: WRONG };
      expect((await guesser.post(`${AUTH}/sign-in/email`, body)).status).toBe(401);
    }
    expect((await attempt('target@example.vn', PASSWORD)).status).toBe(429);
    expect((await attempt('guesser@example.vn', PASSWORD)).status).toBe(200);
  });
});

describe('an address', () => {
  const begin = async (email: string, address: string) =>
    createLockout(office.database.pool, office.now).begin(email, address);

  async function exhaust(address: string, times = ADDRESS_FAILURES): Promise<void> {
    for (let i = 0; i < times; i++) {
      const attempt = await begin(`${address}-${i}@example.vn`, address);
      if ('lockedUntil' in attempt) throw new Error(`locked after ${i}`);
      const { locked } = await attempt.failed();
      expect(locked).toEqual(i === ADDRESS_FAILURES - 1 ? ['address'] : []);
    }
  }

  test('is locked after failures at many accounts; others are not', async () => {
    await office.add('office@example.vn');
    await exhaust('203.0.113.7', ADDRESS_FAILURES - 1);
    expect((await attempt('office@example.vn', WRONG, '203.0.113.7')).status).toBe(401);
    // Whose failure was the last is not who is locked out.
    expect((await office.audited('locked-out'))[0]).toEqual({
      officer_name: null,
      about: 'address',
    });
    const there = await attempt('office@example.vn', PASSWORD, '203.0.113.7');
    const body = { code: 'LOCKED_OUT', scope: 'address' };
    expect(there).toMatchObject({ status: 429, body });
    expect((await office.audited('sign-in-failed'))[0]!.about).toBe(
      'office@example.vn address-locked',
    );
    expect((await attempt('office@example.vn', PASSWORD, '203.0.113.8')).status).toBe(200);
  });

  test('is not freed by a success in between', async () => {
    for (let i = 0; i < ADDRESS_FAILURES; i++) {
      const wrong = await begin(`x${i}@example.vn`, '203.0.113.9');
      if (!('lockedUntil' in wrong)) await wrong.failed();
      const right = await begin('own@example.vn', '203.0.113.9');
      if (!('lockedUntil' in right)) await right.succeeded();
    }
    expect(await begin('y@example.vn', '203.0.113.9')).toHaveProperty('lockedUntil');
  });

  test('does not count who knocks at a locked account', async () => {
    await fail('knock@example.vn', ACCOUNT_FAILURES);
    for (let i = 0; i < ADDRESS_FAILURES + 5; i++) {
      expect(await begin('knock@example.vn', '203.0.113.40')).toHaveProperty('lockedUntil');
    }
    expect(await begin('colleague@example.vn', '203.0.113.40')).not.toHaveProperty('lockedUntil');
  });

  test('of IPv6 is its network, and of IPv4 the same in both writings', async () => {
    await exhaust('2001:db8:1:2::1');
    expect(await begin('z@example.vn', '2001:db8:1:2:ffff::9')).toHaveProperty('lockedUntil');
    expect(await begin('z@example.vn', '2001:db8:1:3::1')).not.toHaveProperty('lockedUntil');
    await exhaust('::ffff:203.0.113.20');
    expect(await begin('z@example.vn', '203.0.113.20')).toHaveProperty('lockedUntil');
    expect(await begin('z@example.vn', '::ffff:203.0.113.21')).not.toHaveProperty('lockedUntil');
  });

  test('is the same with a port or a zone, and one that cannot be read is one of its own', async () => {
    await office.add('gateway@example.vn');
    for (const address of ['203.0.113.50:5123', 'fe80::1%eth0', 'unknown']) {
      expect((await attempt('gateway@example.vn', PASSWORD, address)).status, address).toBe(200);
    }
    await exhaust('203.0.113.51:40001');
    expect(await begin('z@example.vn', '203.0.113.51')).toHaveProperty('lockedUntil');
    await exhaust('fe80::2%eth0');
    expect(await begin('z@example.vn', '[fe80::2%eth1]:443')).toHaveProperty('lockedUntil');
    await exhaust('somewhere');
    expect(await begin('z@example.vn', 'somewhere')).toHaveProperty('lockedUntil');
    expect(await begin('z@example.vn', 'elsewhere')).not.toHaveProperty('lockedUntil');
  });

  test('is forgotten a day after its last failure', async () => {
    const attempt = await begin('day@example.vn', '203.0.113.30');
    if ('lockedUntil' in attempt) throw new Error('locked');
    await attempt.failed();
    await office.database.pool.query(
      "UPDATE officer_lockout SET last_at = $1 WHERE key = 'address:203.0.113.30/32'",
      [new Date(Date.now() - 25 * 3_600_000)],
    );
    const next = await begin('next@example.vn', '203.0.113.31');
    if ('lockedUntil' in next) throw new Error('locked');
    await next.failed();
    const { rows } = await office.database.pool.query(
      "SELECT key FROM officer_lockout WHERE key LIKE 'address:203.0.113.3%'",
    );
    expect(rows).toEqual([{ key: 'address:203.0.113.31/32' }]);
  });
});
