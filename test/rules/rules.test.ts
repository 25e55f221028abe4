import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { Programme } from '../../src/engine/programme.ts';
import { type Decision, type Facts, outcomeId } from '../../src/engine/rule.ts';
import { RULES } from '../../src/rules/rules.ts';
import { dayBetween, PROGRAMME, plusDays, span } from './dates.ts';

const spans = fc
  .tuple(dayBetween('2000-01-01', '2026-12-31'), fc.constantFrom(0, 0, 29, 364))
  .map(([first, days]) => span(first, plusDays(first, days)));

/** Every fact any rule asks for; the dates may be rough or missing. */
const facts: fc.Arbitrary<Facts> = fc.record({
  citizen: fc.boolean(),
  birthDate: fc.option(spans, { nil: undefined }),
  kind: fc.constantFrom('enterprise', 'household', 'other'),
  establishedOn: fc.option(spans, { nil: undefined }),
  hasCertificate: fc.boolean(),
});

const sources = Programme.parse(
  parse(readFileSync(new URL('../../flows/programme.yaml', import.meta.url), 'utf8')),
).sources;

function check(decision: Decision, declared: object) {
  expect(declared).toHaveProperty([outcomeId(decision)]);
  expect(decision.sources.length).toBeGreaterThan(0);
  for (const source of decision.sources) {
    expect(sources).toHaveProperty([source.split(' ')[0]!]);
  }
}

test.each(RULES)('$name returns what it declares, with a known source', (rule) => {
  fc.assert(
    fc.property(facts, dayBetween('2025-06-01', '2027-02-01'), (known, on) => {
      check(rule.decide(known, on, PROGRAMME), rule.outcomes);
    }),
  );
});

/** One way to each outcome; the day of registration is 2026-11-22 unless given. */
const WAYS: Record<string, Record<string, Facts & { on?: string }>> = {
  programme: { open: {}, ended: { on: '2027-01-01' } },
  'id-vn': {
    eligible: { citizen: true, birthDate: span('2005-01-01') },
    'not-eligible.programme-ended': { on: '2027-01-01' },
    'not-eligible.not-citizen': { citizen: false },
    'not-eligible.under-18': { citizen: true, birthDate: span('2012-01-01') },
    'not-eligible.over-23': { citizen: true, birthDate: span('1990-01-01') },
    'needs-confirmation.age-23': { citizen: true, birthDate: span('2003-06-01') },
    'incomplete.birth-date': { citizen: true },
  },
  'biz-vn': {
    eligible: { kind: 'household', hasCertificate: true },
    'not-eligible.programme-ended': { on: '2027-01-01' },
    'not-eligible.no-certificate': { kind: 'household', hasCertificate: false },
    'not-eligible.over-one-year': { kind: 'enterprise', establishedOn: span('2020-01-01') },
    'needs-confirmation.form-not-named': { kind: 'other' },
    'needs-confirmation.one-year-day': { kind: 'enterprise', establishedOn: span('2025-11-22') },
    'incomplete.established-on': { kind: 'enterprise' },
  },
};

test.each(RULES)('every outcome that $name declares can be reached', (rule) => {
  const ways = WAYS[rule.name]!;
  expect(Object.keys(ways)).toEqual(Object.keys(rule.outcomes));
  for (const [id, { on = '2026-11-22', ...known }] of Object.entries(ways)) {
    expect(outcomeId(rule.decide(known, on, PROGRAMME))).toBe(id);
  }
});

test('the names are unique', () => {
  expect(new Set(RULES.map((rule) => rule.name)).size).toBe(RULES.length);
});
