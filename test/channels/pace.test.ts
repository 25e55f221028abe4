import { expect, test } from 'vitest';
import { keepPace } from '../../src/channels/pace.ts';
import type { Pace } from '../../src/engine/state.ts';

/** The verdicts on messages written at these seconds, three a minute allowed. */
function verdicts(...seconds: number[]): string[] {
  let pace: Pace | undefined;
  return seconds.map((second) => {
    const kept = keepPace(pace, new Date(second * 1000), 3);
    pace = kept.pace;
    return kept.verdict;
  });
}

test('beyond the limit there is one warning, then silence until the minute is over', () => {
  expect(verdicts(0, 1, 2, 3, 4, 59, 60, 61, 62, 63)).toEqual([
    ...['answer', 'answer', 'answer', 'warn', 'ignore', 'ignore'],
    ...['answer', 'answer', 'answer', 'warn'],
  ]);
});

test('who writes slowly is never held back', () => {
  expect(new Set(verdicts(...Array.from({ length: 50 }, (_, i) => i * 21)))).toEqual(
    new Set(['answer']),
  );
});

test('messages that come late, out of their order, count where they were written', () => {
  expect(verdicts(100, 99, 98, 97)).toEqual(['answer', 'answer', 'answer', 'warn']);
  expect(verdicts(1000, 1)).toEqual(['answer', 'answer']);
});
