import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeId } from '../../src/engine/rule.ts';
import type { DateSpan } from '../../src/engine/value.ts';
import { bizVn } from '../../src/rules/biz-vn.ts';
import { dayBetween, PROGRAMME, plusDays, span, trickyDay } from './dates.ts';

const TODAY = '2026-11-22';

function enterprise(establishedOn: DateSpan | undefined, on = TODAY) {
  return bizVn.decide({ kind: 'enterprise', establishedOn }, on, PROGRAMME);
}

describe('an enterprise', () => {
  // Founded, registering on, outcome, first and last day of eligibility.
  test.each([
    ['2026-11-22', TODAY, 'eligible', '2026-11-22', '2026-12-31'],
    ['2026-03-01', TODAY, 'eligible', '2026-03-01', '2026-12-31'],
    ['2025-12-01', TODAY, 'eligible', '2025-12-01', '2026-12-01'],
    ['2025-11-23', TODAY, 'eligible', '2025-11-23', '2026-11-23'],
    ['2025-11-22', TODAY, 'needs-confirmation.one-year-day', undefined, undefined],
    ['2025-11-21', TODAY, 'not-eligible.over-one-year', undefined, undefined],
    ['2015-01-01', TODAY, 'not-eligible.over-one-year', undefined, undefined],
    // The last day counts, the day after does not.
    ['2026-01-01', '2026-12-31', 'eligible', '2026-01-01', '2026-12-31'],
    ['2025-12-31', '2026-12-31', 'needs-confirmation.one-year-day', undefined, undefined],
    ['2026-06-01', '2027-01-01', 'not-eligible.programme-ended', undefined, undefined],
    // Founded on 29 February: the year is over on the 28th.
    ['2024-02-29', '2025-02-27', 'eligible', '2024-02-29', '2025-02-28'],
    ['2024-02-29', '2025-02-28', 'needs-confirmation.one-year-day', undefined, undefined],
    ['2024-02-29', '2025-03-01', 'not-eligible.over-one-year', undefined, undefined],
    ['2023-02-28', '2024-02-28', 'needs-confirmation.one-year-day', undefined, undefined],
    ['2023-02-28', '2024-02-29', 'not-eligible.over-one-year', undefined, undefined],
  ])('founded on %s, registering on %s: %s', (founded, on, id, from, until) => {
    const decision = enterprise(span(founded), on);
    expect(outcomeId(decision)).toBe(id);
    expect(decision.eligibleFrom).toBe(from);
    expect(decision.eligibleUntil).toBe(until);
  });

  test.each([
    ['in 2019', span('2019-01-01', '2019-12-31'), 'not-eligible.over-one-year', undefined],
    ['in 2025', span('2025-01-01', '2025-12-31'), 'incomplete.established-on', undefined],
    ['in 2026', span('2026-01-01', '2026-12-31'), 'eligible', '2026-12-31'],
    ['in June 2026', span('2026-06-01', '2026-06-30'), 'eligible', '2026-12-31'],
    ['in November 2025', span('2025-11-01', '2025-11-30'), 'incomplete.established-on', undefined],
    ['in December 2025', span('2025-12-01', '2025-12-31'), 'eligible', '2026-12-01'],
  ])('founded %s', (_words, founded, id, until) => {
    const decision = enterprise(founded);
    expect(outcomeId(decision)).toBe(id);
    expect(decision.eligibleFrom).toBeUndefined();
    expect(decision.eligibleUntil).toBe(until);
  });

  test('a missing founding date, or one yet to come, is asked for', () => {
    expect(outcomeId(enterprise(undefined))).toBe('incomplete.established-on');
    expect(outcomeId(enterprise(span('2026-11-23')))).toBe('incomplete.established-on');
  });

  test('a span that began today can only mean today', () => {
    expect(enterprise(span(TODAY, '2026-11-30')).eligibleFrom).toBe(TODAY);
  });

  test('the certificate is a condition for households alone', () => {
    const facts = { kind: 'enterprise', establishedOn: span('2026-03-01'), hasCertificate: false };
    expect(bizVn.decide(facts, TODAY, PROGRAMME).outcome).toBe('eligible');
  });
});

describe('a household business', () => {
  test('needs the certificate and has no one-year limit', () => {
    const facts = {
      kind: 'household',
      establishedOn: span('2005-01-01'),
      hasCertificate: true,
    };
    const decision = bizVn.decide(facts, TODAY, PROGRAMME);
    expect(decision).toEqual({
      outcome: 'eligible',
      reason: null,
      eligibleUntil: '2026-12-31',
      sources: ['plan III.3', 'tt64'],
    });
    expect(outcomeId(bizVn.decide({ ...facts, hasCertificate: false }, TODAY, PROGRAMME))).toBe(
      'not-eligible.no-certificate',
    );
  });

  test('the certificate is never guessed', () => {
    expect(() => bizVn.decide({ kind: 'household' }, TODAY, PROGRAMME)).toThrow(
      'fact "hasCertificate": found undefined, allowed true or false',
    );
  });
});

test('a form the plan does not name needs confirmation, whatever else is known', () => {
  const facts = { kind: 'other', establishedOn: span('2010-01-01'), hasCertificate: false };
  expect(outcomeId(bizVn.decide(facts, TODAY, PROGRAMME))).toBe(
    'needs-confirmation.form-not-named',
  );
});

test('the end of the programme comes before everything else', () => {
  for (const kind of ['enterprise', 'household', 'other']) {
    expect(bizVn.decide({ kind }, '2027-01-01', PROGRAMME).reason).toBe('programme-ended');
  }
});

describe('properties', () => {
  const founding = trickyDay('2022-01-01', '2026-12-31');
  const registration = trickyDay('2024-01-01', '2026-12-30');
  const AGES = ['eligible', 'needs-confirmation.one-year-day', 'not-eligible.over-one-year'];

  test('no enterprise grows younger', () => {
    fc.assert(
      fc.property(founding, registration, (founded, on) => {
        fc.pre(founded <= on);
        const now = AGES.indexOf(outcomeId(enterprise(span(founded), on)));
        const tomorrow = AGES.indexOf(outcomeId(enterprise(span(founded), plusDays(on, 1))));
        const older = AGES.indexOf(outcomeId(enterprise(span(plusDays(founded, -1)), on)));
        expect(now).toBeGreaterThanOrEqual(0);
        expect(tomorrow).toBeGreaterThanOrEqual(now);
        expect(older).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  test('a verdict on a span is the verdict on each of its days that has come', () => {
    const lengths = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(founding, lengths, registration, fc.nat(), (first, length, on, pick) => {
        const whole = enterprise(span(first, plusDays(first, length)), on);
        fc.pre(whole.outcome !== 'incomplete');
        const day = plusDays(first, pick % (length + 1));
        fc.pre(day <= on);
        const one = enterprise(span(day), on);
        expect(outcomeId(one)).toBe(outcomeId(whole));
        if (whole.eligibleFrom) expect(one.eligibleFrom).toBe(whole.eligibleFrom);
        // Of a rough date the earliest last day is given: safe for whichever day it was.
        if (whole.eligibleUntil) expect(one.eligibleUntil! >= whole.eligibleUntil).toBe(true);
      }),
    );
  });

  test('eligible is every day from the first to the last, the anniversary left out', () => {
    fc.assert(
      fc.property(founding, registration, (founded, on) => {
        const { eligibleFrom, eligibleUntil } = enterprise(span(founded), on);
        fc.pre(eligibleFrom !== undefined && eligibleUntil !== undefined);
        const isEligible = (day: string) => enterprise(span(founded), day).outcome === 'eligible';
        expect(isEligible(eligibleFrom)).toBe(true);
        expect(isEligible(plusDays(eligibleFrom, -1))).toBe(false);
        expect(isEligible(plusDays(eligibleUntil, 1))).toBe(false);
        if (eligibleUntil > eligibleFrom) {
          expect(isEligible(plusDays(eligibleUntil, -1))).toBe(true);
        }
      }),
    );
  });

  test('nothing is eligible after the last day', () => {
    const kinds = fc.constantFrom('enterprise', 'household', 'other');
    fc.assert(
      fc.property(kinds, founding, dayBetween('2027-01-01', '2031-12-31'), (kind, day, on) => {
        const facts = { kind, establishedOn: span(day), hasCertificate: true };
        expect(bizVn.decide(facts, on, PROGRAMME).reason).toBe('programme-ended');
      }),
    );
  });
});
