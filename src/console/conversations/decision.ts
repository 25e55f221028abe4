import type { Bot } from '../../engine/bot.ts';
import { citation } from '../../engine/citation.ts';
import type { OutreachEvent } from '../../engine/event.ts';
import { outcomeId } from '../../engine/rule.ts';
import type { DecisionSeen } from '../contract/conversations.ts';

/** A rule's decision with the sources of the words it was told in, as the flow files say them now. */
export function decisionSeen(
  bot: Bot,
  { flow, rule, outcome, reason }: Omit<Extract<OutreachEvent, { type: 'decided' }>, 'type'>,
): DecisionSeen {
  const said = bot.outcomeSteps.get(`${rule}/${outcomeId({ outcome, reason })}`);
  const sources = [...new Set(said?.sources ?? [])].map((source) => citation(bot, source));
  return { flow, rule, outcome, reason, sources };
}
