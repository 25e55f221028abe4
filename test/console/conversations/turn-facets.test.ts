import { expect, test } from 'vitest';
import type { FacetEvent } from '../../../src/console/conversations/facets.ts';
import { turnFacets } from '../../../src/console/conversations/turn-facets.ts';

const NONE = { source: null, flow: null, rule: null, outcome: null, reason: null, link: null };

const turn = (day: string, ending: string, ...path: string[]): FacetEvent => ({
  ...NONE,
  type: 'message',
  day,
  topic: null,
  ending,
  path,
});

const answered = (day: string, topic: string): FacetEvent => ({
  ...NONE,
  type: 'topic-answered',
  day,
  topic,
  ending: null,
  path: null,
});

const [MONDAY, TUESDAY] = ['2026-11-23', '2026-11-24'];

test('a flow was left at the last question of a day that nobody answered, whichever visit it was', () => {
  const first = turn(MONDAY, 'asked', 'entered:id-vn', 'id-vn/open:open', 'id-vn/citizen');
  const answer = turn(MONDAY, 'asked', 'id-vn/citizen=yes', 'id-vn/birth-date#2');
  const decided = turn(MONDAY, 'decided', 'id-vn/birth-date=*', 'id-vn/decide:eligible');
  expect(turnFacets([first])).toEqual(['stopped:id-vn/citizen', 'stopped:*']);
  expect(turnFacets([first, answer])).toEqual(['stopped:id-vn/birth-date', 'stopped:*']);
  expect(turnFacets([first, answer, decided])).toEqual([]);
  // Of another day each counts for itself, and of another flow too.
  const later = { ...decided, day: TUESDAY };
  expect(turnFacets([first, answer, later])).toEqual(['stopped:id-vn/birth-date', 'stopped:*']);
  expect(turnFacets([first, turn(MONDAY, 'asked', 'menu/menu')])).toEqual([
    'stopped:id-vn/citizen',
    'stopped:menu/menu',
    'stopped:*',
  ]);
  expect(turnFacets([first, turn(MONDAY, 'answered', 'left:id-vn')])).toEqual([]);
});

test('an answer failed when the next message of that day was not understood, or asked for an officer', () => {
  const asked = [turn(MONDAY, 'answered'), answered(MONDAY, 'cost'), answered(MONDAY, 'period')];
  expect(turnFacets(asked)).toEqual([]);
  expect(turnFacets([...asked, turn(MONDAY, 'not-understood')])).toEqual([
    'failed:cost',
    'failed:period',
    'failed:*',
  ]);
  expect(turnFacets([...asked, turn(MONDAY, 'handed-over')])).toHaveLength(3);
  expect(turnFacets([...asked, turn(TUESDAY, 'not-understood')])).toEqual([]);
  const fine = [...asked, turn(MONDAY, 'answered'), turn(MONDAY, 'not-understood')];
  expect(turnFacets(fine)).toEqual([]);
});
