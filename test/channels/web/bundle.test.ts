import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWidget } from './built.ts';
import { newerThan2017 } from './newer.ts';

let script: string;
let css: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  const built = await buildWidget();
  remove = built.remove;
  script = readFileSync(join(built.folder, 'widget.js'), 'utf8');
  css = readFileSync(join(built.folder, 'widget.css'), 'utf8');
});
afterAll(() => remove());

describe('the built widget', () => {
  test('weighs less than 25 kB, compressed, in all', () => {
    expect(gzipSync(script).length + gzipSync(css).length).toBeLessThan(25_000);
  });

  test('holds nothing that a browser of 2017 cannot read or call', () => {
    expect(newerThan2017(parseAst(script))).toEqual([]);
  });

  test('is one classic script that leaves no name behind', () => {
    const [first, ...others] = parseAst(script).body;
    expect(others).toEqual([]);
    expect(first?.type).toBe('ExpressionStatement');
  });

  test('asks nothing of other hosts', () => {
    const hosts = script.match(/https?:\/\/[\w.]+/g) ?? [];
    expect([...new Set(hosts)]).toEqual(['http://www.w3.org']);
    expect(css).not.toMatch(/url\(|@import/);
  });

  test('its style sheet keeps to what Chrome 61 reads', () => {
    expect(css).not.toMatch(/\binset:|[^-]gap:|dvh|:is\(|:where\(|min\(|max\(|clamp\(/);
  });
});

describe('the check for newer syntax', () => {
  test.each([
    'x = { ...y }',
    'const { a, ...b } = y',
    'try { f() } catch { g() }',
    'a?.b',
    'a ?? b',
    'a ||= b',
    'class A { #x = 1 }',
    'async () => { for await (const a of b); }',
    'x = /(?<=a)b/',
    'x = /a/s',
    'import("a")',
    'x = 1n',
    '[[1]].flat()',
    'new AbortController()',
  ])('finds %s', (code) => {
    expect(newerThan2017(parseAst(code))).toHaveLength(1);
  });
});
