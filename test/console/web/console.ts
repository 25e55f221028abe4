import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { Role } from '../../../src/console/contract/permission.ts';
import { hashPassword } from '../../../src/console/sign-in/password.ts';
import type { Database } from '../../../src/database/open.ts';
import { launchBrowser } from '../../support/browser.ts';
import { testDatabase } from '../../support/database.ts';
import { type House, openHouse } from '../../support/house.ts';
import { AUTH, PASSWORD } from '../sign-in/office.ts';

export { PASSWORD };

/** The two screens every page is looked at on. */
export const LAPTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

/** An officer who can sign in with {@link PASSWORD}. */
export interface TestOfficer {
  id: string;
  name: string;
  email: string;
}

/** What browser tests of the console stand on: the real service, the pages as they are now, a browser. */
export interface ConsoleUnderTest {
  /** Where the service is, without a slash at its end. */
  url(): string;
  database(): Database;
  /** Makes an officer. */
  officer(role: Role, name?: string): Promise<TestOfficer>;
  /**
   * A browser that has never been here, at a page: `visit('/sign-in')`. Closed when the test is over.
   * `baseURL` among the options: of another node.
   */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** As {@link visit}, with a fresh officer of that role (or the one given) signed in. */
  visitAs(who: Role | TestOfficer, path: string, options?: BrowserContextOptions): Promise<Page>;
}

/**
 * Sets a test file up; to be called once, at its top.
 *
 * @param env variables of the service over the defaults: `{ CONSOLE_REQUIRE_TWO_FACTOR: 'on' }`
 */
export function useConsole(env: Record<string, string> = {}): ConsoleUnderTest {
  let browser: Browser | undefined;
  let database: Database | undefined;
  let house: House | undefined;

  beforeAll(async () => {
    database = await testDatabase();
    [browser, house] = await Promise.all([launchBrowser(), openHouse(database, {}, env)]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
    await database?.close();
  });

  const url = () => house!.url;

  async function officer(role: Role, name = `Cán bộ ${++officersMade}`): Promise<TestOfficer> {
    const email = `canbo${++officersMade}@example.vn`;
    const { rows } = await database!.pool.query<{ id: string }>(
      `WITH o AS (INSERT INTO officer (name, email, role) VALUES ($1, $2, $3) RETURNING id)
       INSERT INTO officer_account (officer_id, provider_id, account_id, password)
       SELECT id, 'credential', id::text, $4 FROM o RETURNING officer_id AS id`,
      [name, email, role, await hashPassword(PASSWORD)],
    );
    return { id: rows[0]!.id, name, email };
  }

  async function open(options: BrowserContextOptions): Promise<BrowserContext> {
    const context = await browser!.newContext({
      baseURL: url(),
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      // A click finds what it is for where it stands, and not where it was on its way.
      reducedMotion: 'reduce',
      ...options,
    });
    onTestFinished(() => context.close());
    return context;
  }

  async function goTo(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`/console${path}`);
    return page;
  }

  return {
    url,
    database: () => database!,
    officer,
    visit: async (path, options = LAPTOP) => goTo(await open(options), path),
    async visitAs(who, path, options = LAPTOP) {
      const { email } = typeof who === 'string' ? await officer(who) : who;
      const context = await open(options);
      const answer = await context.request.post(`${AUTH}/sign-in/email`, {
        headers: { Origin: options.baseURL ?? url() },
        data: { email, password: PASSWORD },
      });
      expect(answer.status(), `${email} signs in`).toBe(200);
      await context.addCookies(lastingCookies(answer.headersArray(), options.baseURL ?? url()));
      return goTo(context, path);
    },
  };
}

let officersMade = 0;

/** The cookies of an answer, for as long as the browser: its clock is not that of the tests. */
function lastingCookies(headers: { name: string; value: string }[], url: string) {
  return headers
    .filter(({ name }) => name.toLowerCase() === 'set-cookie')
    .map(({ value }) => {
      const [, name = '', content = ''] = /^([^=]+)=([^;]*)/.exec(value) ?? [];
      return {
        name,
        value: content,
        domain: new URL(url).hostname,
        path: '/console',
        httpOnly: true,
      };
    });
}

/** What of a page does not keep to WCAG 2.1 AA, as lines to read; a good page gives none. */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target} (${failureSummary})`),
  );
}

/**
 * Looks at a page as it is: it has no barriers and does not scroll sideways. With `SCREENSHOTS=<folder>`
 * in the environment it is also pictured there, the whole page, as `<name>-<width>.png`.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  // Spinners, drawers and messages come to rest.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
  const { width } = page.viewportSize()!;
  const folder = process.env.SCREENSHOTS;
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(scrolls, `${name} at ${width} px: its width`).toBeLessThanOrEqual(width);
  expect(await barriers(page), `${name} at ${width} px`).toEqual([]);
}
