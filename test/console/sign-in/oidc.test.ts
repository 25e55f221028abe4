import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type City, CLIENT, openCity, throughCity } from './city.ts';
import { AUTH, type Office, openOffice, type Visitor } from './office.ts';

let city: City;
let office: Office;
beforeAll(async () => {
  // The two know each other's address; the console asks the sign-on only when it is used.
  city = await openCity(() => 'https://tro-ly.example.vn/console/api/auth/callback/city');
  office = await openOffice({
    publicUrl: 'https://tro-ly.example.vn',
    settings: { city: { issuer: city.issuer, ...CLIENT } },
  });
});
afterAll(async () => {
  await office.close();
  await city.close();
});
beforeEach(() => {
  city.asked.length = 0;
});

const CONSOLE = 'https://tro-ly.example.vn';

async function start(browser: Visitor): Promise<string> {
  const { status, body } = await browser.post(`${AUTH}/sign-in/social`, {
    provider: 'city',
    callbackURL: '/console/statistics?period=2026-Q4',
    errorCallbackURL: '/console/sign-in',
  });
  expect(status).toBe(200);
  return body.url;
}

/** The whole way; the console's public address stands for the server of the test. */
async function come(browser = office.visitor()): Promise<{ browser: Visitor; at: URL }> {
  const behind: Visitor = {
    ...browser,
    get: (path) => browser.get(path.replace(CONSOLE, office.url)),
  };
  return { browser, at: await throughCity(behind, await start(browser), CONSOLE) };
}

const me = async (browser: Visitor) => (await browser.get('/console/api/session')).body.me;

async function invite(email: string): Promise<string> {
  const { rows } = await office.database.pool.query<{ id: string }>(
    "INSERT INTO officer (name, email, role) VALUES ('Được mời', $1, 'viewer') RETURNING id",
    [email],
  );
  return rows[0]!.id;
}

describe("the city's sign-on", () => {
  test('lets in who was invited, with PKCE, and keeps none of its tokens', async () => {
    await invite('lan@haiphong.example');
    city.citizen = { sub: 'city-1', email: 'Lan@haiphong.example', verified: true };
    const { browser, at } = await come();
    expect(at.pathname + at.search).toBe('/console/statistics?period=2026-Q4');
    expect(await me(browser)).toMatchObject({
      name: 'Được mời',
      email: 'lan@haiphong.example',
      role: 'viewer',
      by: 'city',
      hasPassword: false,
    });
    expect(city.asked[0]!.get('code_challenge_method')).toBe('S256');
    expect(city.asked[0]!.get('nonce')).not.toBeNull();
    const { rows } = await office.database.pool.query(
      'SELECT access_token, refresh_token, id_token FROM officer_account',
    );
    expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
    expect((await office.audited('signed-in'))[0]).toEqual({
      officer_name: 'Được mời',
      about: 'city',
    });
  });

  test('knows them by its own id from then on, whatever their address there', async () => {
    await invite('moved@haiphong.example');
    city.citizen = { sub: 'city-2', email: 'moved@haiphong.example', verified: true };
    await come();
    city.citizen = { sub: 'city-2', email: 'elsewhere@haiphong.example', verified: true };
    const { browser } = await come();
    expect((await me(browser)).email).toBe('moved@haiphong.example');
  });

  test('refuses who was not invited', async () => {
    city.citizen = { sub: 'city-3', email: 'stranger@haiphong.example', verified: true };
    const { browser, at } = await come();
    expect(at.pathname).toBe('/console/sign-in');
    expect(at.searchParams.get('error')).toBe('signup_disabled');
    expect(await me(browser)).toBeNull();
    expect((await office.audited('sign-in-failed'))[0]!.about).toBe('city signup_disabled');
    const { rows } = await office.database.pool.query(
      "SELECT FROM officer WHERE email LIKE 'stranger%'",
    );
    expect(rows).toEqual([]);
  });

  test('refuses an address that the sign-on does not vouch for', async () => {
    await invite('claimed@haiphong.example');
    city.citizen = { sub: 'city-4', email: 'claimed@haiphong.example', verified: false };
    const { browser, at } = await come();
    expect(at.searchParams.get('error')).toBe('account_not_linked');
    expect(await me(browser)).toBeNull();
  });

  test('refuses who was deactivated', async () => {
    const id = await invite('left@haiphong.example');
    city.citizen = { sub: 'city-5', email: 'left@haiphong.example', verified: true };
    await come();
    await office.database.pool.query('UPDATE officer SET active = false WHERE id = $1', [id]);
    const { browser, at } = await come();
    expect(at.searchParams.get('error')).toBe('deactivated');
    expect(await me(browser)).toBeNull();
  });

  test('takes nobody in whose way began in another browser', async () => {
    await invite('victim@haiphong.example');
    city.citizen = { sub: 'city-6', email: 'victim@haiphong.example', verified: true };
    const url = await start(office.visitor());
    const other = office.visitor();
    const behind: Visitor = {
      ...other,
      get: (path) => other.get(path.replace(CONSOLE, office.url)),
    };
    const at = await throughCity(behind, url, CONSOLE);
    expect(at.searchParams.get('error')).toBe('state_mismatch');
    expect(await me(other)).toBeNull();
    // Nobody was refused, and anyone could fill the audit log with such.
    const failures = await office.audited('sign-in-failed');
    expect(failures.filter(({ about }) => about?.includes('state'))).toEqual([]);
  });

  test('takes nobody at their word for why they were refused', async () => {
    const before = await office.audited('sign-in-failed');
    for (const error of ['signup_disabled', 'deactivated']) {
      const browser = office.visitor();
      const state = new URL(await start(browser)).searchParams.get('state');
      const back = `${AUTH}/callback/city?state=${state}&error=${error}`;
      expect((await browser.get(back)).headers.get('Location')).toContain(error);
    }
    expect(await office.audited('sign-in-failed')).toEqual(before);
  });

  test('is not asked to lead back to another site, or to another sign-on', async () => {
    const given = { provider: 'city', callbackURL: 'https://evil.example/console' };
    for (const change of [
      {},
      { callbackURL: '//evil.example' },
      { callbackURL: '/console/../evil?//x\\y' },
      { callbackURL: '/console', provider: 'google' },
      { callbackURL: '/console', errorCallbackURL: 'https://evil.example' },
      // It would stand in the audit log.
      { callbackURL: '/console', errorCallbackURL: '/console/sign-in?error=deactivated' },
    ]) {
      const { status } = await office
        .visitor()
        .post(`${AUTH}/sign-in/social`, { ...given, ...change });
      expect(status, JSON.stringify(change)).toBe(422);
    }
  });
});

test('a sign-on that is away keeps nobody out who has a password', async () => {
  const alone = await openOffice({
    settings: { city: { issuer: 'http://127.0.0.1:9', ...CLIENT } },
  });
  try {
    await alone.add('pass@example.vn');
    const browser = await alone.signIn('pass@example.vn');
    expect((await me(browser)).by).toBe('password');
    const { status } = await alone
      .visitor()
      .post(`${AUTH}/sign-in/social`, { provider: 'city', callbackURL: '/console' });
    expect(status).toBe(404);
  } finally {
    await alone.close();
  }
});

test('a sign-on that never answers holds nobody up, and is asked again by who comes by it', async () => {
  city.isSilent = true;
  const alone = await openOffice({ settings: { city: { issuer: city.issuer, ...CLIENT } } });
  try {
    await alone.add('pass@example.vn');
    expect((await me(await alone.signIn('pass@example.vn'))).by).toBe('password');
    city.isSilent = false;
    const asked = { provider: 'city', callbackURL: '/console' };
    const { body } = await alone.visitor().post(`${AUTH}/sign-in/social`, asked);
    expect(body.url).toMatch(`${city.issuer}/auth?`);
  } finally {
    city.isSilent = false;
    await alone.close();
  }
});
