import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { accountKey } from '../../../src/console/sign-in/lockout.ts';
import { common } from '../../../src/console/web/words/common.ts';
import { LAPTOP, lookAt, PASSWORD, PHONE, useConsole } from './console.ts';

const site = useConsole();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });

/** Chooses what is to be done with an officer, and confirms it. */
async function act(page: Page, name: string, what: string, done = what): Promise<void> {
  await button(page, `Thao tác với ${name}`).click();
  await page.getByRole('menuitem', { name: what }).click();
  await page.getByRole('dialog').getByRole('button', { name: done }).click();
}

/** Everyone but these may not be an administrator, so that they are the last. */
async function leaveOnly(id: string): Promise<void> {
  await site.database().pool.query(`UPDATE officer SET role = 'viewer' WHERE id <> $1`, [id]);
}

describe('an administrator', () => {
  test('changes the role of an officer, ends their work, and takes them back', async () => {
    const minh = await site.officer('viewer', 'Lê Văn Minh');
    const page = await site.visitAs('administrator', '/officers');
    const row = rowOf(page, minh.email);
    await row.getByText('Người xem').waitFor();

    await button(page, 'Thao tác với Lê Văn Minh').click();
    await page.getByRole('menuitem', { name: 'Đổi vai trò' }).click();
    await page.getByRole('radio', { name: /^Cán bộ hỗ trợ/ }).check();
    await lookAt(page, 'officers-role');
    await button(page, 'Lưu').click();
    await row.getByText('Cán bộ hỗ trợ').waitFor();

    await act(page, 'Lê Văn Minh', 'Ngừng hoạt động');
    await row.getByText('Ngừng hoạt động').waitFor();
    await act(page, 'Lê Văn Minh', 'Cho hoạt động lại');
    await row.getByText('Hoạt động', { exact: true }).waitFor();
  });

  test('lifts a lock, ends sessions, and hands over a link that also takes the second factor away', async () => {
    const hoa = await site.officer('support-officer', 'Phạm Thị Hoa');
    const { pool } = site.database();
    await pool.query(
      `INSERT INTO officer_lockout (key, failures, last_at, locked_until)
       VALUES ($1, 5, $2, $2::timestamptz + interval '10 minutes')`,
      [accountKey(hoa.email), new Date()],
    );
    await pool.query('UPDATE officer SET two_factor_enabled = true WHERE id = $1', [hoa.id]);
    await pool.query(
      `INSERT INTO officer_session (officer_id, token, signed_in_by, expires_at, ends_at)
       VALUES ($1, 'a token of nobody', 'password', $2, $2)`,
      [hoa.id, new Date(Date.now() + 3_600_000)],
    );
    const page = await site.visitAs('administrator', '/officers', PHONE);
    const row = rowOf(page, hoa.email);
    await row.getByText(/^Tạm khóa đến/).waitFor();
    await act(page, 'Phạm Thị Hoa', 'Mở khóa');
    await row.getByText(/^Tạm khóa đến/).waitFor({ state: 'detached' });
    await act(page, 'Phạm Thị Hoa', 'Kết thúc các phiên');
    await button(page, 'Thao tác với Phạm Thị Hoa').click();
    await page.getByRole('menuitem', { name: 'Tạo liên kết mới' }).waitFor();
    await page.getByRole('menuitem', { name: 'Kết thúc các phiên' }).waitFor({ state: 'detached' });
    await page.getByRole('menuitem', { name: 'Tạo liên kết mới' }).click();
    await page.getByRole('checkbox', { name: /^Gỡ xác thực hai bước/ }).check();
    await lookAt(page, 'officers-new-link');
    await button(page, 'Tạo liên kết').click();
    const link = await page.getByLabel('Liên kết', { exact: true }).inputValue();
    await lookAt(page, 'officers-link');
    await page.getByRole('dialog').getByText('Đóng', { exact: true }).click();
    await row.getByText('Chưa bật').waitFor();

    await page.goto(link);
    await page.getByRole('heading', { name: 'Đặt mật khẩu mới' }).waitFor();
  });

  test('is told that the last one cannot go, and that an address is taken', async () => {
    const chief = await site.officer('administrator', 'Người cuối cùng');
    await leaveOnly(chief.id);
    const page = await site.visitAs(chief, `/officers?q=${encodeURIComponent(chief.email)}`);
    await rowOf(page, chief.email).getByText('Bạn').waitFor();
    await act(page, 'Người cuối cùng', 'Ngừng hoạt động');
    await page.getByText('phải còn ít nhất một quản trị viên').waitFor();
    await button(page, 'Hủy').click();

    await button(page, 'Mời cán bộ').click();
    await page.getByLabel('Họ và tên', { exact: true }).fill('Ai đó');
    await page.getByLabel('E-mail', { exact: true }).fill(chief.email.toUpperCase());
    await page.getByRole('dialog').getByRole('button', { name: 'Mời' }).click();
    await page.getByText('Đã có cán bộ với e-mail này').waitFor();
  });
});

describe('the audit log', () => {
  test.each([
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ])('is read, filtered by its address and paged, on a %s', async (screen, options) => {
    const lan = await site.officer('support-officer', `Người đọc ${screen}`);
    const conversation = '0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001';
    await site.database().pool.query(
      `INSERT INTO audit_log (at, action, officer_id, officer_name, about, address)
       SELECT now() - i * interval '1 minute', 'conversation-seen', $1::uuid, $2::text, $3::text, '10.0.0.1'
         FROM generate_series(1, 60) i
       UNION ALL SELECT now(), 'personal-revealed', $1, $2, $3 || ' message=4', '10.0.0.1'
       UNION ALL SELECT now(), 'officer-changed', $1, $2, $4::text || ' role=viewer', '10.0.0.1'
       UNION ALL SELECT now(), 'retried', $1, $2, $3 || ' message=8812', '10.0.0.1'
       UNION ALL SELECT now(), 'exported', $1, $2, 'chua-hieu-2026-11-22.xlsx groups=12', '10.0.0.1'
       UNION ALL SELECT now(), 'sign-in-failed', $1, $2, 'city signup_disabled', '10.0.0.1'`,
      [lan.id, lan.name, conversation, lan.email],
    );
    const page = await site.visitAs('administrator', `/audit?officer=${lan.id}`, options);
    const rows = page.getByRole('row').filter({ hasText: lan.name });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(50);
    await page.getByText(`vai trò người xem`).waitFor();
    for (const words of [
      'tin nhắn 4 của hội thoại',
      'tin nhắn có mã 8812 trong hàng đợi',
      '12 nhóm',
      'bằng tài khoản của thành phố, e-mail không khớp với cán bộ nào đã được mời',
    ]) {
      await page.getByText(words).waitFor();
    }

    await button(page, 'Cũ hơn').click();
    await button(page, 'Về mới nhất').waitFor();
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(15);
    await page.goBack();
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(50);

    await page.getByRole('combobox', { name: 'Việc đã làm' }).fill('thông tin cá nhân');
    await page.getByTitle('Hiện thông tin cá nhân').click();
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(1);
    expect(new URL(page.url()).searchParams.get('action')).toBe('personal-revealed');
    await page.reload();
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(1);
    const link = rows.getByRole('link', { name: /^Hội thoại/ });
    expect(await link.getAttribute('href')).toBe(`/console/conversations/${conversation}`);

    await button(page, 'Bỏ lọc').click();
    await page.getByRole('searchbox', { name: 'Đối tượng' }).fill(lan.email);
    await page.getByRole('searchbox', { name: 'Đối tượng' }).press('Enter');
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(1);
    await page.getByRole('link', { name: lan.email }).click();
    await rowOf(page, lan.email).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe(lan.email);
  });

  test('says when nothing matches, and takes no notice of an address that is wrong', async () => {
    const page = await site.visitAs(
      'administrator',
      '/audit?from=2020-01-01&to=2020-01-02&action=x',
    );
    await page.getByText('Không có dòng nào khớp với bộ lọc.').waitFor();
    expect(await page.getByLabel('Từ ngày').inputValue()).toBe('01/01/2020');

    // Asked for while the browser knows that there is no network, and once there is one.
    await page.context().setOffline(true);
    await button(page, 'Bỏ lọc').click();
    await page.getByText(common.offline).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('cell', { name: 'Đăng nhập' }).first().waitFor();
    expect(new URL(page.url()).search).toBe('?action=x');
  });
});

describe('one’s own account', () => {
  test.each([
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ])(
    'shows where one is signed in, and changes the password, on a %s',
    { timeout: 40_000 },
    async (_, options) => {
      const an = await site.officer('content-officer', 'Đỗ Văn An');
      await site.database().pool.query(
        `INSERT INTO officer_session (officer_id, token, signed_in_by, expires_at, ends_at)
       VALUES ($1, gen_random_uuid()::text, 'password', $2, $2)`,
        [an.id, new Date(Date.now() + 3_600_000)],
      );
      const other = await site.visitAs(an, '/');
      const ended = Promise.withResolvers<void>();
      await other.route('**/console/api/live', async (route) => {
        await ended.promise;
        await route.continue();
      });
      await other.reload();
      await other.getByRole('heading', { name: 'Tổng quan', level: 1 }).waitFor();
      const page = await site.visitAs(an, '/account', options);
      await page.getByText('Phiên này').waitFor();
      await button(page, /^Kết thúc phiên Không rõ/).click();
      await page.getByText('Đã kết thúc phiên.').waitFor();
      await button(page, /^Kết thúc phiên Không rõ/).waitFor({ state: 'detached' });
      await button(page, /^Kết thúc phiên Chrome/).waitFor();
      await button(page, 'Kết thúc các phiên khác').click();
      await page.getByText('Kết thúc mọi phiên đăng nhập khác của bạn?').waitFor();
      await lookAt(page, 'account-sessions');
      await button(page, /^Kết thúc$/).click();
      await page.getByText('Đã kết thúc các phiên khác.').waitFor();
      await button(page, /^Kết thúc phiên Chrome/).waitFor({ state: 'detached' });
      // Nobody is at the other: its stream is refused, and that leads out.
      ended.resolve();
      await other.getByRole('heading', { name: 'Đăng nhập' }).waitFor();

      const type = (name: string, text: string) =>
        page.getByLabel(name, { exact: true }).fill(text);
      await type('Mật khẩu hiện tại', 'không phải mật khẩu');
      await type('Mật khẩu mới', 'một mật khẩu hoàn toàn khác');
      await type('Nhập lại mật khẩu mới', 'một mật khẩu hoàn toàn khác');
      await button(page, 'Đổi mật khẩu').click();
      await page.getByText('Mật khẩu hiện tại không đúng.').waitFor();
      await type('Mật khẩu hiện tại', PASSWORD);
      await button(page, 'Đổi mật khẩu').click();
      await page.getByText('Đã đổi mật khẩu.').waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Tài khoản của tôi' }).waitFor();
    },
  );
});
