import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../../../src/console/contract/audit.ts';
import { conversation, conversationSearch } from '../../../src/console/contract/conversations.ts';
import { answerList, flowList, simulation } from '../../../src/console/contract/flows.ts';
import { health } from '../../../src/console/contract/health.ts';
import { misunderstood } from '../../../src/console/contract/misunderstood.ts';
import { officers } from '../../../src/console/contract/officers.ts';
import { mySessions, session } from '../../../src/console/contract/session.ts';
import {
  breakdown,
  definitions,
  overview,
  series,
} from '../../../src/console/contract/statistics.ts';
import { makeLink } from '../../../src/console/sign-in/links.ts';
import { common, pages } from '../../../src/console/web/words/common.ts';
import { flows as flowWords } from '../../../src/console/web/words/flows.ts';
import { overview as overviewWords } from '../../../src/console/web/words/overview.ts';
import {
  barriers,
  LAPTOP,
  lookAt,
  PASSWORD,
  PHONE,
  type TestOfficer,
  useConsole,
} from './console.ts';
import { demonstrate } from './demonstration.ts';

/*
 * Every page with made-up conversations as `npm run demo` makes them: on both screens, on paper, while
 * it loads and when that fails. With `SCREENSHOTS=<folder>` there are more conversations, and each page
 * is pictured.
 */

const folder = process.env.SCREENSHOTS;
const SIZE =
  folder === undefined ? { days: 40, conversations: 60 } : { days: 92, conversations: 4000 };

const PATIENTLY = { timeout: 10_000, interval: 50 };

const site = useConsole();
let an: TestOfficer;
let read = '';
let invitation = '';

beforeAll(async () => {
  await demonstrate(site.database(), { now: new Date(), ...SIZE });
  an = await site.officer('administrator', 'Nguyễn Văn An');
  await site.officer('content-officer', 'Trần Thị Lan');
  const { pool } = site.database();
  const { link } = await makeLink(pool, an.id, site.url(), new Date());
  invitation = link;
  // Someone who may have a name, and opened the link.
  const { rows } = await pool.query<{ id: string }>(
    `SELECT conversation_id AS id FROM event GROUP BY 1
     HAVING bool_or(rule = 'id-vn' AND outcome = 'eligible') AND bool_or(type = 'link-opened')
      ORDER BY bool_or(ending IN ('greeted', 'handed-over', 'not-understood')), max(id) DESC LIMIT 1`,
  );
  read = rows[0]!.id;
}, 1_200_000);

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

type Looked = readonly [
  name: string,
  path: () => string,
  heading: string,
  /** What is done there before it is looked at. */
  act?: (page: Page) => Promise<unknown>,
];

const PAGES: readonly Looked[] = [
  ['overview', () => '/', pages.overview],
  ['statistics', () => '/statistics?measure=messages&split=channel', pages.statistics],
  ['conversations', () => '/conversations', pages.conversations],
  ['transcript', () => `/conversations/${read}`, pages.conversations],
  ['misunderstood', () => '/misunderstood', pages.misunderstood],
  [
    'misunderstood-group',
    () => '/misunderstood',
    pages.misunderstood,
    async (page) => {
      await button(page, /^Xem tất cả tin giống/).click();
      await page.getByRole('dialog').getByRole('link').first().waitFor();
    },
  ],
  ['flows', () => '/flows', pages.flows],
  ['flow-drawing', () => '/flows/id-vn?view=drawing', 'Kiểm tra điều kiện id.vn'],
  ['flow-list', () => '/flows/id-vn?view=table', 'Kiểm tra điều kiện id.vn'],
  [
    'flow-step',
    () => '/flows/id-vn?step=eligible',
    'Kiểm tra điều kiện id.vn',
    (page) => page.getByRole('dialog', { name: /^Bước/ }).waitFor(),
  ],
  ['answers', () => '/answers?open=id-vn-how', pages.answers],
  ['simulator', () => '/simulator?from=id-vn/eligible', pages.simulator],
  ['health', () => '/health', pages.health],
  ['audit', () => '/audit', pages.audit],
  ['officers', () => '/officers', pages.officers],
  ['account', () => '/account', common.account],
  [
    'two-factor',
    () => '/account',
    common.account,
    async (page) => {
      await button(page, 'Bật xác thực hai bước').click();
      await field(page, 'Mật khẩu hiện tại').first().fill(PASSWORD);
      await button(page, 'Tiếp tục').click();
      await page.getByRole('img', { name: /^Mã QR/ }).waitFor();
    },
  ],
];

/** Before anyone is signed in. */
const THRESHOLD: readonly Looked[] = [
  ['sign-in', () => '/sign-in', 'Đăng nhập'],
  ['invitation', () => invitation, 'Đặt mật khẩu mới'],
];

const SCREENS = [
  ['laptop', LAPTOP],
  ['phone', PHONE],
] as const;

/** Goes there, and waits until all of it is there. */
async function arrive(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(path.startsWith('/') ? `/console${path}` : path);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await expect.poll(() => page.getByText(common.loading).count(), PATIENTLY).toBe(0);
}

describe.each(SCREENS)('on a %s no page has a barrier or scrolls sideways', (_, screen) => {
  const look = async (page: Page, looked: readonly Looked[]) => {
    for (const [name, path, heading, act] of looked) {
      await arrive(page, path(), heading);
      await act?.(page);
      await expect.soft(lookAt(page, name), name).resolves.toBeUndefined();
    }
  };

  test('signed in', { timeout: 400_000 }, async () => {
    const page = await site.visitAs(an, '/', screen);
    await page.getByText(common.demo).first().waitFor();
    await look(page, PAGES);
  });

  test('at the sign-in, and with a one-time link', async () => {
    await look(await site.visit('/sign-in', screen), THRESHOLD);
  });
});

/** One request of each page. */
const ASKED: readonly [path: () => string, asked: { path: string }, heading: string | RegExp][] = [
  [() => '/audit', session, pages.audit],
  [() => '/', overview, pages.overview],
  [() => '/', definitions, pages.overview],
  [() => '/statistics', definitions, pages.statistics],
  [() => '/statistics', series, pages.statistics],
  [() => '/statistics?measure=questions', breakdown, pages.statistics],
  [() => '/conversations', conversationSearch, pages.conversations],
  [() => `/conversations/${read}`, conversation, pages.conversations],
  [() => '/misunderstood', misunderstood, pages.misunderstood],
  [() => '/flows', flowList, pages.flows],
  [() => '/flows/id-vn', definitions, 'Kiểm tra điều kiện id.vn'],
  [() => '/answers', answerList, pages.answers],
  [() => '/simulator', simulation, pages.simulator],
  [() => '/health', health, pages.health],
  [() => '/audit', auditLog, pages.audit],
  [() => '/officers', officers, pages.officers],
  [() => '/account', mySessions, common.account],
];

test('while a page loads it says so, and when that fails it says so and tries again', {
  timeout: 240_000,
}, async () => {
  const page = await site.visitAs(an, '/');
  for (const [path, asked, heading] of ASKED) {
    const name = `${path()} without ${asked.path}`;
    const api = `/console/api${asked.path.replace(':id', read)}`;
    const isAsked = ({ pathname }: URL) => pathname === api;
    const isHeld = Promise.withResolvers<void>();
    const isLetGo = Promise.withResolvers<void>();
    await page.route(isAsked, async (route) => {
      isHeld.resolve();
      await isLetGo.promise;
      // Where it was asked again meanwhile, nobody waits for this one.
      await route.fulfill({ status: 500, json: { status: 500 } }).catch(() => undefined);
    });
    await page.goto(`/console${path()}`);
    await isHeld.promise;
    await page.getByText(common.loading).first().waitFor();
    // Alone, and within the frame; the others look the same.
    if (asked === session || asked === overview) {
      expect.soft(await barriers(page), `${name}: loading`).toEqual([]);
    }
    isLetGo.resolve();
    const failed = page.getByText(common.failed, { exact: true });
    await failed.first().waitFor();
    await page.getByText(common.serverFailed).first().waitFor();
    // Also then it is said that what there is of the page is made up.
    if (asked !== session) await page.getByText(common.demo).first().waitFor();
    expect.soft(await barriers(page), `${name}: failed`).toEqual([]);
    await page.unroute(isAsked);
    // Each part that failed has its button; where something was news meanwhile, the page has asked
    // again by itself, and the button is gone.
    const left = async () => {
      const count = await failed.count();
      const click = () => button(page, common.retry).click({ timeout: 500 });
      if (count > 0) await click().catch(() => undefined);
      return count;
    };
    await expect.poll(left, PATIENTLY).toBe(0);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await expect.poll(() => page.getByText(common.loading).count(), PATIENTLY).toBe(0);
  }
});

test('without a connection a page says so', async () => {
  const page = await site.visitAs(an, '/account');
  await page.route(/\/api\/sessions$/, (route) => route.abort());
  await page.reload();
  await page.getByText(common.offline).waitFor();
  await page.unroute(/\/api\/sessions$/);
  await button(page, common.retry).click();
  await page.getByText('Phiên này').waitFor();
  // Nor can a page be shown whose file does not come, as after an update.
  await page.route(/\/assets\/health-/, (route) => route.abort());
  await page.getByRole('link', { name: pages.health }).click();
  await page.getByText(common.pageFailed).waitFor();
  await page.getByRole('link', { name: pages.audit }).click();
  await page.getByRole('heading', { level: 1, name: pages.audit }).waitFor();
  await page.getByRole('link', { name: pages.health }).click();
  await page.unroute(/\/assets\/health-/);
  await button(page, common.reload).click();
  await page.getByRole('heading', { level: 1, name: pages.health }).waitFor();
});

describe('on paper', () => {
  const print = (page: Page) => page.emulateMedia({ media: 'print' });
  const shot = async (page: Page, name: string) => {
    if (folder === undefined) return;
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.screenshot({ path: join(folder, `print-${name}.png`), fullPage: true });
  };

  test('there is no navigation, and charts are as wide as the sheet', async () => {
    const page = await site.visitAs(an, '/');
    await arrive(page, '/', pages.overview);
    const chart = page.getByRole('img', { name: `Biểu đồ: ${overviewWords.trend}` });
    await chart.waitFor();
    await print(page);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.locator('header').isVisible()).toBe(false);
    expect(await page.getByRole('button').count()).toBe(0);
    // A4 without its margins. The charts are drawn anew later, as for a window; a printer does not wait.
    const sheet = 718;
    const right = await page.evaluate((width) => {
      document.documentElement.style.width = `${width}px`;
      const charts = [...document.querySelectorAll('.chart canvas')];
      return Math.max(...charts.map((one) => one.getBoundingClientRect().right));
    }, sheet);
    expect(right).toBeGreaterThan(sheet / 2);
    expect(right).toBeLessThanOrEqual(sheet);
    await shot(page, 'overview');
  });

  test('of a drawing there is the list of its steps', async () => {
    const page = await site.visitAs(an, '/flows/id-vn?view=drawing');
    const list = page.getByRole('list', { name: flowWords.stepList });
    await page.locator('.react-flow__node').first().waitFor();
    expect(await list.isVisible()).toBe(false);
    await print(page);
    expect(await page.locator('.react-flow').isVisible()).toBe(false);
    await list.getByText('công dân Việt Nam không?').waitFor();
    await shot(page, 'flow');
  });

  test.runIf(folder !== undefined)('pictures of all', { timeout: 180_000 }, async () => {
    for (const [name, path, heading, act] of PAGES) {
      if (act !== undefined) continue;
      const page = await site.visitAs(an, path());
      await arrive(page, path(), heading);
      await print(page);
      await shot(page, name);
    }
  });
});

test.runIf(folder !== undefined)('the two pictures of the README', async () => {
  const tall = (height: number) => ({ viewport: { width: 1440, height } });
  const overviewPage = await site.visitAs(an, '/', tall(1090));
  await arrive(overviewPage, '/', pages.overview);
  await overviewPage.getByRole('img', { name: /^Biểu đồ: Diễn biến/ }).waitFor();
  await overviewPage.screenshot({ path: join(folder!, 'console-overview.png') });
  const transcript = await site.visitAs(an, `/conversations/${read}`, tall(1290));
  await transcript.getByText('id.vn: đủ điều kiện').first().waitFor();
  await transcript.screenshot({ path: join(folder!, 'console-transcript.png') });
});
