import type { Bot } from '../../engine/bot.ts';
import { definitionOf } from '../../outreach/statistics/definitions.ts';
import type { Measure } from '../../outreach/statistics/measure.ts';
import { stepLabel } from '../flows/step-label.ts';
import { decisions, handoverReasons } from '../web/words/statistics-keys.ts';

/** How a key of a measure is called: by the flow files where they name it, else by the console's words. */
export function labelOf(bot: Bot, measure: Measure, key: string): string | null {
  switch (definitionOf(measure).keys) {
    case 'topic':
      return bot.answers.get(key)?.title ?? null;
    case 'flow':
      return bot.flows.get(key)?.title ?? null;
    case 'link':
      return bot.programme.links[key]?.label ?? null;
    case 'decision':
      return decisions[key] ?? null;
    case 'handover-reason':
      return handoverReasons[key] ?? null;
    case 'step':
      return stepLabel(bot, key);
    default:
      return null;
  }
}
