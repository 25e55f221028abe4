import { describe, expect, test } from 'vitest';
import { button, posts, said, say, useVisitor } from './visitor.ts';

const { fake, visit } = useVisitor();

describe('on /chat', () => {
  test('the assistant greets, says that it is a machine, and learns the source', async () => {
    const errors: string[] = [];
    const page = await visit('about:blank');
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${fake().url}/chat?source=qr-a`);
    await button(page, 'Gặp cán bộ').waitFor();
    expect(await page.getByRole('heading', { name: 'Trợ lý tự động' }).isVisible()).toBe(true);
    const [start] = posts(fake());
    expect(start?.body).toMatchObject({ type: 'event', name: 'start', value: { source: 'qr-a' } });
    expect(errors).toEqual([]);
  });

  test('what is written is shown, sent and answered', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, 'id.vn là gì');
    await said(page, 'Trợ lý nghe: id.vn là gì').waitFor();
    expect(await said(page, 'id.vn là gì').count()).toBe(1);
    expect(await page.locator('[data-state="sent"].person').count()).toBe(1);
  });

  test('a button sends its payload, an old one too', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Cách đăng ký').click();
    await said(page, 'Đã chọn {"payload":"flow:12"}').waitFor();
    await button(page, 'Gặp cán bộ').click();
    await said(page, 'Đã chọn {"payload":"flow:10"}').waitFor();
    const posted = posts(fake());
    expect(posted.at(-1)?.body).toMatchObject({
      text: 'Gặp cán bộ',
      value: { payload: 'flow:10' },
    });
  });

  test('a link opens a new tab without ties, with its destination beside it', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, 'link');
    const link = page.getByRole('link', { name: 'Mở trang đăng ký' });
    await link.waitFor();
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await said(page, 'Địa chỉ: hiendienonline.tenmien.vn').isVisible()).toBe(true);
  });

  test('markup of whoever writes stays text', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, '<img src=x onerror="document.title=1"> https://a.vn');
    const text = 'Trợ lý nghe: <img src=x onerror="document.title=1"> https://a.vn';
    await said(page, text).waitFor();
    expect(await page.getByRole('log').locator('img, a').count()).toBe(0);
  });

  test('that it is writing is shown until it has written', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, 'chậm');
    const sign = page.getByText('Trợ lý đang trả lời');
    await sign.waitFor({ state: 'visible' });
    await said(page, 'Xong.').waitFor();
    expect(await sign.isVisible()).toBe(false);
  });

  test('after a reload the history is back, in order, and nobody greets again', async () => {
    const page = await visit(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await say(page, 'một');
    await said(page, 'Trợ lý nghe: một').waitFor();
    const before = await page.getByRole('log').locator('> li').allInnerTexts();
    await page.reload();
    await said(page, 'Trợ lý nghe: một').waitFor();
    expect(await page.getByRole('log').locator('> li').allInnerTexts()).toEqual(before);
    await say(page, 'hai');
    await said(page, 'Trợ lý nghe: hai').waitFor();
    const posted = posts(fake());
    expect(posted.filter(({ body }) => body?.name === 'start')).toHaveLength(1);
    expect(fake().calls('POST /v3/directline/conversations')).toHaveLength(1);
  });

  test('where storage is blocked it works all the same', async () => {
    const page = await visit('about:blank');
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
    await page.goto(`${fake().url}/chat`);
    await button(page, 'Chữ to hơn').click();
    await say(page, 'xin chào');
    await said(page, 'Trợ lý nghe: xin chào').waitFor();
  });

  test('where style sheets cannot be constructed it fetches its own', async () => {
    const page = await visit('about:blank');
    await page.addInitScript(() => {
      Reflect.deleteProperty(ShadowRoot.prototype, 'adoptedStyleSheets');
      Reflect.deleteProperty(CSSStyleSheet.prototype, 'replaceSync');
    });
    await page.goto(`${fake().url}/chat`);
    await button(page, 'Gặp cán bộ').waitFor();
    await page.waitForFunction(() => {
      const panel = document.querySelector('tro-ly-vn')?.shadowRoot?.querySelector('.panel');
      return panel && getComputedStyle(panel).position === 'fixed';
    });
  });
});
