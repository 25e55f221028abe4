import { describe, expect, test } from 'vitest';
import { dayIn } from '../../src/console/conversations/day.ts';
import { Agenda } from '../../src/demo/agenda.ts';
import { planVisits } from '../../src/demo/plan.ts';
import { Random } from '../../src/demo/random.ts';
import { STYLES, typed } from '../../src/demo/typing.ts';
import { loadPeople } from '../../src/demo/words.ts';

const words = loadPeople();
const wanted = { seed: 'test', lastDay: '2026-11-22', days: 92, conversations: 3000 };

describe('who comes when', () => {
  const visits = planVisits(wanted, words);
  const perDay = Map.groupBy(visits, ({ at }) => dayIn(at));

  test('as many as wanted, in order, over all days', () => {
    expect(visits).toHaveLength(3000);
    expect(visits.every(({ at }, i) => i === 0 || at >= visits[i - 1]!.at)).toBe(true);
    expect([...perDay.keys()][0]).toBe('2026-08-23');
    expect([...perDay.keys()].at(-1)).toBe('2026-11-22');
    expect(perDay.size).toBe(92);
  });

  test('an occasion brings more on its day than came the week before, from its source', () => {
    for (const { at, source } of words.occasions.slice(1)) {
      const day = Math.floor(at * wanted.days);
      const [before, then] = [day - 7, day].map((i) => [...perDay.values()][i]!);
      expect(then!.length).toBeGreaterThan(1.5 * before!.length);
      expect(then!.filter(({ person }) => person.source === source).length).toBeGreaterThan(
        then!.length / 4,
      );
    }
  });

  test('few come at night, and every channel has its people', () => {
    const night = visits.filter(({ at }) => (at.getUTCHours() + 7) % 24 < 6);
    expect(night.length).toBeLessThan(0.06 * visits.length);
    expect(new Set(visits.map(({ person }) => person.channel))).toEqual(
      new Set(Object.keys(words.channels)),
    );
  });

  test('some come again on another day, as the same person', () => {
    const again = visits.filter(({ first }) => !first);
    expect(again.length).toBeGreaterThan(50);
    for (const { person, at } of again) {
      const days = visits
        .filter((visit) => visit.person === person)
        .map((visit) => dayIn(visit.at));
      expect(new Set(days).size).toBe(days.length);
      expect(days).toContain(dayIn(at));
    }
  });

  test('the same seed and day plan the same, others plan otherwise', () => {
    expect(planVisits(wanted, words)).toEqual(visits);
    expect(planVisits({ ...wanted, seed: 'other' }, words)).not.toEqual(visits);
  });
});

test('what happens at one moment happens in the order it was noted', () => {
  const agenda = new Agenda<string>();
  const at = (second: number) => new Date(second * 1000);
  agenda.add(at(2), 'b');
  agenda.add(at(1), 'a');
  agenda.add(at(2), 'c');
  agenda.add(at(9), 'later');
  const taken = [];
  for (let next = agenda.next(at(9)); next; next = agenda.next(at(9))) taken.push(next.what);
  expect(taken).toEqual(['a', 'b', 'c']);
  expect(agenda.next(at(10))).toEqual({ at: at(9), what: 'later' });
});

test('however somebody types, a date stays the date', () => {
  const random = new Random('typing');
  const said = 'Em sinh ngày 15/03/2006 ở Hải Phòng ạ.';
  const all = STYLES.flatMap((style) =>
    Array.from({ length: 20 }, () => typed(said, style, random, words)),
  );
  expect(all.every((text) => text.includes('15/03/2006'))).toBe(true);
  expect(new Set(all).size).toBeGreaterThan(10);
});
