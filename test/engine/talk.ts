import type { Bot } from '../../src/engine/bot.ts';
import { type ConversationState, newConversation } from '../../src/engine/state.ts';
import { expectations, type TurnResult, turn } from '../../src/engine/turn.ts';
import type { Reading, Understood } from '../../src/engine/understood.ts';
import type { SlotValue } from '../../src/engine/value.ts';
import { PAINT_FILES } from './colour-flow.ts';
import { deepFreeze, smallBot, understood } from './small-bot.ts';

export const NOON = new Date('2026-11-22T12:00:00+07:00');
export const paintBot = smallBot(PAINT_FILES);

/** An answer to a question. */
export const value = (
  ask: string,
  given: SlotValue,
  more: Partial<Reading> = {},
): Partial<Understood> => ({
  readings: [{ ask, value: given, whole: true, named: false, ...more }],
});

/** A pressed button. */
export const tap = (payload: string): Partial<Understood> => ({ tap: payload });

/** One turn after another, all given frozen; the last result, with what was said in it. */
export function talk(
  inputs: readonly Partial<Understood>[],
  bot: Bot = paintBot,
  state = newConversation(),
) {
  let result: TurnResult | undefined;
  for (const input of inputs) {
    result = turn(bot, deepFreeze(result?.state ?? state), deepFreeze(understood(input)), NOON);
  }
  const { replies } = result!;
  return {
    ...result!,
    said: replies.map(({ text }) => text),
    labels: replies.at(-1)!.buttons.map(({ label }) => label),
    pending: pendingOf(bot, result!.state),
  };
}

/** The question that waits, as `flow/step`. */
export function pendingOf(bot: Bot, state: ConversationState): string | undefined {
  return expectations(bot, state, NOON).asks.find(({ pending }) => pending)?.ask;
}

// The way through the flow of `colour-flow.ts`.
export const START = tap('flow:paint');
export const YES = value('paint/sure', true);
export const GREEN = value('paint/colour', 'green');
export const BLUE = value('paint/colour', 'blue');
export const DAY = value('birthday/when', { earliest: '2005-05-05', latest: '2005-05-05' });
