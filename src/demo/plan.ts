import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from '../engine/value.ts';
import { TIME_ZONE } from '../outreach/events.ts';
import { newPerson, type Person } from './person.ts';
import { Random } from './random.ts';
import type { PeopleWords } from './words.ts';

/** Somebody comes. */
export interface Visit {
  number: number;
  at: Date;
  person: Person;
  /** They were never here before. */
  first: boolean;
}

/** What a demonstration is to be. */
export interface Wanted {
  /** The same seed on the same last day gives the same conversations. */
  seed: string;
  lastDay: CalendarDate;
  days: number;
  /** How many visits there are over all these days. */
  conversations: number;
}

/** Share of the visits that are somebody's second or third. */
const RETURNING = 0.08;
const MOST_VISITS = 3;

/** The occasions of `people.yaml` are meant for so many days; over fewer they are as much shorter. */
const USUAL_DAYS = 92;

/** Who comes when, in the order of time. */
export function planVisits(wanted: Wanted, words: PeopleWords): Visit[] {
  const random = new Random(`${wanted.seed} ${wanted.lastDay} plan`);
  const first = firstDayOf(wanted);
  const days = Array.from({ length: wanted.days }, (_, i) => dayWeights(i, first, wanted, words));
  const loads = days.map(
    ({ usual, extra }) =>
      (usual + extra.reduce((sum, [, more]) => sum + more, 0)) * (0.85 + 0.3 * random.next()),
  );
  const whole = loads.reduce((sum, load) => sum + load, 0);
  const visits: Visit[] = [];
  const known: { person: Person; visits: number; lastDay: number }[] = [];
  let until = 0;
  for (const [i, { usual, extra }] of days.entries()) {
    until += loads[i]!;
    const day = first.add({ days: i });
    const number = Math.round((until / whole) * wanted.conversations) - visits.length;
    for (const at of momentsOf(day, number, random, words)) {
      const again = random.chance(RETURNING)
        ? known[random.between(0, known.length - 1)]
        : undefined;
      const returns = again !== undefined && again.visits < MOST_VISITS && again.lastDay < i;
      const occasion = random.weighted([[undefined, usual], ...extra]);
      const from = occasion === undefined ? {} : { channel: occasion.on, source: occasion.source };
      const person = returns ? again.person : newPerson(known.length + 1, day, from, random, words);
      if (returns) Object.assign(again, { visits: again.visits + 1, lastDay: i });
      else known.push({ person, visits: 1, lastDay: i });
      visits.push({ number: visits.length + 1, at, person, first: !returns });
    }
  }
  return visits;
}

/** The first of its days. */
export function firstDayOf({
  lastDay,
  days,
}: Pick<Wanted, 'lastDay' | 'days'>): Temporal.PlainDate {
  return Temporal.PlainDate.from(lastDay).subtract({ days: days - 1 });
}

type Occasion = PeopleWords['occasions'][number];

/** How much comes on a day by itself, which slowly grows, and how much by each occasion before it. */
function dayWeights(i: number, first: Temporal.PlainDate, { days }: Wanted, words: PeopleWords) {
  const weekday = words.weekdays[first.add({ days: i }).dayOfWeek - 1]!;
  const usual = weekday * (0.6 + (0.8 * i) / days);
  const extra = words.occasions.flatMap((occasion): [Occasion, number][] => {
    const since = i - Math.floor(occasion.at * days);
    const lasts = Math.max(0.7, (occasion.days * days) / USUAL_DAYS);
    return since < 0 ? [] : [[occasion, (occasion.times - 1) * usual * Math.exp(-since / lasts)]];
  });
  return { usual, extra };
}

/** Moments of a day, in order, by how many come in which hour. */
function momentsOf(
  day: Temporal.PlainDate,
  number: number,
  random: Random,
  words: PeopleWords,
): Date[] {
  const hours = [...words.hours.entries()];
  return Array.from({ length: number }, () => {
    const hour = random.weighted(hours);
    const time = { hour, minute: random.between(0, 59), second: random.between(0, 59) };
    const at = day.toZonedDateTime({
      timeZone: TIME_ZONE,
      plainTime: Temporal.PlainTime.from(time),
    });
    return new Date(at.epochMilliseconds);
  }).sort((a, b) => a.getTime() - b.getTime());
}
