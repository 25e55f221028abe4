import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeId } from '../../src/engine/rule.ts';
import type { DateSpan } from '../../src/engine/value.ts';
import { idVn } from '../../src/rules/id-vn.ts';
import { dayBetween, PROGRAMME, plusDays, span, trickyDay } from './dates.ts';

const TODAY = '2026-11-22';

function decide(birthDate: DateSpan | undefined, on = TODAY, citizen = true) {
  return idVn.decide({ citizen, birthDate }, on, PROGRAMME);
}
const idOf = (...args: Parameters<typeof decide>) => outcomeId(decide(...args));

describe('a birth date known to the day', () => {
  // Born, registering on, outcome, first and last day of eligibility.
  test.each([
    // The table of programme-facts 1.9, with 2026-11-22 as the day of registration.
    ['2008-11-23', TODAY, 'not-eligible.under-18', '2026-11-23', '2026-12-31'],
    ['2008-11-22', TODAY, 'eligible', '2026-11-22', '2026-12-31'],
    ['2003-12-30', TODAY, 'eligible', '2021-12-30', '2026-12-30'],
    ['2003-11-23', TODAY, 'eligible', '2021-11-23', '2026-11-23'],
    ['2003-11-22', TODAY, 'eligible', '2021-11-22', '2026-11-22'],
    ['2003-11-21', TODAY, 'needs-confirmation.age-23', undefined, undefined],
    ['2002-11-23', TODAY, 'needs-confirmation.age-23', undefined, undefined],
    ['2002-11-22', TODAY, 'not-eligible.over-23', undefined, undefined],
    ['1950-01-01', TODAY, 'not-eligible.over-23', undefined, undefined],
    // Turning 18 within the programme, on its last day, and a day too late.
    ['2008-12-10', TODAY, 'not-eligible.under-18', '2026-12-10', '2026-12-31'],
    ['2008-12-31', TODAY, 'not-eligible.under-18', '2026-12-31', '2026-12-31'],
    ['2009-01-01', TODAY, 'not-eligible.under-18', undefined, undefined],
    // The last day counts, the day after does not.
    ['2008-12-31', '2026-12-31', 'eligible', '2026-12-31', '2026-12-31'],
    ['2005-06-01', '2026-12-31', 'eligible', '2023-06-01', '2026-12-31'],
    ['2005-06-01', '2027-01-01', 'not-eligible.programme-ended', undefined, undefined],
    // Born on 29 February: the birthday falls on the 28th in other years.
    ['2008-02-29', '2026-02-27', 'not-eligible.under-18', '2026-02-28', '2026-12-31'],
    ['2008-02-29', '2026-02-28', 'eligible', '2026-02-28', '2026-12-31'],
    ['2000-02-29', '2023-02-28', 'eligible', '2018-02-28', '2023-02-28'],
    ['2000-02-29', '2023-03-01', 'needs-confirmation.age-23', undefined, undefined],
    ['2000-02-29', '2024-02-28', 'needs-confirmation.age-23', undefined, undefined],
    ['2000-02-29', '2024-02-29', 'not-eligible.over-23', undefined, undefined],
  ])('born %s, registering on %s: %s', (born, on, id, from, until) => {
    const decision = decide(span(born), on);
    expect(outcomeId(decision)).toBe(id);
    expect(decision.eligibleFrom).toBe(from);
    expect(decision.eligibleUntil).toBe(until);
  });

  test('the zone that needs confirmation cites both wordings', () => {
    expect(decide(span('2003-05-01')).sources).toEqual(['plan III.4', 'tt64 Điều 3', 'nd147']);
  });
});

describe('a birth date known roughly', () => {
  test.each([
    ['2005', span('2005-01-01', '2005-12-31'), 'eligible', undefined, '2026-12-31'],
    ['2001', span('2001-01-01', '2001-12-31'), 'not-eligible.over-23', undefined, undefined],
    ['2002', span('2002-01-01', '2002-12-31'), 'incomplete.birth-date', undefined, undefined],
    ['2003', span('2003-01-01', '2003-12-31'), 'incomplete.birth-date', undefined, undefined],
    ['2008', span('2008-01-01', '2008-12-31'), 'incomplete.birth-date', undefined, undefined],
    ['whenever', span('1990-01-01', '2012-12-31'), 'incomplete.birth-date', undefined, undefined],
    ['2009', span('2009-01-01', '2009-12-31'), 'not-eligible.under-18', undefined, undefined],
    [
      'December 2008',
      span('2008-12-01', '2008-12-31'),
      'incomplete.birth-date',
      undefined,
      undefined,
    ],
    [
      'the winter of 2008, 18 before the end or not',
      span('2008-12-15', '2009-01-15'),
      'incomplete.birth-date',
      undefined,
      undefined,
    ],
    [
      'December 2003, 23 before the end on one day or another',
      span('2003-12-01', '2003-12-30'),
      'eligible',
      undefined,
      '2026-12-01',
    ],
  ])('born in %s', (_words, born, id, from, until) => {
    const decision = decide(born);
    expect(outcomeId(decision)).toBe(id);
    expect(decision.eligibleFrom).toBe(from);
    expect(decision.eligibleUntil).toBe(until);
  });
});

describe('what is known so far', () => {
  test('someone who is no citizen is not asked for a birth date', () => {
    expect(idOf(undefined, TODAY, false)).toBe('not-eligible.not-citizen');
    expect(idOf(span('2005-01-01'), TODAY, false)).toBe('not-eligible.not-citizen');
  });

  test('a missing birth date is asked for', () => {
    expect(idOf(undefined)).toBe('incomplete.birth-date');
  });

  test('the end of the programme comes before everything else', () => {
    expect(outcomeId(idVn.decide({}, '2027-01-01', PROGRAMME))).toBe(
      'not-eligible.programme-ended',
    );
    expect(idOf(undefined, '2027-01-01', false)).toBe('not-eligible.programme-ended');
  });

  test('citizenship is never guessed', () => {
    expect(() => idVn.decide({ birthDate: span('2005-01-01') }, TODAY, PROGRAMME)).toThrow(
      'fact "citizen": found undefined, allowed true or false',
    );
    expect(() => idVn.decide({ citizen: true, birthDate: '2005' }, TODAY, PROGRAMME)).toThrow(
      'fact "birthDate": found string, allowed a date span',
    );
  });

  test('another programme may end on another day', () => {
    const decision = idVn.decide({ citizen: true, birthDate: span('2009-06-01') }, '2027-01-01', {
      lastDay: '2027-06-30',
    });
    expect(decision).toMatchObject({ reason: 'under-18', eligibleFrom: '2027-06-01' });
  });
});

describe('properties', () => {
  const birth = trickyDay('1995-01-01', '2012-12-31');
  const registration = trickyDay('2025-01-01', '2027-03-01');
  /** From too young to too old. */
  const AGES = [
    'not-eligible.under-18',
    'eligible',
    'needs-confirmation.age-23',
    'not-eligible.over-23',
  ];

  test('nobody grows younger: waiting a day, or being born a day earlier, only moves on', () => {
    fc.assert(
      fc.property(birth, trickyDay('2025-01-01', '2026-12-30'), (born, on) => {
        const now = AGES.indexOf(idOf(span(born), on));
        expect(now).toBeGreaterThanOrEqual(0);
        expect(AGES.indexOf(idOf(span(born), plusDays(on, 1)))).toBeGreaterThanOrEqual(now);
        expect(AGES.indexOf(idOf(span(plusDays(born, -1)), on))).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  test('a verdict on a span is the verdict on each of its days', () => {
    const spans = fc
      .tuple(birth, fc.integer({ min: 0, max: 500 }))
      .map(([first, days]) => span(first, plusDays(first, days)));
    fc.assert(
      fc.property(spans, registration, fc.nat(), (born, on, pick) => {
        const whole = decide(born, on);
        fc.pre(whole.outcome !== 'incomplete');
        const length = (Date.parse(born.latest) - Date.parse(born.earliest)) / 86_400_000;
        const one = decide(span(plusDays(born.earliest, pick % (length + 1))), on);
        expect(outcomeId(one)).toBe(outcomeId(whole));
        if (whole.eligibleFrom) expect(one.eligibleFrom).toBe(whole.eligibleFrom);
        // Of a rough date the earliest last day is given: safe for whichever day it was.
        if (whole.eligibleUntil) expect(one.eligibleUntil! >= whole.eligibleUntil).toBe(true);
      }),
    );
  });

  test('a day is incomplete only when it is not known', () => {
    fc.assert(
      fc.property(birth, registration, (born, on) => {
        expect(decide(span(born), on).outcome).not.toBe('incomplete');
      }),
    );
  });

  test('the days of eligibility are the first and the last on which the answer is yes', () => {
    const young = trickyDay('2001-01-01', '2008-12-31');
    fc.assert(
      fc.property(young, dayBetween('2025-01-01', '2026-12-31'), (born, on) => {
        const { eligibleFrom, eligibleUntil } = decide(span(born), on);
        fc.pre(eligibleFrom !== undefined && eligibleUntil !== undefined);
        expect(idOf(span(born), eligibleFrom)).toBe('eligible');
        expect(idOf(span(born), plusDays(eligibleFrom, -1))).toBe('not-eligible.under-18');
        expect(idOf(span(born), eligibleUntil)).toBe('eligible');
        expect(idOf(span(born), plusDays(eligibleUntil, 1))).not.toBe('eligible');
      }),
    );
  });

  test('nobody is eligible after the last day', () => {
    fc.assert(
      fc.property(birth, dayBetween('2027-01-01', '2031-12-31'), fc.boolean(), (born, on, yes) => {
        expect(decide(span(born), on, yes)).toMatchObject({ reason: 'programme-ended' });
      }),
    );
  });
});
