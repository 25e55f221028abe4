import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../src/database/open.ts';
import { launchBrowser } from './support/browser.ts';
import { testDatabase } from './support/database.ts';
import { type RunningService, runService } from './support/run.ts';

// A citizen's way through the real service, in a real browser the size of a phone.

let database: Database;
let service: RunningService;
let browser: Browser;

beforeAll(async () => {
  database = await testDatabase();
  [service, browser] = await Promise.all([
    runService({ DATABASE_URL: database.url }),
    launchBrowser(),
  ]);
});

afterAll(async () => {
  await browser.close();
  await service.end('SIGTERM');
  await database.close();
});

const SHOTS = process.env.SCREENSHOTS;

async function open(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  await page.goto(`${service.url}/chat?source=qr-test`);
  return page;
}

const say = async (page: Page, text: string) => {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('textbox').press('Enter');
};

const said = (page: Page, text: string) => page.getByRole('log').getByText(text).last().waitFor();

const shot = async (page: Page, name: string) => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
};

test('a whole check with a digression and a correction, to the registration site', async () => {
  const page = await open();
  await said(page, 'Đây là trợ lý tự động');
  await shot(page, '1-welcome');
  await page.getByRole('button', { name: 'Kiểm tra id.vn' }).last().click();
  await said(page, 'Bạn có phải là công dân Việt Nam không?');
  await page.getByRole('button', { name: 'Có', exact: true }).last().click();
  await said(page, 'Bạn sinh ngày nào?');
  await shot(page, '2-question');

  await say(page, 'Có miễn phí thật không?');
  await said(page, 'Miễn phí thật');
  await said(page, 'câu đang hỏi');
  await say(page, 'em sinh năm 1990');
  await said(page, 'không thuộc diện miễn phí id.vn');
  await say(page, 'à nhầm, em sinh 2005');
  await said(page, 'Bạn thuộc diện được dùng id.vn miễn phí 2 năm');
  await shot(page, '3-decision');

  const link = page.getByRole('link', { name: 'Mở trang đăng ký' }).last();
  const destination = page.getByText('hiendienonline.tenmien.vn').last();
  expect(await destination.isVisible()).toBe(true);
  // The registration site itself is out of reach from here: what counts is where it is sent.
  const [redirect] = await Promise.all([
    page.context().waitForEvent('response', (response) => response.url().includes('/r/')),
    link.click(),
  ]);
  expect(redirect.status()).toBe(302);
  expect(redirect.headers().location).toBe('https://hiendienonline.tenmien.vn');

  const { rows } = await database.pool.query<{ type: string; source: string }>(
    `SELECT type, source FROM event WHERE channel = 'web' AND source = 'qr-test'`,
  );
  const types = rows.map(({ type }) => type);
  for (const type of ['started', 'topic-answered', 'decided', 'link-offered', 'link-opened']) {
    expect(types).toContain(type);
  }
  await page.context().close();
});

test('a reload restores the conversation, and its data can be erased', async () => {
  const page = await open();
  await said(page, 'Đây là trợ lý tự động');
  await say(page, 'Sang năm 2027 có còn miễn phí không?');
  await said(page, 'Theo');
  await page.reload();
  await said(page, 'Sang năm 2027 có còn miễn phí không?');
  await say(page, 'xóa dữ liệu của tôi');
  await said(page, 'có muốn xóa không?');
  await page.getByRole('button', { name: 'Xóa', exact: true }).last().click();
  await said(page, 'đã xóa');
  await shot(page, '4-erased');
  await page.reload();
  await said(page, 'đã xóa');
  expect(await page.getByText('Sang năm 2027 có còn miễn phí không?').count()).toBe(0);
  const { rows } = await database.pool.query(
    `SELECT 1 FROM message WHERE text LIKE '%Sang năm 2027 có còn%' AND direction = 'in'`,
  );
  expect(rows).toHaveLength(0);
  await page.context().close();
});
