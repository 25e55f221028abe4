import type { Choice, Expectation, Expectations, Offered, Reading } from '../engine/understood.ts';
import type { Option, Pick } from './option.ts';
import type { Word } from './words.ts';

/**
 * Reads one of a question's choices, by its number or its words. The numbers are those of the
 * buttons the person sees; without any, those of the choices.
 */
export function readChoice(
  pick: Pick,
  words: readonly Word[],
  expected: Expectation,
  { offered, correcting }: { offered: readonly Offered[]; correcting: boolean },
): Reading | undefined {
  const { ask, pending, choices = [] } = expected;
  if (!pending && !correcting) return undefined;
  const numbered = pending ? byNumber(pick, words, ask, choices, offered) : undefined;
  if (numbered) return { ask, value: numbered.value, whole: true, named: false };
  const options = choices.map(({ value, label, words: forms }) => ({
    value,
    forms: [label, ...forms],
  }));
  const picked = pick.words(words, options);
  return picked && { ask, value: picked.value, whole: picked.whole, named: false };
}

/** The payload a message stands for: a button's number or label, or the words that start a flow. */
export function pressed(
  pick: Pick,
  words: readonly Word[],
  { asks, offered }: Expectations,
  starters: readonly Option<string>[],
): string | undefined {
  if (words.length === 0) return undefined;
  const pending = asks.find((ask) => ask.pending);
  const numbered = numbersCount(pending, offered) ? pick.number(words, offered.length) : undefined;
  if (numbered !== undefined) return offered[numbered]!.payload;
  const buttons = offered.map(({ label, payload }) => ({ value: payload, forms: [label] }));
  for (const options of [buttons, starters]) {
    const picked = pick.words(words, options);
    if (picked?.whole) return picked.value;
  }
  return undefined;
}

function byNumber(
  pick: Pick,
  words: readonly Word[],
  ask: string,
  choices: readonly Choice[],
  offered: readonly Offered[],
): Choice | undefined {
  if (offered.length === 0) {
    const index = pick.number(words, choices.length);
    return index === undefined ? undefined : choices[index];
  }
  const index = pick.number(words, offered.length);
  if (index === undefined) return undefined;
  return choices.find(({ value }) => offered[index]!.payload === `${answerTo(ask)}${value}`);
}

/**
 * Whether a bare number may be a button's. While a text is awaited it is that text, unless the
 * buttons are answers to that very question. One that is a date was read as such before.
 */
function numbersCount(pending: Expectation | undefined, offered: readonly Offered[]): boolean {
  if (pending?.type !== 'text') return true;
  return offered.some(({ payload }) => payload.startsWith(answerTo(pending.ask)));
}

/** How the engine's payload begins on a button that answers this question. */
function answerTo(ask: string): string {
  return `a:${ask}=`;
}
