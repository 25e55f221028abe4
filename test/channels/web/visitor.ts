import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { buildWidget } from './built.ts';
import { type FakeDirectLine, startFake } from './fake-direct-line.ts';

/** A telephone of the usual size. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
};

/** What every browser test of the chat stands on: one browser for the file, a fake for each test. */
export interface Visitor {
  fake(): FakeDirectLine;
  /** A page of a browser that has never been here, closed when the test is over. */
  visit(url: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Sets a test file up; to be called once, at its top. */
export function useVisitor(): Visitor {
  let browser: Browser | undefined;
  let built: Awaited<ReturnType<typeof buildWidget>> | undefined;
  let fake: FakeDirectLine;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launchBrowser(), buildWidget()]);
  });
  afterAll(async () => {
    await browser?.close();
    await built?.remove();
  });
  beforeEach(async () => {
    fake = await startFake(built!.folder);
    onTestFinished(() => fake.close());
  });

  return {
    fake: () => fake,
    async visit(url, options = PHONE) {
      const context = await browser!.newContext({ locale: 'vi-VN', ...options });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(url);
      return page;
    },
  };
}

/** Where the person writes. */
export function field(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Nhập câu hỏi hoặc câu trả lời' });
}

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

/** A line of a message. */
export function said(page: Page, text: string): Locator {
  return page.getByRole('log').getByText(text, { exact: true });
}

/** Writes and sends. */
export async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await button(page, 'Gửi').click();
}

/** What was posted into conversations, oldest first. */
export function posts(fake: FakeDirectLine): ReturnType<FakeDirectLine['calls']> {
  return fake.calls('POST /v3/directline/conversations/:id/activities');
}
