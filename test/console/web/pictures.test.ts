import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { pages } from '../../../src/console/web/words/common.ts';
import { LAPTOP, lookAt, PHONE, type TestOfficer, useConsole } from './console.ts';
import { demonstrate } from './demonstration.ts';

const folder = process.env.SCREENSHOTS;

/** Every page with the demonstration as `npm run demo` makes it: minutes, so only when asked for. */
describe.runIf(folder !== undefined)('pictures of every page', () => {
  const site = useConsole();
  let conversation = '';
  let an: TestOfficer;

  beforeAll(async () => {
    await mkdir(folder!, { recursive: true });
    await demonstrate(site.database(), { now: new Date(), days: 92, conversations: 4000 });
    an = await site.officer('administrator', 'Nguyễn Văn An');
    await site.officer('content-officer', 'Trần Thị Lan');
    await site.officer('support-officer', 'Phạm Thị Hoa');
    await site.officer('viewer', 'Lê Văn Minh');
    // Someone who asked at once, may have it, and opened the link; and asked on.
    const { rows } = await site.database().pool.query<{ id: string }>(
      `SELECT s.conversation_id AS id FROM conversation_summary s
        WHERE s.facets @> ARRAY['outcome:id-vn:eligible', 'link-opened:registration', 'ending:answered']
          AND NOT s.facets && ARRAY['ending:greeted', 'ending:handed-over', 'misunderstood']
          AND s.received BETWEEN 4 AND 6 AND NOT s.returned
          AND (SELECT m.ending = 'asked' FROM message m
                WHERE m.conversation_id = s.conversation_id AND m.direction = 'in'
                ORDER BY m.seq LIMIT 1)
          AND EXISTS (SELECT FROM message m WHERE m.conversation_id = s.conversation_id
                         AND m.direction = 'out' AND m.text LIKE '%trước ngày 31/12/2026 (còn%')
        ORDER BY s.received, s.last_at DESC LIMIT 1`,
    );
    conversation = rows[0]!.id;
  }, 1_200_000);

  const PAGES: readonly [name: string, path: () => string, heading: string][] = [
    ['overview', () => '/', pages.overview],
    ['statistics', () => '/statistics', pages.statistics],
    ['statistics-split', () => '/statistics?measure=messages&split=channel', pages.statistics],
    ['conversations', () => '/conversations', pages.conversations],
    ['transcript', () => `/conversations/${conversation}`, pages.conversations],
    ['misunderstood', () => '/misunderstood', pages.misunderstood],
    ['flows', () => '/flows', pages.flows],
    ['flow-id-vn', () => '/flows/id-vn', 'Kiểm tra điều kiện id.vn'],
    ['flow-biz-vn', () => '/flows/biz-vn', 'Kiểm tra điều kiện biz.vn'],
    ['answers', () => '/answers', pages.answers],
    ['simulator', () => '/simulator?from=id-vn/eligible', pages.simulator],
    ['health', () => '/health', pages.health],
    ['audit', () => '/audit', pages.audit],
    ['officers', () => '/officers', pages.officers],
    ['account', () => '/account', 'Tài khoản của tôi'],
  ];

  describe.each([
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ])('on a %s', (_, screen) => {
    test.each(PAGES)('%s', async (name, path, heading) => {
      const page = await site.visitAs(an, path(), screen);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined);
      await expect.poll(() => page.locator('.ant-spin-spinning').count()).toBe(0);
      await lookAt(page, `demo-${name}`);
    });
  });

  test('the two of the README', async () => {
    const tall = (height: number) => ({ viewport: { width: 1440, height } });
    const overview = await site.visitAs(an, '/', tall(1090));
    await overview.getByRole('img', { name: /^Biểu đồ: Diễn biến/ }).waitFor();
    await overview.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined);
    await overview.screenshot({ path: join(folder!, 'console-overview.png') });
    const transcript = await site.visitAs(an, `/conversations/${conversation}`, tall(1290));
    await transcript.getByText('id.vn: đủ điều kiện').first().waitFor();
    await transcript.screenshot({ path: join(folder!, 'console-transcript.png') });
  });
});
