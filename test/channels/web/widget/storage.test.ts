import { expect, test } from 'vitest';
import { createMemory } from '../../../../src/channels/web/widget/storage.ts';

/** A storage such as the browser's, over a map that the test can look into. */
function storage(map: Map<string, string>): Storage {
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  } as unknown as Storage;
}

test('is there again at the next visit, under keys of its own', () => {
  const map = new Map([['session', 'of the page']]);
  createMemory(() => storage(map), 'chat:').write('session', 'ours');
  expect(Object.fromEntries(map)).toEqual({ session: 'of the page', 'chat:session': 'ours' });
  const next = createMemory(() => storage(map), 'chat:');
  expect(next.read('session')).toBe('ours');
  next.remove('session');
  expect(next.read('session')).toBeUndefined();
  expect(map.size).toBe(1);
});

test('where storage is forbidden it lasts as long as the page', () => {
  const memory = createMemory(() => {
    throw new Error('SecurityError');
  }, 'chat:');
  memory.write('session', 'ours');
  expect(memory.read('session')).toBe('ours');
  memory.remove('session');
  expect(memory.read('session')).toBeUndefined();
});
