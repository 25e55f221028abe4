import type { Bot, Flow, Step } from '../../engine/bot.ts';
import { citation } from '../../engine/citation.ts';
import { edgesIn, type FlowCounts } from '../../outreach/statistics/flow-counts.ts';
import type { Edge, Node } from '../contract/flows.ts';

/** The steps of a flow, as they are drawn; `counts` null: there is no data for the period. */
export function nodesOf(bot: Bot, flow: Flow, counts: FlowCounts | null): Node[] {
  return [...flow.steps].map(([name, step]) => {
    const counted = counts?.steps.find((one) => one.step === name);
    return {
      step: name,
      kind: step.kind,
      text: 'text' in step ? step.text : null,
      about: aboutOf(bot, step),
      target: step.kind === 'jump' ? step.to : step.kind === 'answer' ? step.topic : null,
      sources: 'sources' in step ? step.sources.map((source) => citation(bot, source)) : [],
      choices: step.kind === 'ask' ? choicesOf(bot, step) : [],
      count: counted?.count ?? null,
      left: counted?.left ?? null,
    };
  });
}

/** The ways between them with their counts; `counts` null: there is no data for the period. */
export function drawnEdges(bot: Bot, flow: Flow, counts: FlowCounts | null): Edge[] {
  return (counts?.edges ?? edgesIn(flow)).map((edge) => {
    const step = edge.from === null ? undefined : flow.steps.get(edge.from);
    return {
      count: null,
      ...edge,
      words: step === undefined ? null : wordsOf(bot, step, edge.label),
    };
  });
}

function aboutOf(bot: Bot, step: Step): string | null {
  switch (step.kind) {
    case 'decide':
      return step.rule;
    case 'jump':
      return bot.flows.get(step.to)?.title ?? step.to;
    case 'answer':
      return bot.answers.get(step.topic)?.title ?? step.topic;
    case 'link':
      return bot.programme.links[step.link]?.label ?? step.link;
    case 'handover':
      return step.reason;
    default:
      return null;
  }
}

/** What a question can be answered with by buttons, as people read it. */
export function choicesOf(
  bot: Bot,
  step: Extract<Step, { kind: 'ask' }>,
): { value: string; label: string }[] {
  if (step.type !== 'yes-no') return step.choices.map(({ value, label }) => ({ value, label }));
  const { yes, no } = step.labels ?? bot.messages.labels;
  return [
    { value: 'yes', label: yes },
    { value: 'no', label: no },
  ];
}

function wordsOf(bot: Bot, step: Step, label: string): string | null {
  if (step.kind !== 'ask') return null;
  return choicesOf(bot, step).find(({ value }) => value === label)?.label ?? null;
}
