import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { button, posts, said, useVisitor } from './visitor.ts';

const { fake, visit } = useVisitor();

/** A page of another origin. */
async function otherSite(body: string): Promise<string> {
  const server = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    // As strict as a site can be that wants the chat: no inline anything.
    const policy = `default-src 'none'; script-src ${fake().url}; connect-src ${fake().url} ${fake().url.replace('http', 'ws')}; frame-src ${fake().url}`;
    res.setHeader('Content-Security-Policy', policy);
    res.end(`<!doctype html><title>Trang khác</title><h1>Trang khác</h1>${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('in a page of another origin', () => {
  const DESKTOP = { viewport: { width: 1000, height: 800 } };
  const tag = () => `<script src="${fake().url}/chat/widget.js" data-source="qr-b" defer></script>`;

  test('one script tag is enough, under a strict policy', async () => {
    const page = await visit(await otherSite(tag()), DESKTOP);
    const launcher = page.getByRole('button', { name: 'Hỏi trợ lý' });
    await launcher.waitFor();
    expect(fake().heard).toEqual([]);
    await launcher.click();
    await button(page, 'Gặp cán bộ').waitFor();
    const [start] = posts(fake());
    expect(start?.body).toMatchObject({ name: 'start', value: { source: 'qr-b' } });
  });

  test('it works by keyboard alone', async () => {
    const page = await visit(await otherSite(tag()), DESKTOP);
    const launcher = page.getByRole('button', { name: 'Hỏi trợ lý' });
    await launcher.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await button(page, 'Gặp cán bộ').waitFor();
    await page.keyboard.type('dòng một');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('dòng hai');
    await page.keyboard.press('Enter');
    await page.getByText('Trợ lý nghe: dòng một').waitFor();
    const posted = posts(fake());
    expect(posted.at(-1)?.body?.text).toBe('dòng một\ndòng hai');

    const focused = () =>
      page.evaluate(() => {
        const active = document.querySelector('tro-ly-vn')?.shadowRoot?.activeElement;
        return {
          class: active?.className,
          outline: active && getComputedStyle(active).outlineStyle,
        };
      });
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await focused()).toEqual({ class: 'launcher', outline: 'solid' });
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog', { name: 'Trợ lý tự động' }).isVisible()).toBe(true);
  });

  test('a message that comes while it is closed shows on the button', async () => {
    const page = await visit(await otherSite(tag()), DESKTOP);
    await page.getByRole('button', { name: 'Hỏi trợ lý' }).click();
    await button(page, 'Gặp cán bộ').waitFor();
    await button(page, 'Đóng').click();
    fake().say({ type: 'message', text: 'Cán bộ đây' });
    await page.getByRole('button', { name: 'Hỏi trợ lý (có tin mới)' }).click();
    expect(await said(page, 'Cán bộ đây').isVisible()).toBe(true);
  });

  test('it fills an iframe', async () => {
    const frame = `<iframe src="${fake().url}/chat?embed=1&source=qr-c" title="Trợ lý" width="340" height="600"></iframe>`;
    const page = await visit(await otherSite(frame), DESKTOP);
    const inside = page.frameLocator('iframe');
    await inside.getByRole('button', { name: 'Gặp cán bộ' }).waitFor();
    await inside.getByRole('textbox').fill('xin chào');
    await inside.getByRole('textbox').press('Enter');
    await inside.getByText('Trợ lý nghe: xin chào').waitFor();
  });

  test('without ?embed the page refuses to be framed', async () => {
    const page = await visit(
      await otherSite(`<iframe src="${fake().url}/chat" title="Trợ lý"></iframe>`),
      DESKTOP,
    );
    await page.waitForTimeout(500);
    expect(fake().calls('POST /chat/token')).toEqual([]);
  });
});
