import { expect, test } from 'vitest';
import { nextReport } from '../../../src/outreach/statistics/quarterly-report.ts';

/** Some of the holidays of a year: Tết of 2027 and the days around it. */
const TET = ['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11'];

test('before the 20th of the last month; when the 19th is a Saturday, the Friday before it', () => {
  expect(nextReport('2026-11-22', [])).toEqual({
    quarter: '2026-10-01',
    due: '2026-12-19',
    lastWorkingDay: '2026-12-18',
    workingDaysLeft: 20,
    holidaysTakenOff: false,
  });
});

test.each([
  ['2026-12-17', 2],
  ['2026-12-18', 1],
  ['2026-12-19', 0],
])('on %s there are %i working days left, today among them', (today, left) => {
  expect(nextReport(today, [])).toMatchObject({ quarter: '2026-10-01', workingDaysLeft: left });
});

test('after the last day it is the next quarter’s that comes', () => {
  expect(nextReport('2026-12-20', [])).toMatchObject({
    quarter: '2027-01-01',
    due: '2027-03-19',
    lastWorkingDay: '2027-03-19',
  });
  expect(nextReport('2026-12-31', []).quarter).toBe('2027-01-01');
});

test('holidays are no working days, where those of the year are known', () => {
  const without = nextReport('2027-01-04', []);
  const taken = nextReport('2027-01-04', TET);
  // New Year is over, and the others are weekdays before the report is due.
  expect(without.workingDaysLeft - taken.workingDaysLeft).toBe(5);
  expect(taken.holidaysTakenOff).toBe(true);
  expect(nextReport('2026-12-01', TET).holidaysTakenOff).toBe(false);
  expect(nextReport('2027-03-10', ['2027-03-19', '2027-03-18'])).toMatchObject({
    due: '2027-03-19',
    lastWorkingDay: '2027-03-17',
  });
});
