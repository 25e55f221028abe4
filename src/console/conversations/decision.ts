import type { Bot } from '../../engine/bot.ts';
import { citation, citations } from '../../engine/citation.ts';
import type { OutreachEvent } from '../../engine/event.ts';
import { outcomeId } from '../../engine/rule.ts';
import { fill } from '../../engine/text.ts';
import type { DecisionSeen } from '../contract/conversations.ts';

/** What a rule decided, as its event keeps it. */
export type Decided = Omit<Extract<OutreachEvent, { type: 'decided' }>, 'type'>;

/**
 * A rule's decision with the sources of the words it was told in. The flow files may have changed
 * since, so they are named only where the turn's own replies name them.
 */
export function decisionSeen(
  bot: Bot,
  { flow, rule, outcome, reason }: Decided,
  replies: readonly string[],
): DecisionSeen {
  const said = bot.outcomeSteps.get(`${rule}/${outcomeId({ outcome, reason })}`);
  const sources = [...new Set(said?.sources ?? [])];
  const named = fill(bot.messages.source, { source: citations(bot, said?.sources ?? []) });
  const isSaid = replies.some((text) => text.split('\n').includes(named));
  return {
    flow,
    rule,
    outcome,
    reason,
    sources: isSaid ? sources.map((source) => citation(bot, source)) : [],
  };
}
