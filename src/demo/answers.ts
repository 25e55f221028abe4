import { Temporal } from 'temporal-polyfill';
import type { Bot } from '../engine/bot.ts';
import type { CalendarDate } from '../engine/value.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import type { PeopleWords } from './words.ts';

/** What somebody answers to a question: the value a button of it may carry, and the words for it. */
export interface PersonsAnswer {
  /** Absent where nothing can be pressed. */
  value?: string;
  text: string;
}

/** A little over half know their date by heart, and type it; the others say a year, or an age. */
const WHOLE_DATE = 0.58;

/**
 * A person's answer to the question of a step (`flow/step`), true to what they are; undefined for a
 * question these people know nothing of: they leave.
 */
export function answerTo(
  ask: string,
  person: Person,
  {
    random,
    words,
    bot,
    today,
  }: { random: Random; words: PeopleWords; bot: Bot; today: CalendarDate },
): PersonsAnswer | undefined {
  const yesNo = (is: boolean): PersonsAnswer => {
    const value = is ? 'yes' : 'no';
    return { value, text: random.pick(words[value]) };
  };
  const said = (frames: readonly string[], date: CalendarDate): PersonsAnswer => ({
    text: dated(random.pick(frames), date, today),
  });
  switch (ask) {
    case 'id-vn/citizen':
      return yesNo(person.citizen);
    case 'id-vn/birth-date':
      return said(random.chance(WHOLE_DATE) ? words.birthDates : words.birthYears, person.birth);
    case 'id-vn/full-birth-date':
      return said(words.birthDates, person.birth);
    case 'biz-vn/kind':
      return { value: person.business, text: random.pick(words.kinds[person.business]!) };
    case 'biz-vn/established-on':
      return said(random.chance(WHOLE_DATE) ? words.founded : words.foundedRoughly, person.founded);
    case 'biz-vn/full-established-on':
      return said(words.founded, person.founded);
    case 'biz-vn/certificate':
      return yesNo(person.certified);
    case 'check/which':
    case 'register/which': {
      const which = person.kind === 'business' || random.chance(0.2) ? 'business' : 'person';
      const names = { person: 'id-vn', business: 'biz-vn' } as const;
      const value = ask === 'check/which' ? which : names[which];
      return { value, text: random.pick(words.which[which]!) };
    }
    case 'in-person/place':
      return { text: random.pick([...bot.places.values()]) };
    case 'delete-my-data/sure':
      return yesNo(random.chance(0.85));
    default:
      return undefined;
  }
}

/** Puts a date into words that leave room for it. */
function dated(frame: string, date: CalendarDate, today: CalendarDate): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  const age = Temporal.PlainDate.from(date).until(today, { largestUnit: 'years' }).years;
  const parts: Readonly<Record<string, string>> = {
    d: String(day),
    m: String(month),
    y: String(year),
    yy: String(year % 100).padStart(2, '0'),
    age: String(age),
  };
  return frame.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}
