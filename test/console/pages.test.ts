import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Office, openOffice } from './sign-in/office.ts';

const SCRIPT = `export {};${' '.repeat(5000)}`;

let folder: string;
let office: Office;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(folder, 'assets', 'main-abc123.js'), SCRIPT);
  office = await openOffice({ folder });
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true });
});

describe('the pages', () => {
  test.each(['/console', '/console/', '/console/statistics', '/console/conversations/1?x=2'])(
    '%s is the page, which allows no script but our files',
    async (path) => {
      const { status, headers, body } = await office.visitor().get(path);
      expect(status).toBe(200);
      expect(body).toContain('<title>Console</title>');
      expect(headers.get('Cache-Control')).toBe('no-cache');
      expect(headers.get('X-Frame-Options')).toBe('DENY');
      const policy = new Map(
        headers
          .get('Content-Security-Policy')!
          .split('; ')
          .map((directive) => [directive.split(' ')[0]!, directive.split(' ').slice(1).join(' ')]),
      );
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('connect-src')).toBe("'self'");
      expect(policy.get('frame-ancestors')).toBe("'none'");
      expect(policy.get('base-uri')).toBe("'none'");
    },
  );

  test('their files are kept for good, and travel packed', async () => {
    const { status, headers, body } = await office.visitor().get('/console/assets/main-abc123.js');
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('Content-Type')).toContain('javascript');
    expect(headers.get('Content-Encoding')).toMatch(/^(br|gzip)$/);
    expect(headers.get('Vary')).toBe('Accept-Encoding');
    expect(body).toBe(SCRIPT);
  });

  test.each([
    '/console/assets/gone.js',
    '/console/assets/..%2findex.html',
    '/console/api/nothing',
    '/console/API/nothing',
    '/console/api',
    '/consoles',
  ])('%s is not there', async (path) => {
    const { status, body } = await office.visitor().get(path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ status: 404 });
  });

  test('that are not built say so', async () => {
    const bare = await openOffice({ folder: join(folder, 'nowhere') });
    try {
      const { status, body } = await bare.visitor().get('/console/statistics');
      expect(status).toBe(503);
      expect(body).toContain('npm run build');
    } finally {
      await bare.close();
    }
  });
});
