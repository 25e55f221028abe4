import type { Bot } from './bot.ts';

/** What people answer with when they tell about themselves; choices are the same for everybody. */
const TOLD: ReadonlySet<string> = new Set(['date', 'place', 'text']);

/**
 * The questions, as `flow/step`, of all flows that ask for a day, a place or free words. The others
 * of such a flow ("are you a citizen?") lead to that one, so they are among them.
 */
export function personalAsks({ flows }: Pick<Bot, 'flows'>): ReadonlySet<string> {
  const asked = [...flows.values()].map(({ steps }) =>
    [...steps.values()].filter((step) => step.kind === 'ask'),
  );
  return new Set(
    asked
      .filter((asks) => asks.some(({ type }) => TOLD.has(type)))
      .flatMap((asks) => asks.map(({ id }) => id)),
  );
}
