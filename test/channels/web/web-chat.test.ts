import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { launchBrowser } from '../../support/browser.ts';
import { testDatabase } from '../../support/database.ts';
import { type House, openHouse } from '../../support/house.ts';

// Microsoft's Web Chat, as it is published, in a real browser on the real service.

let database: Database;
let house: House;
let browser: Browser;

beforeAll(async () => {
  database = await testDatabase();
  [house, browser] = await Promise.all([openHouse(database, {}), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await house.stop();
  await database.close();
});

/** A page the size of a phone, with all it asks for and what it complains of. */
async function visit(prepare: (page: Page) => Promise<unknown> = async () => undefined) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (entry) => {
    if (entry.type() === 'error' || entry.type() === 'warning') complaints.push(entry.text());
  });
  await prepare(page);
  await page.goto(`${house.url}/chat?client=webchat&source=smart-haiphong`);
  return { page, asked, complaints };
}

/** Waits for a text, in these very letters: a person may ask in small ones what is answered in large. */
const said = (page: Page, text: string) =>
  page
    .getByText(new RegExp(text.replace(/[.?]/g, '\\$&')))
    .last()
    .waitFor();

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).last().click();

const conversations = async () =>
  (await database.pool.query('SELECT 1 FROM conversation')).rows.length;

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('textbox').press('Enter');
}

describe('Web Chat', { timeout: 60_000 }, () => {
  test('from the greeting to the registration site, without a word to anyone else', async () => {
    const { page, asked, complaints } = await visit();
    await said(page, 'Đây là trợ lý tự động');
    await press(page, 'Kiểm tra id.vn');
    await said(page, 'Bạn có phải là công dân Việt Nam không?');
    await press(page, 'Có');
    await said(page, 'Bạn sinh ngày nào?');
    await say(page, 'Có miễn phí thật không?');
    await said(page, 'Miễn phí thật');
    await say(page, 'em sinh năm 2005');
    await said(page, 'Bạn thuộc diện được dùng id.vn miễn phí 2 năm');
    await said(page, 'hiendienonline.tenmien.vn');

    expect(await page.getByRole('textbox').getAttribute('placeholder')).toBe(
      'Nhập tin nhắn của bạn',
    );
    expect(complaints).toEqual([]);
    const hosts = asked.map((url) => new URL(url.replace(/^blob:/, '')).origin);
    expect([...new Set(hosts)]).toEqual([house.url]);

    // The registration site itself is out of reach from here: what counts is where it is sent.
    const [redirect] = await Promise.all([
      page.context().waitForEvent('response', (response) => response.url().includes('/r/')),
      press(page, 'Mở trang đăng ký'),
    ]);
    expect(redirect.headers().location).toBe('https://hiendienonline.tenmien.vn');
    const { rows } = await database.pool.query(
      `SELECT DISTINCT channel, source FROM event WHERE type IN ('started', 'link-opened')`,
    );
    expect(rows).toEqual([{ channel: 'web', source: 'smart-haiphong' }]);
  });

  test('a reload goes on, and so does the widget', async () => {
    const before = await conversations();
    const { page } = await visit();
    await said(page, 'Đây là trợ lý tự động');
    await say(page, 'Có miễn phí thật không?');
    await said(page, 'Miễn phí thật');
    await page.reload();
    await said(page, 'Miễn phí thật');
    await said(page, 'Có miễn phí thật không?');
    await press(page, 'Kiểm tra id.vn');
    await said(page, 'Bạn có phải là công dân Việt Nam không?');
    expect(await conversations()).toBe(before + 1);
    await page.goto(`${house.url}/chat`);
    await page.getByRole('log').getByText('Có miễn phí thật không?').waitFor();
    await said(page, 'Bạn có phải là công dân Việt Nam không?');
  });

  test('waits for a service that is not there yet', async () => {
    let refusals = 1;
    const { page } = await visit((fresh) =>
      fresh.route('**/chat/token', (route) =>
        refusals-- > 0 ? route.fulfill({ status: 503 }) : route.continue(),
      ),
    );
    await said(page, 'Đang mở trợ lý tự động');
    await said(page, 'Đây là trợ lý tự động');
  });

  test('a token that expired while the phone slept is exchanged', async () => {
    const sockets: WebSocketRoute[] = [];
    const { page } = await visit((fresh) =>
      fresh.routeWebSocket('**/stream?*', (socket) => {
        sockets.push(socket);
        socket.connectToServer();
      }),
    );
    await said(page, 'Đây là trợ lý tự động');
    let refusals = 1;
    await page.route('**/v3/directline/conversations/*?watermark=*', (route) =>
      refusals-- > 0
        ? route.fulfill({ status: 403, json: { error: { code: 'TokenExpired', message: '' } } })
        : route.continue(),
    );
    const reloaded = page.waitForEvent('load', { timeout: 30_000 });
    await sockets[0]!.close();
    await reloaded;
    await said(page, 'Đây là trợ lý tự động');
    await say(page, 'Có miễn phí thật không?');
    await said(page, 'Miễn phí thật');
  });
});

describe('its page', () => {
  const get = (path: string) => fetch(`${house.url}${path}`);

  /** The directives of a response's policy, by name; a nonce without its value. */
  const policy = (response: Response) =>
    Object.fromEntries(
      (response.headers.get('Content-Security-Policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ');
        return [name, sources.join(' ').replace(/'nonce-[^']+'/, 'NONCE')];
      }),
    );

  test('is the page of the chat, loosened for styles and for pictures in them', async () => {
    const [widget, page] = await Promise.all([get('/chat'), get('/chat?client=webchat')]);
    expect(policy(page)).toEqual({
      ...policy(widget),
      'style-src': "'self' NONCE 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
      'img-src': 'data: blob:',
    });
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]* src=)| style=| on\w+=/);
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('Content-Security-Policy')!)![1]!;
    expect(html).toContain(`<style nonce="${nonce}">`);
    const other = await get('/chat?client=webchat');
    expect(other.headers.get('Content-Security-Policy')).not.toContain(nonce);
  });

  test('may be framed anywhere with ?embed', async () => {
    const embedded = await get('/chat?client=webchat&embed=1');
    expect(policy(embedded)['frame-ancestors']).toBe('*');
    expect(embedded.headers.get('X-Frame-Options')).toBeNull();
  });

  test.each([
    ['qr-a', ' data-source="qr-a"'],
    ['"><script>', ''],
  ])('hands the source %j on as %j', async (source, attribute) => {
    const html = await (
      await get(`/chat?client=webchat&source=${encodeURIComponent(source)}`)
    ).text();
    expect(/nonce="[^"]+"( data-source="[^"]*")? defer/.exec(html)?.[1] ?? '').toBe(attribute);
  });

  test('its scripts are compressed and may be kept for ever', async () => {
    const html = await (await get('/chat?client=webchat')).text();
    const scripts = [...html.matchAll(/ src="([^"]+)"/g)].map(([, path]) => `/${path}`);
    expect(scripts).toHaveLength(2);
    for (const path of scripts) {
      const response = await get(path);
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('Content-Encoding')).toBe('gzip');
      expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    }
  });
});
