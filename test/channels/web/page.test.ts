import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatPageRouter } from '../../../src/channels/web/page.ts';

const SCRIPT = 'console.info("widget")';
let folder: string;
let url: string;
let close: () => void;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  await writeFile(join(folder, 'widget.js'), SCRIPT);
  await writeFile(join(folder, 'widget.css'), 'p{margin:0}');
  const app = express();
  app.use(helmet());
  app.use(chatPageRouter({ programmeName: 'Chương trình <tên miền> .vn', folder }));
  app.get('/other', (_req, res) => {
    res.send('');
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterAll(async () => {
  close();
  await rm(folder, { recursive: true });
});

/** Asks again as a browser does: fetch alone would forbid any answer but a whole one. */
function askAgain(address: string, first: Response): Promise<Response> {
  const etag = first.headers.get('etag') ?? '';
  return fetch(address, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } });
}

/** The directives of a response's policy, by name. */
function policy(response: Response): Record<string, string> {
  const text = response.headers.get('content-security-policy') ?? '';
  return Object.fromEntries(
    text.split(/; ?/).map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

describe('GET /chat', () => {
  test('is the widget as a page, with nothing inline', async () => {
    const response = await fetch(`${url}/chat`);
    const html = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toMatch(/<tro-ly-vn fill>/);
    expect(html).toContain('<html lang="vi">');
    expect(html).toContain('Trợ lý tự động · Chương trình &#60;tên miền&#62; .vn');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('may be framed only by ourselves', async () => {
    const response = await fetch(`${url}/chat`);
    expect(policy(response)).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'frame-ancestors': "'self'",
    });
    expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  test('with ?embed may be framed anywhere, and stays as strict otherwise', async () => {
    const [page, embedded] = await Promise.all([
      fetch(`${url}/chat`),
      fetch(`${url}/chat?embed=1`),
    ]);
    expect(policy(embedded)).toEqual({ ...policy(page), 'frame-ancestors': '*' });
    expect(embedded.headers.get('x-frame-options')).toBeNull();
    expect(embedded.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('hands the source on', async () => {
    const html = await (await fetch(`${url}/chat?source=qr-a`)).text();
    expect(html).toContain('<tro-ly-vn fill source="qr-a">');
  });

  test.each(['"><script>', 'a b', 'x'.repeat(65), ''])('drops the source %j', async (source) => {
    const html = await (await fetch(`${url}/chat?source=${encodeURIComponent(source)}`)).text();
    expect(html).toContain('<tro-ly-vn fill>');
  });

  test('is looked at again at every visit', async () => {
    const first = await fetch(`${url}/chat`);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect((await askAgain(`${url}/chat`, first)).status).toBe(304);
  });
});

describe('GET /chat/widget.js', () => {
  test('may be loaded by any page', async () => {
    const response = await fetch(`${url}/chat/widget.js`);
    expect(await response.text()).toBe(SCRIPT);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  test('comes uncompressed to those who want that', async () => {
    const response = await fetch(`${url}/chat/widget.js`, {
      headers: { 'Accept-Encoding': 'identity' },
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe(SCRIPT);
  });

  test('is checked by its ETag, and kept for ever at the address the page uses', async () => {
    const plain = await fetch(`${url}/chat/widget.js`);
    expect(plain.headers.get('cache-control')).toBe('no-cache');
    expect((await askAgain(`${url}/chat/widget.js`, plain)).status).toBe(304);

    const html = await (await fetch(`${url}/chat`)).text();
    const address = / src="([^"]+)"/.exec(html)?.[1] ?? '';
    const exact = await fetch(new URL(address, `${url}/chat`));
    expect(exact.status).toBe(200);
    expect(exact.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});

test('GET /chat/widget.css may be loaded by any page', async () => {
  const response = await fetch(`${url}/chat/widget.css`);
  expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});

test('other addresses keep their headers', async () => {
  const response = await fetch(`${url}/other`);
  expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
});

test('without the built widget it says how to build it', () => {
  expect(() => chatPageRouter({ programmeName: 'x', folder: join(folder, 'none') })).toThrow(
    'Build it with: npm run build',
  );
});
