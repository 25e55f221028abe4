import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { LAPTOP, PHONE, useConsole } from './console.ts';

const site = useConsole();

test('the skip link leads past the menu, and the address keeps its filters', async () => {
  const page = await site.visitAs('administrator', '/audit?action=signed-in');
  await page.getByRole('table').first().waitFor();
  const skip = page.getByRole('link', { name: 'Đến nội dung chính' });
  await skip.focus();
  expect((await skip.boundingBox())!.x).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  expect(new URL(page.url()).search).toBe('?action=signed-in');
  await page.keyboard.press('Tab');
  const isInside = await page.evaluate(() =>
    document.getElementById('content')!.contains(document.activeElement),
  );
  expect(isInside).toBe(true);
});

test.each([
  ['laptop', LAPTOP],
  ['phone', PHONE],
])('the menus are gone through by keyboard, on a %s', async (screen, options) => {
  const page = await site.visitAs('administrator', '/officers', options);
  await page.getByRole('heading', { name: 'Cán bộ', level: 1 }).waitFor();
  if (screen === 'phone') await page.getByRole('button', { name: 'Trình đơn' }).press('Enter');
  const menu = page.getByRole('navigation', { name: 'Trình đơn' });
  await menu.getByRole('menu').focus();
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('End');
  await expect.poll(focused).toBe('Cán bộ');
  await page.keyboard.press('ArrowUp');
  await expect.poll(focused).toBe('Nhật ký');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nhật ký', level: 1 }).waitFor();
  if (screen === 'phone') await menu.waitFor({ state: 'hidden' });
  await page.goBack();
  // One step only: the entry was not opened twice.
  await page.getByRole('heading', { name: 'Cán bộ', level: 1 }).waitFor();

  const officer = page.locator('header').getByRole('button', { name: /Cán bộ \d+$/ });
  await officer.press('Enter');
  expect(await officer.getAttribute('aria-expanded')).toBe('true');
  // The first entry has the focus as soon as the menu is there.
  const first = page.getByRole('menuitem', { name: 'Tài khoản của tôi' });
  await expect
    .poll(() => first.evaluate((item) => item.contains(document.activeElement)))
    .toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Tài khoản của tôi', level: 1 }).waitFor();
});

const STREAM = '**/console/api/live';

/** Brings the tab to the front, or another over it. */
async function see(page: Page, isSeen: boolean): Promise<void> {
  await page.evaluate((visible) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: !visible });
    const state = visible ? 'visible' : 'hidden';
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, isSeen);
}

test('on a phone it is told too whether the page follows what happens, and it does while it is seen', async () => {
  const page = await site.visitAs('viewer', '/account', PHONE);
  const status = page.locator('header').getByRole('status');
  await status.getByText('Đang cập nhật trực tiếp').waitFor();

  const left = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/live'));
  await see(page, false);
  await left;
  const back = Promise.withResolvers<void>();
  await page.route(STREAM, async (route) => {
    await back.promise;
    await route.continue();
  });
  // The browser's own time, and not that of the tests.
  await page.clock.install({ time: await page.evaluate(() => Date.now()) });
  const opened = page.waitForRequest(STREAM);
  await see(page, true);
  await opened;
  // Each stream ends in time; that it is away for a moment is nothing to tell.
  expect(await status.innerText()).toBe('Đang cập nhật trực tiếp');
  await page.clock.fastForward(5_000);
  await status.getByText('Mất kết nối cập nhật trực tiếp').waitFor();
  back.resolve();
  await status.getByText('Đang cập nhật trực tiếp').waitFor();

  // What the page asks by itself when nobody was there for long must not keep the session going.
  const isUnattended = async (path: string, act: () => Promise<void>) => {
    const asked = page.waitForRequest(`**/console/api${path}`);
    await act();
    return 'x-unattended' in (await asked).headers();
  };
  await see(page, false);
  await page.clock.fastForward(5 * 60_000);
  expect(await isUnattended('/sessions', () => see(page, true))).toBe(true);
  // Who presses with a screen reader may send no more than this.
  await page.getByRole('button', { name: 'Trình đơn' }).dispatchEvent('click');
  const link = page.getByRole('link', { name: 'Câu trả lời' });
  expect(await isUnattended('/answers?*', () => link.dispatchEvent('click'))).toBe(false);
  await page.getByRole('heading', { level: 2 }).first().waitFor();

  // What the stream tells of is asked once it is there again, and not before that, too.
  const again = Promise.withResolvers<void>();
  await page.route(STREAM, async (route) => {
    await again.promise;
    await route.continue();
  });
  await see(page, false);
  await page.clock.fastForward(5 * 60_000);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const session = page.waitForResponse('**/console/api/session');
  await see(page, true);
  await session;
  expect(asked).not.toContain('/console/api/answers');
  again.resolve();
  await expect.poll(() => asked).toContain('/console/api/answers');
});

test('what happened while the stream was lost is fetched once it is back, though the next comes before the answer', async () => {
  const page = await site.visitAs('administrator', '/account');
  const back = Promise.withResolvers<void>();
  let streams = 0;
  await page.route(STREAM, async (route) => {
    streams++;
    if (streams > 1) await back.promise;
    await route.fulfill({ contentType: 'text/event-stream', body: 'retry: 100\n\n' });
  });
  await page.goto('/console/audit');
  await page.getByRole('cell', { name: 'Đăng nhập' }).first().waitFor();
  await expect.poll(() => streams).toBe(2);
  await site
    .database()
    .pool.query(
      `INSERT INTO audit_log (at, action, about) VALUES (now(), 'exported', 'lost.xlsx')`,
    );
  // Each of its streams ends at once, so that all may have changed, every time.
  await page.route('**/console/api/audit', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await route.continue();
  });
  back.resolve();
  await page.getByText('lost.xlsx').waitFor();
});
