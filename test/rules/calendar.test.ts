import { expect, test } from 'vitest';
import { anniversary, earlier } from '../../src/rules/calendar.ts';

test.each([
  ['2008-11-22', 18, '2026-11-22'],
  ['2008-02-29', 18, '2026-02-28'],
  ['2008-02-29', 24, '2032-02-29'],
  ['2024-02-29', 1, '2025-02-28'],
  ['2027-02-28', 1, '2028-02-28'],
])('%s and %i years make %s', (date, years, expected) => {
  expect(anniversary(date, years)).toBe(expected);
});

test('a day that the calendar does not have is refused', () => {
  expect(() => anniversary('2026-02-30', 1)).toThrow(RangeError);
});

test('the earlier of two days, whichever comes first', () => {
  expect(earlier('2026-12-31', '2027-01-01')).toBe('2026-12-31');
  expect(earlier('2027-01-01', '2026-12-31')).toBe('2026-12-31');
});
