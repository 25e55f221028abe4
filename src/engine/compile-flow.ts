import type { AskStep, Step } from './bot.ts';
import type { Button, FlowFile, Step as StepFile } from './flow.ts';
import type { ReplyButton } from './reply.ts';

/** Turns a checked flow file's steps into the engine's, targets resolved to buttons. */
export function compileSteps(
  flow: FlowFile,
  labels: ReadonlyMap<string, string>,
): ReadonlyMap<string, Step> {
  return new Map(
    Object.entries(flow.steps).map(([name, step]) => [name, compileStep(flow, name, step, labels)]),
  );
}

/** `flow:id-vn` becomes a button with that flow's label, unless the file gave it another. */
export function resolveButtons(
  buttons: readonly Button[] | undefined,
  labels: ReadonlyMap<string, string>,
): ReplyButton[] {
  return (buttons ?? []).map((button) =>
    typeof button === 'string'
      ? { label: labels.get(button) ?? button, payload: button }
      : { label: button.label, payload: button.to },
  );
}

function compileStep(
  flow: FlowFile,
  name: string,
  step: StepFile,
  labels: ReadonlyMap<string, string>,
): Step {
  const base = { id: `${flow.flow}/${name}`, flow: flow.flow };
  if ('ask' in step) return compileAsk(base, step);
  if ('decide' in step) {
    return { ...base, kind: 'decide', rule: step.decide, with: step.with, outcomes: step.outcomes };
  }
  if ('answer' in step) return { ...base, kind: 'answer', topic: step.answer, then: step.then };
  if ('jump' in step) return { ...base, kind: 'jump', to: step.jump, then: step.then };

  const buttons = resolveButtons(step.buttons, labels);
  if ('handover' in step) {
    return {
      ...base,
      kind: 'handover',
      reason: step.handover,
      text: step.say,
      buttons,
      then: step.then,
    };
  }
  if ('erase' in step) return { ...base, kind: 'erase', text: step.say, buttons, then: step.then };

  const sources = step.sources ?? [];
  if ('link' in step) {
    return {
      ...base,
      kind: 'link',
      link: step.link,
      text: step.say,
      sources,
      buttons,
      then: step.then,
    };
  }
  if ('end' in step) return { ...base, kind: 'end', text: step.end, sources, buttons };
  return { ...base, kind: 'say', text: step.say, sources, buttons, then: step.then };
}

function compileAsk(
  base: { id: string; flow: string },
  step: Extract<StepFile, { ask: string }>,
): AskStep {
  return {
    ...base,
    kind: 'ask',
    type: step.type,
    text: step.ask,
    slot: step.slot,
    again: step.again,
    ...(step.why === undefined ? {} : { why: step.why }),
    forget: step.forget,
    ...(step.type === 'date' ? { about: step.about, precision: step.precision } : {}),
    choices: step.type === 'choice' ? step.choices : [],
    ...(step.type === 'yes-no' && step.labels !== undefined ? { labels: step.labels } : {}),
    then: step.then,
  };
}
