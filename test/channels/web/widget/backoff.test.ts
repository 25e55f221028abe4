import { expect, test } from 'vitest';
import { backoff } from '../../../../src/channels/web/widget/backoff.ts';

test('waits twice as long after each failure, half a minute at most', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => backoff(attempt, 1))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
});

test('chance takes off at most half', () => {
  expect(backoff(2, 0)).toBe(2000);
  expect(backoff(2, 0.5)).toBe(3000);
});
