import { describe, expect, test } from 'vitest';
import { ALIKE, loadLikeness, shared } from '../../../src/console/conversations/likeness.ts';

const likeness = loadLikeness(['đăng ký tên miền id.vn thế nào', 'tên miền id.vn là gì']);

/** Whether the two would be gathered, and whether the index would have found them for each other. */
function alike(one: string, other: string): boolean {
  const [a, b] = [likeness.contentWords(one), likeness.contentWords(other)];
  const isAlike = shared(a, b) >= ALIKE;
  const meet = likeness.rarest(a).some((word) => likeness.rarest(b).includes(word));
  expect(isAlike && !meet).toBe(false);
  return isAlike;
}

describe('messages are alike', () => {
  test.each([
    ['chuyển nhượng tên miền được không', 'Chuyen nhuong ten mien dc ko ạ??'],
    ['ở đây có bán xe máy cũ không', 'bán xe máy cũ ko shop'],
    ['có bán xe máy cũ không', 'xe may cu co ban khong'],
    ['làm căn cước ở đâu', 'làm căn cước ở đâu vậy ạ'],
  ])('%s ~ %s', (one, other) => {
    expect(alike(one, other)).toBe(true);
  });

  test.each([
    ['chuyển nhượng tên miền', 'gia hạn tên miền'],
    ['tên miền id.vn', 'xe máy cũ'],
  ])('%s ≁ %s', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });
});

test('whatever is alike shares one of its rarest words', () => {
  const words = Array.from({ length: 12 }, (_, i) => `w${String.fromCharCode(97 + i)}`);
  let seed = 7;
  const draw = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  let found = 0;
  for (let i = 0; i < 3000; i++) {
    const some = () => words.filter(() => draw(3) > 0).slice(0, 1 + draw(9));
    const [a, b] = [some(), some()];
    if (a.length === 0 || b.length === 0 || shared(a, b) < ALIKE) continue;
    found += 1;
    expect(likeness.rarest(a).some((word) => likeness.rarest(b).includes(word))).toBe(true);
  }
  expect(found).toBeGreaterThan(200);
});

test('a message of fillers only is still something', () => {
  expect(likeness.contentWords('dạ vâng ạ').length).toBeGreaterThan(0);
  expect(likeness.contentWords('?? !!')).toEqual([]);
});
