import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../src/console/contract/permission.ts';
import { ACCOUNT_FAILURES } from '../../../src/console/sign-in/lockout.ts';
import { addressAfter, pageAfter } from '../../../src/console/web/pages/sign-in/to.ts';
import { pages } from '../../../src/console/web/words/common.ts';
import { CLIENT, openCity } from '../sign-in/city.ts';
import { totp } from '../sign-in/office.ts';
import { LAPTOP, lookAt, PASSWORD, PHONE, useConsole } from './console.ts';

const site = useConsole();

const NEW_PASSWORD = 'một câu dài dễ nhớ';

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await field(page, 'E-mail').fill(email);
  await field(page, 'Mật khẩu').fill(password);
  await button(page, 'Đăng nhập').click();
}

/** Sets the second factor up from the step of the password; gives the app's key and the codes. */
async function setUp(page: Page, password: string): Promise<{ uri: string; codes: string[] }> {
  await field(page, 'Mật khẩu hiện tại').first().fill(password);
  await button(page, 'Tiếp tục').click();
  await page.getByRole('img', { name: /^Mã QR/ }).waitFor();
  const secret = await page.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).innerText();
  const uri = `otpauth://totp/x?secret=${secret.replaceAll(' ', '')}`;
  await field(page, 'Mã xác thực').fill(totp(uri));
  await button(page, 'Xác nhận và bật').click();
  return { uri, codes: await backupCodes(page) };
}

async function backupCodes(page: Page): Promise<string[]> {
  await button(page, 'Tôi đã lưu các mã').waitFor();
  const codes = page.getByRole('region', { name: 'Mã dự phòng' }).getByRole('listitem');
  return codes.allInnerTexts();
}

async function signOut(page: Page, officer: string): Promise<void> {
  await button(page, officer).click();
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
  await heading(page, 'Đăng nhập').waitFor();
}

/** Has an administrator invite someone, through the page; gives the link to hand over. */
async function invite(page: Page, name: string, email: string, role: string): Promise<string> {
  await button(page, 'Mời cán bộ').click();
  await field(page, 'Họ và tên').fill(name);
  await field(page, 'E-mail').fill(email);
  await page.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
  await button(page, 'Mời').click();
  const link = await field(page, 'Liên kết').inputValue();
  await button(page, 'Đóng').last().click();
  return link;
}

test('an officer is invited, sets a password and a second factor, and comes back by code', {
  timeout: 90_000,
}, async () => {
  const chief = await site.visitAs('administrator', '/officers');
  const link = await invite(chief, 'Trần Thị Lan', 'lan@example.vn', 'Cán bộ nội dung');
  await chief
    .getByRole('row', { name: /Trần Thị Lan/ })
    .getByText('Đã mời')
    .waitFor();

  const page = await site.visit(
    new URL(link).pathname.replace('/console', '') + new URL(link).hash,
  );
  await heading(page, 'Nhận lời mời').waitFor();
  expect(await field(page, 'E-mail').inputValue()).toBe('lan@example.vn');
  expect(await field(page, 'Họ và tên').inputValue()).toBe('Trần Thị Lan');
  await field(page, 'Mật khẩu mới').fill('ngắn');
  await field(page, 'Nhập lại mật khẩu mới').fill('khác');
  await button(page, 'Đặt mật khẩu').click();
  await page.getByText('Mật khẩu phải có ít nhất 12 ký tự.').waitFor();
  await page.getByText('Hai lần nhập không giống nhau.').waitFor();
  await lookAt(page, 'invitation');
  await field(page, 'Mật khẩu mới').fill(NEW_PASSWORD);
  await field(page, 'Nhập lại mật khẩu mới').fill(NEW_PASSWORD);
  await button(page, 'Đặt mật khẩu').click();

  await page.getByText('Đã đặt mật khẩu. Đăng nhập để bắt đầu.').waitFor();
  expect(page.url()).not.toContain('#');
  await signIn(page, 'lan@example.vn', NEW_PASSWORD);
  await heading(page, 'Tổng quan').waitFor();

  await button(page, 'Trần Thị Lan').click();
  await page.getByRole('menuitem', { name: 'Tài khoản của tôi' }).click();
  await button(page, 'Bật xác thực hai bước').click();
  const { uri, codes } = await setUp(page, NEW_PASSWORD);
  expect(codes).toHaveLength(10);
  await page.emulateMedia({ media: 'print' });
  expect((await page.locator('body').innerText()).split(/\s+/).filter(Boolean)).toEqual(codes);
  await page.emulateMedia({ media: null });
  await button(page, 'Tôi đã lưu các mã').click();

  await button(page, 'Tạo mã dự phòng mới').click();
  const dialog = page.getByRole('dialog');
  await field(page, 'Mật khẩu hiện tại').last().fill('không phải mật khẩu');
  await button(page, 'Tạo mã mới').click();
  await dialog.getByText('Mật khẩu hiện tại không đúng.').waitFor();
  await lookAt(page, 'backup-codes-renewed');
  await field(page, 'Mật khẩu hiện tại').last().fill(NEW_PASSWORD);
  await button(page, 'Tạo mã mới').click();
  const renewed = await backupCodes(page);
  await button(page, 'Tôi đã lưu các mã').click();
  await button(page, 'Tắt xác thực hai bước').waitFor();

  await signOut(page, 'Trần Thị Lan');
  await signIn(page, 'lan@example.vn', NEW_PASSWORD);
  await heading(page, 'Xác thực hai bước').waitFor();
  await field(page, 'Mã xác thực').fill('12345');
  await button(page, 'Xác nhận').click();
  await page.getByText('Nhập đủ 6 chữ số.').waitFor();
  await lookAt(page, 'code');
  // The one before was used to set it up.
  const code = totp(uri, 1);
  await field(page, 'Mã xác thực').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await button(page, 'Xác nhận').click();
  await heading(page, 'Tổng quan').waitFor();

  await signOut(page, 'Trần Thị Lan');
  await signIn(page, 'lan@example.vn', NEW_PASSWORD);
  await button(page, 'Dùng mã dự phòng').click();
  // Of those before the new ones.
  await field(page, 'Mã dự phòng').fill(codes[0]!);
  await button(page, 'Xác nhận').click();
  await page.getByText('Mã dự phòng không đúng hoặc đã được dùng.').waitFor();
  await field(page, 'Mã dự phòng').fill(renewed[0]!);
  await button(page, 'Xác nhận').click();
  await heading(page, 'Tổng quan').waitFor();

  await button(page, 'Trần Thị Lan').click();
  await page.getByRole('menuitem', { name: 'Tài khoản của tôi' }).click();
  await button(page, 'Tắt xác thực hai bước').click();
  await field(page, 'Mật khẩu hiện tại').last().fill(NEW_PASSWORD);
  await lookAt(page, 'two-factor-off');
  await button(page, 'Tắt').click();
  await button(page, 'Bật xác thực hai bước').waitFor();
});

describe('a one-time link', () => {
  test('that was used, or was cut short, says what to do', async () => {
    const page = await site.visit(`/invitation#${'A'.repeat(43)}`);
    await heading(page, 'Liên kết không dùng được nữa').waitFor();
    await lookAt(page, 'invitation-void');
    // Only what stands behind the "#" is another: the browser stays on the page.
    await page.goto('/console/invitation#abc');
    await heading(page, 'Liên kết không đầy đủ').waitFor();
  });
});

describe('signing in', () => {
  test.each([
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ])('by a wrong password is refused, and locked after some, on a %s', async (_, screen) => {
    const { email } = await site.officer('viewer');
    const page = await site.visit('/sign-in', screen);
    await signIn(page, email, 'không phải mật khẩu');
    await page.getByText('E-mail hoặc mật khẩu không đúng.').waitFor();
    await lookAt(page, 'sign-in');
    for (let i = 1; i < ACCOUNT_FAILURES; i++) {
      const answered = page.waitForResponse(/sign-in\/email/);
      await button(page, 'Đăng nhập').click();
      await answered;
    }
    await signIn(page, email, PASSWORD);
    await page.getByText(/Tạm khóa đến \d\d:\d\d \d\d\/\d\d\/\d{4}/).waitFor();
  });

  test('leads to the page that was asked for, with its filters', async () => {
    const { email } = await site.officer('administrator');
    const page = await site.visit('/audit?action=signed-in');
    await heading(page, 'Đăng nhập').waitFor();
    await signIn(page, email, PASSWORD);
    await heading(page, 'Nhật ký').waitFor();
    expect(new URL(page.url()).search).toBe('?action=signed-in');
  });

  test('never leads to another site', async () => {
    const page = await site.visitAs('viewer', '/sign-in?to=//example.com/');
    await heading(page, 'Tổng quan').waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/console\/?$/);
    for (const to of ['//example.com/', '/\\example.com', 'https://example.com/', '/sign-in']) {
      const params = new URLSearchParams({ to });
      expect(pageAfter(params), to).toBe('/');
      expect(addressAfter(params), to).toBe('/console/');
    }
  });

  test('by the city’s sign-on that failed says why', async () => {
    const page = await site.visit('/sign-in');
    for (const [error, words] of [
      ['signup_disabled', 'không khớp với cán bộ nào đã được mời'],
      ['unable_to_link_account', 'không khớp với cán bộ nào đã được mời'],
      ['deactivated', 'đã ngừng hoạt động'],
      ['whatever', 'chưa thành công'],
    ]) {
      await page.goto(`/console/sign-in?error=${error}`);
      await page.getByText(words!).waitFor();
    }
  });
});

test('a session that was ended elsewhere leads to the sign-in, and back', async () => {
  const officer = await site.officer('administrator');
  const page = await site.visitAs(officer, '/officers');
  await page.getByRole('row', { name: new RegExp(officer.email) }).waitFor();
  await site
    .database()
    .pool.query('DELETE FROM officer_session WHERE officer_id = $1', [officer.id]);
  await page.getByRole('link', { name: 'Nhật ký' }).click();
  await heading(page, 'Đăng nhập').waitFor();
  await signIn(page, officer.email, PASSWORD);
  await heading(page, 'Nhật ký').waitFor();
});

/** What each role finds in the menu, and addresses that are not for it. */
const CONTENT = [pages.overview, pages.statistics, pages.conversations, pages.misunderstood];
const MENUS: readonly [Role, readonly string[], refused: readonly string[]][] = [
  [
    'viewer',
    [pages.overview, pages.statistics, pages.flows, pages.answers, pages.simulator],
    ['/audit', '/conversations', '/conversations/1', '/misunderstood', '/health', '/officers'],
  ],
  ...(['content-officer', 'support-officer'] as const).map((role): (typeof MENUS)[number] => [
    role,
    [...CONTENT, pages.flows, pages.answers, pages.simulator, pages.health],
    ['/audit?action=exported', '/officers'],
  ]),
];

test.each(MENUS)(
  'a %s sees in the menu what it may open, and is refused the rest by address',
  async (role, names, refused) => {
    const page = await site.visitAs(role, '/');
    const menu = page.getByRole('navigation', { name: 'Trình đơn' });
    const entries = menu.getByRole('menuitem');
    await entries.first().waitFor();
    await expect
      .poll(async () => (await entries.allInnerTexts()).map((name) => name.trim()))
      .toEqual(names);
    for (const path of refused) {
      await page.goto(`${site.url()}/console${path}`);
      await page.getByText('Vai trò của bạn không được làm việc này.').waitFor();
      expect(await page.getByRole('table').count(), path).toBe(0);
    }
    if (role === 'viewer') await lookAt(page, 'refused');
  },
);

const city = await openCity(() => 'http://127.0.0.1/console/api/auth/callback/city');
afterAll(() => city.close());

describe('where a second factor is required', () => {
  const strict = useConsole({
    CONSOLE_REQUIRE_TWO_FACTOR: 'on',
    CONSOLE_OIDC_ISSUER: city.issuer,
    CONSOLE_OIDC_CLIENT_ID: CLIENT.clientId,
    CONSOLE_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
  });

  test('the city’s sign-on leads to the page that was asked for; a password to nothing but the set-up, until the codes are kept', {
    timeout: 60_000,
  }, async () => {
    const ofTheCity = 'lan@haiphong.example';
    await strict
      .database()
      .pool.query(
        `INSERT INTO officer (name, email, role) VALUES ('Của thành phố', $1, 'administrator')`,
        [ofTheCity],
      );
    const byCity = (page: Page) => button(page, 'Đăng nhập bằng tài khoản của thành phố').click();
    const page = await strict.visit('/audit?action=signed-in', PHONE);
    city.citizen = { sub: 'city-1', email: ofTheCity, verified: false };
    await byCity(page);
    await page.getByText('địa chỉ e-mail của tài khoản đó chưa được xác minh').waitFor();
    city.citizen.verified = true;
    await page.goto(`${strict.url()}/console/audit?action=signed-in`);
    await byCity(page);
    await heading(page, 'Nhật ký').waitFor();
    expect(new URL(page.url()).search).toBe('?action=signed-in');
    await page.goto(`${strict.url()}/console/account`);
    await page.getByText('Tài khoản này không có mật khẩu riêng').waitFor();
    await lookAt(page, 'account-of-the-city');

    await page.context().clearCookies();
    const { email } = await strict.officer('administrator');
    await page.goto(`${strict.url()}/console/officers`);
    await heading(page, 'Đăng nhập').waitFor();
    await signIn(page, email, 'không phải mật khẩu');
    await page.getByText('E-mail hoặc mật khẩu không đúng.').waitFor();
    await page.route(/sign-in\/social/, (route) =>
      route.fulfill({ status: 404, json: { code: 'PROVIDER_NOT_FOUND' } }),
    );
    await byCity(page);
    await page.getByText('Chưa kết nối được với hệ thống đăng nhập của thành phố').waitFor();
    await signIn(page, email, PASSWORD);
    await heading(page, 'Cần bật xác thực hai bước').waitFor();
    await page.goto(`${strict.url()}/console/audit`);
    await heading(page, 'Cần bật xác thực hai bước').waitFor();
    await setUp(page, PASSWORD);
    await lookAt(page, 'backup-codes');
    await button(page, 'Tôi đã lưu các mã').click();
    await heading(page, 'Nhật ký').waitFor();
  });
});
