import type { Bot } from './bot.ts';
import type { Ending, OutreachEvent } from './event.ts';
import type { Reply } from './reply.ts';
import type { Speaker } from './speak.ts';
import type { Item, Seen } from './walk.ts';

/** Where a path is performed: what is said and recorded in a turn. */
export interface Stage {
  readonly bot: Bot;
  readonly speaker: Speaker;
  reply(reply: Reply): void;
  event(event: OutreachEvent): void;
  flag(ending: Ending): void;
  erase(): void;
}

/** Says and records what one item of a path means. */
export function perform(stage: Stage, item: Item): void {
  switch (item.kind) {
    case 'entered':
      stage.event({ type: 'flow-started', flow: item.flow });
      break;
    case 'left':
      stage.event({ type: 'ended', flow: item.flow });
      break;
    case 'decided':
      if (item.final) decided(stage, item);
      break;
    case 'step':
      performStep(stage, item.step, item.seen);
  }
}

function decided(stage: Stage, item: Extract<Item, { kind: 'decided' }>): void {
  const { outcome, reason } = item.decision;
  stage.event({ type: 'decided', flow: item.flow, rule: item.rule, outcome, reason });
  stage.flag('decided');
}

function performStep(
  stage: Stage,
  step: Extract<Item, { kind: 'step' }>['step'],
  seen: Seen,
): void {
  if (step.kind === 'answer') {
    const answer = stage.bot.answers.get(step.topic);
    if (answer === undefined) return;
    stage.reply(stage.speaker.answer(answer));
    stage.event({ type: 'topic-answered', topic: step.topic });
    stage.flag('answered');
    return;
  }
  const sources = 'sources' in step ? step.sources : [];
  const reply: Reply = {
    ...stage.speaker.inFlow(step.flow, step.text, sources, seen),
    buttons: step.buttons,
  };
  if (step.kind === 'link') {
    const { url, label } = stage.bot.programme.links[step.link]!;
    stage.reply({ ...reply, link: { name: step.link, label, url, host: new URL(url).host } });
    stage.event({ type: 'link-offered', link: step.link });
    stage.flag('answered');
    return;
  }
  stage.reply(reply);
  if (step.kind === 'handover') {
    stage.event({ type: 'handover-asked', reason: step.reason });
    stage.flag('handed-over');
  } else if (step.kind === 'erase') {
    stage.event({ type: 'erasure-asked' });
    stage.erase();
    stage.flag('answered');
  }
}
