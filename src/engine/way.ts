import { Temporal } from 'temporal-polyfill';
import type { AskStep, Bot } from './bot.ts';
import { choiceValues } from './bot.ts';
import { namedValue } from './payload.ts';
import type { CalendarDate, DateSpan, SlotValue } from './value.ts';
import { type Walk, walk } from './walk.ts';

/** The answers that lead somewhere, in order, by the question each answers. */
export type Way = readonly { ask: AskStep; value: SlotValue }[];

/** A flow with more ways than this is not searched to the end. */
const MAX_WAYS = 5000;

/**
 * The shortest way to a step of a flow (`flow/step`) on a day, with the answers a person could give;
 * undefined where none leads there that day: after the programme's last day nobody becomes eligible.
 */
export function wayTo(bot: Bot, step: string, today: CalendarDate): Way | undefined {
  const [flow = ''] = step.split('/');
  const open: Way[] = [[]];
  for (let count = 0; count < MAX_WAYS; count++) {
    const way = open.shift();
    if (way === undefined) return undefined;
    const answers = way.map(({ ask, value }) => ({ ask: ask.id, value }));
    const path = walk(bot, { flow, answers }, today);
    if (leadsTo(path, step)) return way;
    const { pending } = path;
    if (pending === undefined || way.some(({ ask }) => ask.id === pending.id)) continue;
    for (const value of answersTo(bot, pending, today))
      open.push([...way, { ask: pending, value }]);
  }
  return undefined;
}

function leadsTo({ pending, items, edges }: Walk, step: string): boolean {
  return (
    pending?.id === step ||
    items.some((item) => item.kind === 'step' && item.step.id === step) ||
    edges.some((edge) => edge.startsWith(`${step} -> `))
  );
}

function answersTo(bot: Bot, ask: AskStep, today: CalendarDate): SlotValue[] {
  if (ask.type === 'date') return spans(today).filter(({ earliest }) => earliest <= today);
  if (ask.type === 'text') return ['…'];
  if (ask.type === 'place') {
    const [first] = bot.places;
    return first === undefined ? [] : [{ code: first[0], name: first[1] }];
  }
  return choiceValues(ask).flatMap((name) => namedValue(ask, name, bot.places) ?? []);
}

/**
 * Days that differ for the rules: ages and times since founding inside, outside and at the borders,
 * to the day and as whole years.
 */
function spans(today: CalendarDate): DateSpan[] {
  const day = Temporal.PlainDate.from(today);
  const days = [
    day.subtract({ years: 20 }),
    day.subtract({ months: 2 }),
    day.subtract({ years: 16 }),
    day.subtract({ years: 40 }),
    day.subtract({ years: 1 }),
    day.subtract({ months: 18 }),
    day.subtract({ years: 23, months: 6 }),
  ].map((date) => ({ earliest: date.toString(), latest: date.toString() }));
  const years = [18, 23, 24, 1, 0].map((ago) => {
    const year = day.year - ago;
    return { earliest: `${year}-01-01`, latest: `${year}-12-31` };
  });
  return [...days, ...years];
}
