import type { Bot, Flow, Step } from '../../engine/bot.ts';
import { fill, placeholders, programmeWords } from '../../engine/text.ts';
import { decisions, outcomes } from '../web/words/outcomes.ts';
import { edges } from '../web/words/statistics-keys.ts';
import { choicesOf } from './drawing.ts';

/** A step's first line is shown to this length. */
const LENGTH = 60;

/**
 * How a key of a path is called (see `TurnResult.passed`): `id-vn/citizen=yes` as
 * "Kiểm tra điều kiện id.vn: Bạn có phải …? → Có". Null for a step that is in no flow (any more).
 */
export function stepLabel(bot: Bot, key: string): string | null {
  const moved = /^(entered|left):([^/]+)$/.exec(key);
  if (moved !== null) {
    const title = bot.flows.get(moved[2]!)?.title;
    return title === undefined ? null : `${title}: ${edges[moved[1] as keyof typeof edges]}`;
  }
  const [, jumped, flowName = '', stepName = '', mark, value = ''] =
    /^(?:(entered|left):)?([^/]+)\/([^=:]+)(?:([=:])(.+))?$/.exec(key) ?? [];
  const flow = bot.flows.get(flowName);
  const step = flow?.steps.get(stepName);
  if (flow === undefined || step === undefined) return null;
  const about = `${flow.title}: ${firstLine(bot, flow, step)}`;
  const after =
    jumped === undefined
      ? mark && afterwards(bot, step, value)
      : JUMPED[jumped as keyof typeof JUMPED];
  return after === undefined ? about : `${about} → ${after}`;
}

/** A jump to another flow, and the way back from it. */
const JUMPED = { entered: edges.jumped, left: edges.returned };

/** What only a conversation fills in is left open. */
const OPEN = '…';

function firstLine(bot: Bot, flow: Flow, step: Step): string {
  if (step.kind === 'decide') return edges.decided;
  if (step.kind === 'answer') return bot.answers.get(step.topic)?.title ?? step.topic;
  if (step.kind === 'jump') return bot.flows.get(step.to)?.title ?? step.to;
  const { programme } = bot;
  const words = programmeWords(programme, flow.address ?? programme.address, programme.lastDay);
  const open = placeholders(step.text).filter((name) => words[name] === undefined);
  const text = fill(step.text, {
    ...words,
    ...Object.fromEntries(open.map((name) => [name, OPEN])),
  });
  const [line = ''] = text.split('\n');
  return line.length > LENGTH ? `${line.slice(0, LENGTH - 1)}…` : line;
}

function afterwards(bot: Bot, step: Step, value: string): string {
  if (step.kind === 'decide') {
    const outcome = `${step.rule}:${value}`;
    return decisions[outcome] ?? outcomes[outcome] ?? value;
  }
  if (step.kind !== 'ask') return value;
  // A date, a place or a text is counted without what it was.
  return choicesOf(bot, step).find((choice) => choice.value === value)?.label ?? edges.answered;
}
