import { gzipSync } from 'node:zlib';
import { Router } from 'express';
import { describe, expect, test } from 'vitest';
import { problemOf, serve } from './service.ts';

const API = ['/api/v1/eligibility/id-vn', '/api/v1/eligibility/biz-vn', '/api/v1/ask'];

describe.each(API)('%s', (path) => {
  test('malformed JSON is 400 and is not quoted', async () => {
    const { post } = await serve();
    const problem = await problemOf(await post(path, '{"text": Nguyễn'), 400);
    expect(JSON.stringify(problem)).not.toContain('Nguy');
  });

  test('a body over 16 KiB is 413, packed or not', async () => {
    const { post, url } = await serve();
    const body = JSON.stringify({ text: 'a'.repeat(16 * 1024) });
    await problemOf(await post(path, body), 413);
    const packed = await fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      body: gzipSync(body),
    });
    await problemOf(packed, 413);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=koi8-r',
  ])('a body as %s is 415', async (type) => {
    const { url } = await serve();
    const init = { method: 'POST', headers: { 'Content-Type': type }, body: '{}' };
    await problemOf(await fetch(url + path, init), 415);
  });

  test.each(['GET', 'PUT', 'DELETE'])('%s is 405 and tells what is allowed', async (method) => {
    const { url } = await serve();
    const response = await fetch(url + path, { method });
    expect(response.headers.get('Allow')).toBe('POST');
    await problemOf(response, 405);
  });
});

test.each(['/api', '/api/v1/eligibility/com-vn', '/api/v2/ask', '/nowhere'])(
  '%s is 404',
  async (path) => {
    const { url, post } = await serve();
    await problemOf(await fetch(url + path), 404);
    await problemOf(await post(path, {}), 404);
  },
);

test('an address that cannot be decoded is 400', async () => {
  const { url } = await serve();
  await problemOf(await fetch(`${url}/r/%E0%A4%A`), 400);
});

describe('a failure of ours', () => {
  const parts = {
    ask: () => {
      throw new RangeError('cannot read "sinh 12/03/2005"');
    },
  };

  test('shows nothing of our insides', async () => {
    const { post } = await serve(parts);
    const problem = await problemOf(await post('/api/v1/ask', { text: 'a' }), 500);
    expect(problem).toEqual({ type: 'about:blank', title: 'Internal Server Error', status: 500 });
  });

  test('is logged with its place, without its words', async () => {
    const { post, log } = await serve(parts);
    await post('/api/v1/ask', { text: 'a' });
    expect(log()).toContain('"name":"RangeError"');
    expect(log()).toContain('app.test.ts:');
    expect(log()).not.toContain('2005');
  });
});

test('protective headers, and no word of what runs here', async () => {
  const { url } = await serve();
  const { headers } = await fetch(`${url}/healthz`);
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'self'");
  expect(headers.get('Content-Security-Policy')).not.toContain('upgrade-insecure-requests');
  expect(headers.get('X-Powered-By')).toBeNull();
});

/** The lines of a log in short: `GET /r/:token 404`. */
function entries(log: string): string[] {
  const lines = log.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { method, route, status } = JSON.parse(line);
    return `${method} ${route} ${status}`;
  });
}

describe('the log', () => {
  test('holds routes, never tokens, queries, bodies, agents or addresses', async () => {
    const { url, post, log } = await serve();
    const headers = { 'User-Agent': 'secret-agent', 'X-Forwarded-For': '203.0.113.9' };
    await fetch(`${url}/r/secret-token?phone=0912345678`, { headers });
    await fetch(`${url}/secret-path/2005-03-12`, { headers });
    await post('/api/v1/ask?q=secret-query', { text: 'secret-text' });
    await post('/api/v1/eligibility/id-vn', { citizen: true, birthDate: '2005-03-12' });
    await expect
      .poll(() => entries(log()).sort())
      .toEqual([
        'GET (none) 404',
        'GET /r/:token 404',
        'POST /api/v1/ask 200',
        'POST /api/v1/eligibility/id-vn 200',
      ]);
    expect(log()).not.toMatch(/secret|0912345678|2005-03-12|203\.0\.113\.9|127\.0\.0\.1/);
  });

  test('is not filled by probes', async () => {
    const { url, log } = await serve();
    await fetch(`${url}/healthz`);
    await fetch(`${url}/readyz`);
    await fetch(`${url}/api/openapi.json`);
    await expect.poll(() => entries(log())).toEqual(['GET /api/openapi.json 200']);
  });
});

test('routers passed in come before the 404, and get the raw bytes of their bodies', async () => {
  const hook = Router();
  hook.post('/api/hook', async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    res.send(Buffer.concat(chunks).toString('hex'));
  });
  const { post } = await serve({ routers: [hook] });
  const response = await post('/api/hook', '{ "a":1}');
  expect(await response.text()).toBe(Buffer.from('{ "a":1}').toString('hex'));
});
