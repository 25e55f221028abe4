import { type Bot, choiceValues, type Flow } from '../../src/engine/bot.ts';
import type { Played } from './play.ts';

/** Everything of a flow that a conversation has to visit, in the words of `TurnResult.passed`. */
export function toVisit(flow: Flow): string[] {
  return [...flow.steps.values()].flatMap((step) => {
    if (step.kind === 'decide') {
      return Object.keys(step.outcomes).map((outcome) => `${step.id}:${outcome}`);
    }
    if (step.kind !== 'ask') return [step.id];
    const values = choiceValues(step);
    return values.length === 0 ? [step.id] : values.map((value) => `${step.id}=${value}`);
  });
}

/**
 * What conversations visited. A question counts by its answers (`*` where the answer is personal),
 * a jump by the flow it led into.
 */
export function visited(bot: Bot, conversations: readonly (readonly Played[])[]): Set<string> {
  const found = new Set<string>();
  for (const { response } of conversations.flat()) {
    for (const passed of response.passed) {
      const key = passed.replace(/#\d+$/, '');
      found.add(key);
      if (key.includes('=')) found.add(key.split('=')[0]!);
      if (!key.startsWith('entered:')) continue;
      const run = response.state.run?.flow ?? '';
      for (const step of bot.flows.get(run)?.steps.values() ?? []) {
        if (step.kind === 'jump' && key === `entered:${step.to}`) found.add(step.id);
      }
    }
  }
  return found;
}

/**
 * Outcomes that no person can be given, because a decision before them says the same on the same
 * day: both must lead to the very same step, and so to the same words.
 */
export const SHADOWED: Readonly<Record<string, string>> = {
  'id-vn/decide:not-eligible.programme-ended': 'id-vn/open:ended',
  'biz-vn/decide:not-eligible.programme-ended': 'biz-vn/open:ended',
};
