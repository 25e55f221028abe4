import { describe, expect, test } from 'vitest';
import { PERIOD_KINDS } from '../../../../src/console/contract/statistics.ts';
import {
  neighbour,
  spanMark,
  spanName,
  spanOf,
  spanTitle,
} from '../../../../src/console/web/parts/span.ts';
import { periodOf } from '../../../../src/outreach/statistics/period.ts';

const KINDS = PERIOD_KINDS.filter((kind) => kind !== 'programme');

describe('the pages cut time as the statistics do', () => {
  const known = { today: '2026-11-22', firstDay: '2026-01-01' };
  for (const kind of KINDS) {
    for (const day of ['2026-01-01', '2026-02-28', '2028-02-29', '2026-11-22', '2026-12-31']) {
      test(`the ${kind} of ${day}`, () => {
        const { start, end } = periodOf(kind, day, known);
        expect(spanOf(kind, day)).toEqual({ start, end });
      });
    }
  }
});

test('the periods before and after follow without a gap, also over the new year', () => {
  expect(neighbour('quarter', '2026-11-22', 1)).toEqual({ start: '2027-01-01', end: '2027-03-31' });
  expect(neighbour('quarter', '2026-02-03', -1)).toEqual({
    start: '2025-10-01',
    end: '2025-12-31',
  });
  expect(neighbour('week', '2026-11-22', 1)).toEqual({ start: '2026-11-23', end: '2026-11-29' });
  expect(neighbour('month', '2026-03-31', -1)).toEqual({ start: '2026-02-01', end: '2026-02-28' });
  expect(neighbour('day', '2026-03-01', -1)).toEqual({ start: '2026-02-28', end: '2026-02-28' });
});

test('a period is called as officers call it', () => {
  const title = (kind: (typeof KINDS)[number]) => spanTitle(kind, spanOf(kind, '2026-11-22'));
  expect(KINDS.map(title)).toEqual([
    'Ngày 22/11/2026',
    'Tuần 16/11/2026 – 22/11/2026',
    'Tháng 11/2026',
    'Quý IV/2026',
  ]);
  expect(spanTitle('programme', { start: '2026-10-08', end: '2026-11-22' })).toBe(
    'Cả chương trình, 08/10/2026 – 22/11/2026',
  );
  expect(spanName('week', spanOf('week', '2026-11-22'))).toBe('16/11 – 22/11/2026');
  expect(spanMark('quarter', { start: '2026-10-01' })).toBe('IV/2026');
  expect(spanMark('week', { start: '2026-11-16' })).toBe('16/11');
});
