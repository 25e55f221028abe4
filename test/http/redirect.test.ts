import { expect, test } from 'vitest';
import { problemOf, serve } from './service.ts';

const TARGET = 'https://hiendienonline.tenmien.vn/?x=1&y=2';

/** A service that knows one token and writes down what was asked of it. */
async function withLinks() {
  const opened: [string, boolean][] = [];
  const service = await serve({
    open: async (token, counts) => {
      opened.push([token, counts]);
      return token === 'aB3_-x' ? { url: TARGET } : undefined;
    },
  });
  const open = (path: string, init: RequestInit = {}) =>
    fetch(service.url + path, { redirect: 'manual', ...init });
  return { ...service, opened, open };
}

test('a known token leads on, unseen by caches, the target and search engines', async () => {
  const { open, opened } = await withLinks();
  const response = await open('/r/aB3_-x');
  expect(response.status).toBe(302);
  expect(response.headers.get('Location')).toBe(TARGET);
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(response.headers.get('X-Robots-Tag')).toBe('noindex');
  expect(opened).toEqual([['aB3_-x', true]]);
});

test('previews and HEAD are led on, but do not count', async () => {
  const { open, opened } = await withLinks();
  const head = await open('/r/aB3_-x', { method: 'HEAD' });
  const preview = await open('/r/aB3_-x', {
    headers: { 'User-Agent': 'TelegramBot (like TwitterBot)' },
  });
  expect([head.status, preview.status]).toEqual([302, 302]);
  expect(opened).toEqual([
    ['aB3_-x', false],
    ['aB3_-x', false],
  ]);
});

test('an unknown token is told in words', async () => {
  const { open } = await withLinks();
  const response = await open('/r/zzz');
  expect(response.status).toBe(404);
  expect(response.headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('X-Robots-Tag')).toBe('noindex');
  expect(await response.text()).toBe('Liên kết này không còn dùng được.');
});

test('what cannot be a token is not even looked up', async () => {
  const { open, opened } = await withLinks();
  for (const token of ['a.b', '%27', 'a%20b', 'x'.repeat(129)]) {
    expect((await open(`/r/${token}`)).status).toBe(404);
  }
  expect(opened).toEqual([]);
});

test('a token is opened, never posted to', async () => {
  const { open } = await withLinks();
  const response = await open('/r/aB3_-x', { method: 'POST' });
  expect(response.headers.get('Allow')).toBe('GET, HEAD');
  await problemOf(response, 405);
});
