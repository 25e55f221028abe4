import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { button, field, PHONE, said, say, useVisitor } from './visitor.ts';

const { fake, visit } = useVisitor();

describe('for everyone', () => {
  test.each([
    [360, 740, 0],
    [320, 640, 0],
    [320, 640, 4],
  ])('%i × %i, %i steps larger: all of it fits the width, targets are 44 px', async (...given) => {
    const [width, height, steps] = given;
    const page = await visit(`${fake().url}/chat`, { ...PHONE, viewport: { width, height } });
    await button(page, 'Gặp cán bộ').waitFor();
    for (let step = 0; step < steps; step++) await button(page, 'Chữ to hơn').click();
    await say(page, `link ${'dài'.repeat(40)}`);
    await said(page, `Trợ lý nghe: link ${'dài'.repeat(40)}`).waitFor();
    await say(page, 'link');
    await page.getByRole('link').waitFor();
    const { wide, small } = await page.evaluate(() => {
      const root = document.querySelector('tro-ly-vn')!.shadowRoot!;
      const all = [...root.querySelectorAll<HTMLElement>('*')].filter(
        (element) => element.offsetParent !== null && !element.closest('.sr'),
      );
      const targets = root.querySelectorAll<HTMLElement>('button, a, textarea');
      return {
        wide: all
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
          .map((element) => element.className),
        small: [...targets]
          .filter((element) => element.offsetParent !== null)
          .filter(({ offsetWidth, offsetHeight }) => offsetWidth < 44 || offsetHeight < 44)
          .map((element) => element.className),
      };
    });
    expect({ wide, small }).toEqual({ wide: [], small: [] });
  });

  test('the text grows to twice its size and stays so', async () => {
    const page = await visit(`${fake().url}/chat`);
    const size = () =>
      page.getByRole('log').evaluate((log) => Number.parseFloat(getComputedStyle(log).fontSize));
    await button(page, 'Gặp cán bộ').waitFor();
    const usual = await size();
    // The last click is on a button that says it can do no more.
    for (let step = 0; step < 5; step++) await button(page, 'Chữ to hơn').click({ force: true });
    expect(await size()).toBe(2 * usual);
    expect(await page.getByText('Cỡ chữ 200%').count()).toBe(1);
    await page.reload();
    await button(page, 'Gặp cán bộ').waitFor();
    expect(await size()).toBe(2 * usual);
  });

  test('messages are read out as they come, but not those of an earlier visit', async () => {
    const page = await visit(`${fake().url}/chat`);
    await page.addInitScript(() => {
      // What the live region was set to when each message was added.
      const live: (string | null)[] = [];
      Object.assign(window, { live });
      const append = Element.prototype.append;
      Element.prototype.append = function (...nodes) {
        const isLog = nodes.length > 0 && this.getAttribute('role') === 'log';
        if (isLog) live.push(this.getAttribute('aria-live'));
        append.apply(this, nodes);
      };
    });
    await button(page, 'Gặp cán bộ').waitFor();
    await page.reload();
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, 'xin chào');
    await said(page, 'Trợ lý nghe: xin chào').waitFor();
    const live = await page.evaluate(() => (window as unknown as { live: string[] }).live);
    expect(live[0]).toBe('off');
    expect(live.at(-1)).toBe('polite');
  });

  test('a long answer is read from its beginning', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, Array.from({ length: 40 }, (_, line) => `dòng ${line}`).join('\n'));
    await said(page, 'Trợ lý nghe: dòng 0')
      .or(page.getByText('Trợ lý nghe: dòng 0'))
      .first()
      .waitFor();
    const top = await page
      .locator('.person')
      .last()
      .evaluate((own) => own.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThan(120);
  });

  test('the field stays above the keyboard, and the answer above the field', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, 'xin chào');
    await said(page, 'Trợ lý nghe: xin chào').waitFor();
    await page.setViewportSize({ width: 360, height: 380 });
    const bottom = async (what: Locator) => {
      const box = await what.boundingBox();
      return Math.round(box!.y + box!.height);
    };
    await expect.poll(() => bottom(page.locator('.composer'))).toBe(380);
    const top = (await field(page).boundingBox())!.y;
    expect(await bottom(said(page, 'Trợ lý nghe: xin chào'))).toBeLessThan(top);
  });

  test('dark where the person wants it dark', async () => {
    const ground = async (colorScheme: 'light' | 'dark') => {
      const page = await visit(`${fake().url}/chat`, { ...PHONE, colorScheme });
      return page.locator('.panel').evaluate((panel) => getComputedStyle(panel).backgroundColor);
    };
    expect(await ground('light')).toBe('rgb(255, 255, 255)');
    expect(await ground('dark')).toBe('rgb(16, 26, 32)');
  });

  test('nothing moves for those who want that', async () => {
    const page = await visit(`${fake().url}/chat`, { ...PHONE, reducedMotion: 'reduce' });
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, 'chậm');
    await page.getByText('Trợ lý đang trả lời').waitFor({ state: 'visible' });
    const names = await page
      .locator('.dots i')
      .evaluateAll((dots) => dots.map((dot) => getComputedStyle(dot).animationName));
    expect(names).toEqual(['none', 'none', 'none']);
  });
});
