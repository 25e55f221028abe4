import { type AskStep, type Bot, edgesOf } from '../engine/bot.ts';
import { Speaker } from '../engine/speak.ts';
import type { Expectation, Expectations, Understood } from '../engine/understood.ts';
import type { CalendarDate } from '../engine/value.ts';

/**
 * What a model is asked about one message. Plain data with everything that will leave the machine:
 * `text` is masked, and nothing tells who wrote it or in which conversation.
 */
export type ModelQuestion = TopicQuestion | ChoiceQuestion | DateQuestion;

/** Which of the approved answers that come into question is asked for? */
export interface TopicQuestion {
  kind: 'topic';
  text: string;
  candidates: readonly { topic: string; title: string }[];
}

/** Which choice of the pending question is meant? Yes and no are the choices `yes` and `no`. */
export interface ChoiceQuestion {
  kind: 'choice';
  /** The pending question, as `flow/step`. */
  ask: string;
  text: string;
  /** Its words. */
  question: string;
  choices: readonly { value: string; label: string }[];
}

/** Which date or age stands in the message? */
export interface DateQuestion {
  kind: 'date';
  ask: string;
  text: string;
  question: string;
  today: CalendarDate;
}

/** Questions whose answers a model may read. A place is none: where something lies is a fact. */
const READABLE: readonly Expectation['type'][] = ['date', 'choice', 'yes-no'];

/**
 * What of a message a model could settle: its topic, when the ranking is in the middle zone; the
 * value of the pending question, when the rules read nothing at all; or nothing, which is nearly
 * always. Whatever the rules understood by themselves is never asked again.
 */
export function wantsModel(
  understood: Understood,
  expected: Expectations,
): 'topic' | Expectation | undefined {
  const { text, tap, attachment, command, smalltalk, readings, correcting } = understood;
  const settled =
    tap !== undefined ||
    attachment !== undefined ||
    command !== undefined ||
    smalltalk !== undefined ||
    readings.length > 0 ||
    correcting ||
    understood.topics.zone === 'answer';
  if (settled || !/[\p{L}\p{N}]/u.test(text)) return undefined;
  const pending = expected.asks.find((ask) => ask.pending);
  // While a question waits, words that are no question are about that one.
  if (understood.topics.zone === 'choose' && (pending === undefined || understood.question)) {
    return 'topic';
  }
  if (pending === undefined || !READABLE.includes(pending.type)) return undefined;
  // A part of the birth date was found, and masked: from the rest another date would be read.
  const torn = pending.about === 'birth' && understood.personal.includes('birth-date');
  return torn ? undefined : pending;
}

/** {@link wantsModel} as the question to ask. `mask` hides whatever may be personal in a text. */
export function questionFor(
  bot: Bot,
  understood: Understood,
  expected: Expectations,
  { today, mask }: { today: CalendarDate; mask: (text: string) => string },
): ModelQuestion | undefined {
  const wanted = wantsModel(understood, expected);
  if (wanted === undefined) return undefined;
  if (wanted === 'topic') {
    const candidates = understood.topics.candidates.map(({ topic }) => ({
      topic,
      title: bot.answers.get(topic)!.title,
    }));
    return { kind: 'topic', text: mask(understood.text), candidates };
  }
  const { ask, type, choices = [] } = wanted;
  const step = stepOf(bot, ask);
  // What cannot be taken back is done on a person's own plain word.
  if (step === undefined || erases(bot, step)) return undefined;
  // With nothing of the person's in it: what needs their answers is left out.
  const speaker = new Speaker(bot, undefined, today);
  const question = speaker.inFlow(step.flow, step.text, [], { slots: {} }).text;
  // What the rules take for a birth is masked in the text already; here they read none.
  if (type === 'date') return { kind: 'date', ask, text: understood.text, question, today };
  const { yes, no } = step.labels ?? bot.messages.labels;
  return {
    kind: 'choice',
    ask,
    text: mask(understood.text),
    question,
    choices:
      type === 'yes-no'
        ? [
            { value: 'yes', label: yes },
            { value: 'no', label: no },
          ]
        : choices.map(({ value, label }) => ({ value, label })),
  };
}

function stepOf(bot: Bot, id: string): AskStep | undefined {
  const [flow = '', name = ''] = id.split('/');
  const step = bot.flows.get(flow)?.steps.get(name);
  return step?.kind === 'ask' ? step : undefined;
}

/** Whether an answer to this question leads straight to an erasure. */
function erases(bot: Bot, step: AskStep): boolean {
  const steps = bot.flows.get(step.flow)!.steps;
  return edgesOf(step).some(({ to }) => steps.get(to)?.kind === 'erase');
}
