import { expect, test } from 'vitest';
import { programme } from '../../src/rules/programme.ts';
import { PROGRAMME } from './dates.ts';

test('the last day still counts', () => {
  expect(programme.decide({}, '2026-12-31', PROGRAMME)).toEqual({
    outcome: 'open',
    reason: null,
    eligibleUntil: '2026-12-31',
    sources: ['tt64', 'plan căn cứ'],
  });
});

test('the day after, the offer has ended', () => {
  expect(programme.decide({}, '2027-01-01', PROGRAMME)).toEqual({
    outcome: 'ended',
    reason: null,
    sources: ['tt64', 'plan căn cứ'],
  });
});
