import { expect, test } from 'vitest';
import { nextReport } from '../../../src/outreach/statistics/quarterly-report.ts';

test('before the 20th of the last month; when the 19th is a Saturday, the Friday before it', () => {
  expect(nextReport('2026-11-22')).toEqual({
    quarter: '2026-10-01',
    due: '2026-12-19',
    lastWorkingDay: '2026-12-18',
    workingDaysLeft: 20,
  });
});

test.each([
  ['2026-12-17', 2],
  ['2026-12-18', 1],
])('on %s there are %i working days left, today among them', (today, left) => {
  expect(nextReport(today).workingDaysLeft).toBe(left);
});

test('after the last working day it is the next quarter’s that comes', () => {
  expect(nextReport('2026-12-19')).toMatchObject({
    quarter: '2027-01-01',
    due: '2027-03-19',
    lastWorkingDay: '2027-03-19',
  });
  expect(nextReport('2026-12-31').quarter).toBe('2027-01-01');
});
