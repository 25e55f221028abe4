import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileCache } from '../src/model-cache.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-cache-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('keeps a value by its key, in a folder it makes', () => {
  const cache = fileCache(join(folder, 'made', 'here'));
  expect(cache.read('a')).toBeUndefined();
  cache.write('a', 'one');
  expect(cache.read('a')).toBe('one');
  expect(fileCache(join(folder, 'made', 'here')).read('a')).toBe('one');
});

test('only the newest model is kept, and other files are left alone', async () => {
  const cache = fileCache(join(folder, 'newest'));
  cache.write('a', 'one');
  await writeFile(join(folder, 'newest', 'other.txt'), '');
  cache.write('b', 'two');
  expect(await readdir(join(folder, 'newest'))).toEqual(['model-b.json', 'other.txt']);
});

test('a folder that cannot be is a cache that keeps nothing', async () => {
  await writeFile(join(folder, 'file'), '');
  const cache = fileCache(join(folder, 'file'));
  cache.write('a', 'one');
  expect(cache.read('a')).toBeUndefined();
});
