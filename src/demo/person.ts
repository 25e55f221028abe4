import type { Temporal } from 'temporal-polyfill';
import type { ChannelName } from '../channels/all.ts';
import type { CalendarDate } from '../engine/value.ts';
import type { Random } from './random.ts';
import { STYLE_SHARES, type Style } from './typing.ts';
import type { Kind, PeopleWords } from './words.ts';

/** Stands before the number of everyone in a demonstration: no platform calls anybody so. */
export const DEMO_PERSON = 'demo:';

/** Somebody who never was: where they write, how, and what is true of them. */
export interface Person {
  /** As the channel would call them: `demo:17`. */
  id: string;
  channel: ChannelName;
  /** Absent: nobody knows. */
  source?: string;
  kind: Kind;
  style: Style;
  /** How often a button is pressed rather than its words typed; 0 where there are none. */
  presses: number;
  /** Multiplies how likely they are to leave at a question: half for the patient, more for others. */
  haste: number;
  citizen: boolean;
  birth: CalendarDate;
  business: 'enterprise' | 'household' | 'other';
  founded: CalendarDate;
  certified: boolean;
}

/** Somebody new on a day; `from`: what is known of where they come from. */
export function newPerson(
  number: number,
  day: Temporal.PlainDate,
  from: { channel?: ChannelName; source?: string },
  random: Random,
  words: PeopleWords,
): Person {
  const channel = from.channel ?? random.weighted(channelShares(words));
  const source = from.source ?? random.weighted(sourceShares(words, channel));
  const drawn = words.sources.find(({ name }) => name === source)?.draws;
  const kind =
    drawn !== undefined && random.chance(0.75)
      ? drawn
      : random.weighted([
          ['young' as const, 42],
          ['business' as const, 36],
          ['curious' as const, 22],
        ]);
  return {
    id: `${DEMO_PERSON}${number}`,
    channel,
    ...(source !== '-' && { source }),
    kind,
    style: random.weighted(STYLE_SHARES),
    presses: words.channels[channel]?.presses ?? 0,
    haste: 0.5 + 1.1 * random.next(),
    citizen: random.chance(0.97),
    birth: birthOf(kind, day, random),
    business: random.weighted([
      ['household' as const, 58],
      ['enterprise' as const, 34],
      ['other' as const, 8],
    ]),
    founded: foundedOn(day, random),
    certified: random.chance(0.76),
  };
}

function channelShares(words: PeopleWords): [ChannelName, number][] {
  return Object.entries(words.channels).map(([name, { share }]) => [name as ChannelName, share]);
}

function sourceShares(words: PeopleWords, channel: ChannelName): [string, number][] {
  return words.sources.flatMap(({ name, share, on }) =>
    on.includes(channel) ? [[name, share]] : [],
  );
}

/** From what age to what age, and how many of them, among the young and the others. */
const AGES: Readonly<Record<Kind, readonly (readonly [readonly [number, number], number])[]>> = {
  young: [
    [[15, 17], 10],
    [[18, 22], 72],
    [[23, 23], 9],
    [[24, 30], 9],
  ],
  business: [
    [[18, 22], 12],
    [[23, 23], 4],
    [[24, 58], 84],
  ],
  curious: [
    [[16, 17], 4],
    [[18, 22], 34],
    [[23, 23], 6],
    [[24, 63], 56],
  ],
};

function birthOf(kind: Kind, day: Temporal.PlainDate, random: Random): CalendarDate {
  const [low, high] = random.weighted(AGES[kind]);
  const age = { years: random.between(low, high), days: random.between(0, 364) };
  return day.subtract(age).toString();
}

/** Most who ask began within the year; a few to the very day a year ago, which decides. */
function foundedOn(day: Temporal.PlainDate, random: Random): CalendarDate {
  if (random.chance(0.02)) return day.subtract({ years: 1 }).toString();
  const days = random.chance(0.7) ? random.between(3, 360) : random.between(370, 3300);
  return day.subtract({ days }).toString();
}
