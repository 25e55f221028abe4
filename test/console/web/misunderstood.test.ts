import { beforeAll, expect, test } from 'vitest';
import { write } from './citizen.ts';
import { LAPTOP, PHONE, useConsole } from './console.ts';

const site = useConsole();
const where = () => ({ url: site.url(), pool: site.database().pool });
let printer = '';

beforeAll(async () => {
  await write(where(), ['máy in canon hỏng rồi', 'gọi xe đi sân bay']);
  printer = await write(where(), ['chào bạn', 'may in canon hong roi']);
});

test.each([
  ['laptop', LAPTOP],
  ['phone', PHONE],
])(
  'a content officer sees the groups, opens one, and gets to the message in its conversation: %s',
  async (_, options) => {
    const page = await site.visitAs('content-officer', '/misunderstood', options);
    await page.getByText('3 tin trong 2 nhóm').waitFor();
    await page.getByRole('button', { name: /^Xem tất cả tin giống “m[áa]y in canon/ }).click();
    const group = page.getByRole('dialog', { name: 'Các tin trong nhóm' });
    await group.getByRole('link', { name: 'máy in canon hỏng rồi' }).waitFor();
    await group.getByRole('link', { name: 'may in canon hong roi' }).click();
    await page.getByRole('list', { name: 'Tin nhắn' }).getByText('may in canon hong roi').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/conversations/${printer}`);
    await page.keyboard.press('Escape');
    await group.getByRole('link', { name: 'máy in canon hỏng rồi' }).waitFor();
  },
);

test('filters stand in the address, and say when nothing matches', async () => {
  const page = await site.visitAs('content-officer', '/misunderstood?ending=offered-choices');
  await page.getByText('Không có tin nào khớp với bộ lọc.').waitFor();
  await page.goto(`${site.url()}/console/misunderstood?to=2020-01-01`);
  await page.getByText('0 tin trong 0 nhóm').waitFor();
});

test('the groups are taken away as a file, by those who may, and it is recorded', async () => {
  const officer = await site.officer('content-officer');
  const page = await site.visitAs(officer, '/misunderstood?channel=web');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Tải XLSX' }).click();
  expect((await download).suggestedFilename()).toMatch(/^chua-hieu-\d{4}-\d\d-\d\d\.xlsx$/);
  const { rows } = await site
    .database()
    .pool.query(`SELECT about FROM audit_log WHERE officer_id = $1 AND action = 'exported'`, [
      officer.id,
    ]);
  expect(rows).toHaveLength(1);
});

test('a viewer is refused the page, and what it would show', async () => {
  const page = await site.visitAs('viewer', '/misunderstood');
  await page.getByText('Vai trò của bạn không được làm việc này.').waitFor();
  expect(await page.getByText('máy in canon hỏng rồi').count()).toBe(0);
  for (const path of ['misunderstood', 'misunderstood/1', 'misunderstood.xlsx']) {
    const answer = await page.request.get(`${site.url()}/console/api/${path}`);
    expect(answer.status(), path).toBe(403);
  }
});

test('the overview leads to the most frequent, which follow what is written, for those who may read them', async () => {
  const page = await site.visitAs('content-officer', '/?kind=day');
  const link = page.getByRole('link', { name: /^m[áa]y in canon h[ỏo]ng r[ồo]i$/ });
  await link.waitFor();
  await link.click();
  const group = page.getByRole('dialog', { name: 'Các tin trong nhóm' });
  const message = (words: string) => group.getByRole('link', { name: words, exact: true });
  await message('may in canon hong roi').waitFor();
  await page.getByText('3 tin trong 2 nhóm').waitFor();

  const asked = /\/api\/misunderstood\/\d+/;
  await page.route(asked, (route) => route.fulfill({ status: 500, json: {} }));
  await write(where(), ['Máy in Canon hỏng rồi']);
  await page.getByText('4 tin trong 2 nhóm').waitFor();
  // What was there stays to be read.
  await group.getByText('Không tải được').waitFor();
  expect(await message('may in canon hong roi').isVisible()).toBe(true);
  await page.unroute(asked);
  await group.getByRole('button', { name: 'Thử lại' }).click();
  await message('Máy in Canon hỏng rồi').waitFor();

  // On paper the group comes after the page, whole.
  await page.emulateMedia({ media: 'print' });
  const [list, drawer] = await Promise.all(
    [page.locator('main'), group].map((one) => one.boundingBox()),
  );
  expect(drawer!.y).toBeGreaterThanOrEqual(list!.y + list!.height);
  expect(await group.getByRole('button').count()).toBe(0);
});
