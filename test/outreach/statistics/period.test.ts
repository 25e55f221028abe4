import { describe, expect, test } from 'vitest';
import { type Known, periodOf, pointsOf } from '../../../src/outreach/statistics/period.ts';

const known: Known = { today: '2026-11-22', firstDay: '2026-11-03' };

describe('a day belongs to', () => {
  test.each([
    ['day', '2026-11-22', '2026-11-22', '2026-11-22'],
    ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
    // The first days of a year can be of the last week of the one before.
    ['week', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-11-22', '2026-10-01', '2026-12-31'],
    ['quarter', '2027-03-31', '2027-01-01', '2027-03-31'],
  ] as const)('the %s of %s', (kind, day, start, end) => {
    expect(periodOf(kind, day, known)).toMatchObject({ kind, start, end });
  });

  test('the programme, from the first day with data to today', () => {
    expect(periodOf('programme', '2020-01-01', known)).toEqual({
      kind: 'programme',
      start: '2026-11-03',
      end: '2026-11-22',
      state: 'running',
      partial: false,
    });
  });
});

test.each([
  ['month', '2026-10-31', 'missing', false],
  ['month', '2026-11-30', 'running', true],
  ['week', '2026-11-04', 'closed', true],
  ['week', '2026-11-09', 'closed', false],
  ['day', '2026-11-22', 'running', false],
  ['day', '2026-11-23', 'missing', false],
] as const)('the %s of %s is %s, partial: %s', (kind, day, state, partial) => {
  expect(periodOf(kind, day, known)).toMatchObject({ state, partial });
});

test('without any data every period is missing', () => {
  const nothing = { today: '2026-11-22', firstDay: null };
  for (const kind of ['day', 'quarter', 'programme'] as const) {
    expect(periodOf(kind, '2026-11-22', nothing).state).toBe('missing');
  }
});

test('points are whole periods, up to today; those before the first day are missing', () => {
  const points = pointsOf(periodOf('quarter', '2026-11-22', known), 'month', known);
  expect(points.map(({ start, state }) => [start, state])).toEqual([
    ['2026-10-01', 'missing'],
    ['2026-11-01', 'running'],
  ]);
  const weeks = pointsOf(periodOf('month', '2026-11-22', known), 'week', known);
  expect(weeks.map(({ start }) => start)).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
  ]);
  expect(pointsOf(periodOf('quarter', '2026-01-01', known), 'day', known)).toEqual([]);
});
