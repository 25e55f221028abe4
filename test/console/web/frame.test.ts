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

test('on a phone it is told too whether the page follows what happens', async () => {
  const page = await site.visitAs('viewer', '/account', PHONE);
  await page
    .locator('header')
    .getByRole('status')
    .getByText(/cập nhật trực tiếp/)
    .waitFor();
});

test('what happened while the stream was lost is fetched once it is back', async () => {
  const page = await site.visitAs('administrator', '/account');
  const back = Promise.withResolvers<void>();
  let streams = 0;
  await page.route('**/console/api/live', async (route) => {
    streams++;
    if (streams === 1) {
      return route.fulfill({ contentType: 'text/event-stream', body: 'retry: 100\n\n' });
    }
    await back.promise;
    return route.continue();
  });
  await page.goto('/console/audit');
  await page.getByRole('cell', { name: 'Đăng nhập' }).first().waitFor();
  await expect.poll(() => streams).toBe(2);
  await site
    .database()
    .pool.query(
      `INSERT INTO audit_log (at, action, about) VALUES (now(), 'exported', 'lost.xlsx')`,
    );
  // Long enough for the projector to tell it to those who hear.
  await page.waitForTimeout(3000);
  expect(await page.getByText('lost.xlsx').count()).toBe(0);
  back.resolve();
  await page.getByText('lost.xlsx').waitFor();
});
