import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { misunderstoodFile } from '../../../src/console/contract/misunderstood.ts';
import { exportStatistics } from '../../../src/console/contract/statistics.ts';
import { pages, roles } from '../../../src/console/web/words/common.ts';
import { loadBot } from '../../../src/load.ts';
import { run } from '../../support/run.ts';
import { write } from './citizen.ts';
import { PASSWORD, type TestOfficer, useConsole } from './console.ts';

const site = useConsole();
const { bot } = loadBot();

let conversation = '';

beforeAll(async () => {
  const where = { url: site.url(), pool: site.database().pool };
  await write(where, ['máy in canon hỏng rồi']);
  conversation = await write(where, ['id.vn có mất tiền không', 'may in canon hong roi']);
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const menu = (page: Page) => page.getByRole('navigation', { name: 'Trình đơn' });
const row = (page: Page, words: string | RegExp) =>
  page.getByRole('row').filter({ hasText: words });

/** Opens a page by the menu. */
async function go(page: Page, name: string): Promise<void> {
  await menu(page).getByRole('link', { name, exact: true }).click();
  await title(page, name).waitFor();
}

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await title(page, 'Đăng nhập').waitFor();
  await field(page, 'E-mail').fill(email);
  await field(page, 'Mật khẩu').fill(password);
  await button(page, 'Đăng nhập').click();
}

/** What stands behind the console's address in one that is to be opened. */
const within = (link: string) => link.split('/console')[1]!;

/** An officer comes to the console, finds the sign-in, and is at the overview. */
async function arrive(officer: TestOfficer): Promise<Page> {
  const page = await site.visit('/');
  await signIn(page, officer.email);
  await title(page, pages.overview).waitFor();
  return page;
}

/** Has someone invited through the page; gives the link to hand over. */
async function invite(page: Page, name: string, email: string, role: string): Promise<string> {
  await button(page, 'Mời cán bộ').click();
  await field(page, 'Họ và tên').fill(name);
  await field(page, 'E-mail').fill(email);
  await page.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Mời', exact: true }).click();
  const link = await field(page, 'Liên kết').inputValue();
  await page.getByRole('dialog').getByText('Đóng', { exact: true }).click();
  await row(page, email).getByText(role).waitFor();
  return link;
}

/** Chooses what is to be done with an officer. */
async function act(page: Page, name: string, what: string): Promise<void> {
  await button(page, `Thao tác với ${name}`).click();
  await page.getByRole('menuitem', { name: what }).click();
}

test('an administrator begins by the link of the command, lets others in, and keeps order', {
  timeout: 60_000,
}, async () => {
  const made = await run('src/officer.ts', {
    args: ['hoa@example.vn', '--name', 'Lê Thị Hoa'],
    env: { DATABASE_URL: site.database().url, PUBLIC_URL: site.url() },
  });
  expect(made).toMatchObject({ code: 0, err: '' });
  const link = /^http\S+$/m.exec(made.out)![0];
  expect(link.startsWith(`${site.url()}/console/`)).toBe(true);

  const page = await site.visit(within(link));
  await title(page, 'Nhận lời mời').waitFor();
  await field(page, 'Mật khẩu mới').fill(PASSWORD);
  await field(page, 'Nhập lại mật khẩu mới').fill(PASSWORD);
  await button(page, 'Đặt mật khẩu').click();
  await signIn(page, 'hoa@example.vn');
  await title(page, pages.overview).waitFor();
  await page.getByRole('link', { name: /^Lượt tài khoản: \d+, xem các hội thoại$/ }).waitFor();

  await go(page, pages.officers);
  const lan = await invite(page, 'Trần Thị Lan', 'lan@example.vn', roles['content-officer']);
  const minh = await invite(page, 'Phạm Văn Minh', 'minh@example.vn', roles.viewer);
  expect(minh).not.toBe(lan);

  await go(page, pages.conversations);
  await page.getByRole('link', { name: 'id.vn có mất tiền không' }).click();
  await page.getByRole('list', { name: 'Tin nhắn' }).getByText('may in canon').first().waitFor();
  await go(page, pages.audit);
  const seen = row(page, 'Xem hội thoại').filter({ hasText: 'Lê Thị Hoa' });
  await seen.getByRole('link', { name: `Hội thoại ${conversation.slice(0, 8)}` }).waitFor();
  await row(page, 'Mời cán bộ').filter({ hasText: 'minh@example.vn' }).waitFor();
  await row(page, 'Mời cán bộ').filter({ hasText: 'Quản trị máy chủ' }).waitFor();

  await go(page, pages.officers);
  await act(page, 'Trần Thị Lan', 'Đổi vai trò');
  await page.getByRole('radio', { name: new RegExp(`^${roles['support-officer']}`) }).check();
  await button(page, 'Lưu').click();
  await row(page, 'lan@example.vn').getByText(roles['support-officer']).waitFor();
  await act(page, 'Phạm Văn Minh', 'Ngừng hoạt động');
  await page.getByRole('dialog').getByRole('button', { name: 'Ngừng hoạt động' }).click();
  await row(page, 'minh@example.vn').getByText('Ngừng hoạt động').waitFor();
  const late = await site.visit(within(minh));
  await title(late, 'Liên kết không dùng được nữa').waitFor();
  await go(page, pages.audit);
  await row(page, 'lan@example.vn').getByText('vai trò cán bộ hỗ trợ').waitFor();
  await row(page, 'minh@example.vn').getByText('ngừng hoạt động').waitFor();
});

test('a content officer goes from what was not understood to what the assistant would say', {
  timeout: 60_000,
}, async () => {
  const officer = await site.officer('content-officer', 'Trần Thị Lan');
  const page = await arrive(officer);
  await go(page, pages.misunderstood);
  await button(page, /^Xem tất cả tin giống “m[áa]y in canon/).click();
  const group = page.getByRole('dialog', { name: 'Các tin trong nhóm' });
  await group.getByRole('link', { name: 'may in canon hong roi' }).click();
  await title(page, 'Hội thoại').waitFor();
  const messages = page.getByRole('list', { name: 'Tin nhắn' });
  await messages.getByText('id.vn có mất tiền không').waitFor();
  await messages.getByText('Chưa hiểu', { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/console/conversations/${conversation}`);

  await go(page, pages.flows);
  await page.getByRole('link', { name: 'Kiểm tra điều kiện id.vn' }).click();
  await title(page, 'Kiểm tra điều kiện id.vn').waitFor();
  const step = page.locator('.react-flow__node').filter({ hasText: 'công dân Việt Nam không?' });
  await step.getByText('Đến: 0').waitFor();
  await button(page, 'Chạy thử').click();
  const panel = page.getByRole('dialog', { name: 'Chạy thử' });
  await panel.getByText('công dân Việt Nam không?').waitFor();
  const day = panel.getByRole('textbox', { name: 'Vào ngày' });
  await day.fill('01/01/2027');
  await day.press('Enter');
  await panel.getByText('Ngày này sau ngày cuối của chính sách miễn phí (31/12/2026)').waitFor();
  await panel.getByText('nên hiện không còn diện miễn phí id.vn').waitFor();
  const answer = bot.answers.get('free-really')!;
  const words = panel.getByRole('textbox', { name: 'Tin nhắn' });
  await words.fill(answer.title);
  await words.press('Enter');
  const turns = panel.getByRole('log').locator('.turn');
  await turns.nth(1).getByText('Đã trả lời').waitFor();
  expect(await panel.getByText('Mở trang đăng ký').count()).toBe(0);

  await page.keyboard.press('Escape');
  await go(page, pages.answers);
  await page.getByRole('searchbox').fill('co mien phi that');
  await button(page, answer.title).first().click();
  await page.getByText('Lời văn sau chương trình').first().waitFor();

  await go(page, pages.overview);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Tải XLSX' }).click();
  expect((await download).suggestedFilename()).toMatch(/^thong-ke-[\d-]+\.xlsx$/);
  const { rows } = await site
    .database()
    .pool.query<{ action: string }>(
      'SELECT action FROM audit_log WHERE officer_id = $1 ORDER BY id',
      [officer.id],
    );
  expect([...new Set(rows.map(({ action }) => action))]).toEqual([
    'signed-in',
    'misunderstood-seen',
    'conversation-seen',
    'exported',
  ]);
});

test('a viewer sees figures and content, no conversation and no file', async () => {
  const page = await arrive(await site.officer('viewer', 'Phạm Văn Minh'));
  const figures = page.getByRole('region', { name: 'Số liệu của kỳ' });
  await figures.getByText('Tin nhắn được trả lời').waitFor();
  expect(await figures.getByRole('link').count()).toBe(0);
  expect(await page.getByText('Chưa hiểu nhiều nhất').count()).toBe(0);
  await go(page, pages.statistics);
  await page.getByRole('heading', { name: 'Lượt tài khoản, từng kênh' }).waitFor();
  expect(await page.getByRole('link', { name: /xem các hội thoại/ }).count()).toBe(0);

  const entries = await menu(page).getByRole('menuitem').allInnerTexts();
  const offered = new Set(entries.map((name) => name.trim()));
  for (const name of [
    pages.conversations,
    pages.misunderstood,
    pages.health,
    pages.audit,
    pages.officers,
  ]) {
    expect(offered.has(name), name).toBe(false);
  }
  for (const name of [pages.overview, pages.statistics]) {
    await go(page, name);
    expect(await page.getByRole('button', { name: /^Tải ảnh PNG/ }).count(), name).toBe(0);
    expect(await page.getByRole('link', { name: 'Tải XLSX' }).count(), name).toBe(0);
  }
  for (const path of ['/conversations', `/conversations/${conversation}`, '/misunderstood']) {
    await page.goto(`/console${path}`);
    await page.getByText('Vai trò của bạn không được làm việc này.').waitFor();
  }
  for (const path of [
    '/conversations',
    `/conversations/${conversation}`,
    '/conversation-choices',
    '/misunderstood',
    '/misunderstood/1',
    exportStatistics.path,
    misunderstoodFile.path,
  ]) {
    const answer = await page.request.get(`/console/api${path}`);
    expect(answer.status(), path).toBe(403);
  }
  const reveal = await page.request.post(
    `/console/api/conversations/${conversation}/messages/1/reveal`,
    { headers: { Origin: site.url() }, data: {} },
  );
  expect(reveal.status()).toBe(403);
  const picture = await page.request.post('/console/api/statistics/picture', {
    headers: { Origin: site.url() },
    data: { name: 'a.png' },
  });
  expect(picture.status()).toBe(403);
});

describe('who is not signed in', () => {
  test('is led from every page to the sign-in', async () => {
    const page = await site.visit('/sign-in');
    for (const path of [
      '/',
      '/statistics?measure=decisions',
      '/conversations?text=may+in',
      `/conversations/${conversation}`,
      '/misunderstood?channel=web',
      '/flows?kind=day',
      '/flows/id-vn?view=table',
      '/answers?q=id',
      '/simulator?on=2027-01-01',
      '/health',
      '/audit?action=signed-in',
      '/officers?q=a',
      '/account',
    ]) {
      await page.goto(`/console${path}`);
      await title(page, 'Đăng nhập').waitFor();
      expect(new URL(page.url()).searchParams.get('to')).toBe(path);
      expect(await menu(page).count()).toBe(0);
    }
  });

  test.each([
    ['?kind=month&channels=web', pages.overview],
    ['/conversations?text=may+in&misunderstood=true', pages.conversations],
    ['/flows/id-vn?view=table', 'Kiểm tra điều kiện id.vn'],
  ])('and back to it with its filters: %s', async (path, name) => {
    const page = await site.visit(path);
    await signIn(page, (await site.officer('content-officer')).email);
    await title(page, name).waitFor();
    const { pathname, search } = new URL(page.url());
    expect(pathname + search).toBe(`/console${path}`);
  });
});
