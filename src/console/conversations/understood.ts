import type { Bot } from '../../engine/bot.ts';
import { parsePayload } from '../../engine/payload.ts';
import type { Reading, Understood } from '../../engine/understood.ts';
import { formatDate, isDateSpan, isExact, isPlace, type SlotValue } from '../../engine/value.ts';
import type { ReadingSeen, UnderstoodSeen } from '../contract/conversations.ts';
import { DOTS, hide } from './hide.ts';

/** A button of a reply, as it is on record. */
export interface Button {
  label: string;
  payload: string;
}

/** What a reading is shown by. */
export interface Showing {
  bot: Bot;
  /** The day the message was written. */
  on: string;
  /** Values as they are stored; else what may be personal is hidden. */
  revealed: boolean;
}

/** What was understood, as an officer reads it; `offered` are the buttons of the reply before. */
export function understoodSeen(
  understood: Understood,
  offered: readonly Button[],
  showing: Showing,
): UnderstoodSeen {
  const { bot } = showing;
  const { topics, tap } = understood;
  const titled = (topic: string) => ({ topic, title: bot.answers.get(topic)?.title ?? topic });
  return {
    zone: topics.zone,
    candidates: topics.candidates.map(({ topic, score }) => ({ ...titled(topic), score })),
    also: topics.also.map(titled),
    readings: readingsSeen(understood.readings, showing),
    pressed: tap === undefined ? null : pressedLabel(tap, offered, showing),
    command: understood.command ?? null,
    smalltalk: understood.smalltalk ?? null,
    referral:
      understood.referral === undefined
        ? null
        : (bot.referrals.get(understood.referral)?.title ?? understood.referral),
    foreign: understood.foreign ?? false,
    question: understood.question,
    correcting: understood.correcting,
    attachment: understood.attachment ?? null,
    personal: [...understood.personal],
    model: understood.model ?? null,
  };
}

/** How the message was read as an answer to questions of flows. */
export function readingsSeen(readings: readonly Reading[], showing: Showing): ReadingSeen[] {
  return readings.map((reading) => {
    const [flow = ''] = reading.ask.split('/');
    const value =
      reading.value === undefined ? undefined : valueSeen(reading.ask, reading.value, showing);
    const choices = (reading.choices ?? []).map(({ label }) => textSeen(label, showing));
    return {
      ask: reading.ask,
      flow: showing.bot.flows.get(flow)?.title ?? flow,
      value: value?.text ?? null,
      masked: value?.masked === true || choices.some(({ masked }) => masked),
      choices: choices.map(({ text }) => text),
      problem: reading.problem ?? null,
      whole: reading.whole,
    };
  });
}

function valueSeen(ask: string, value: SlotValue, showing: Showing) {
  const { bot, revealed } = showing;
  if (typeof value === 'boolean') {
    return { text: value ? bot.messages.labels.yes : bot.messages.labels.no, masked: false };
  }
  if (isPlace(value)) return { text: value.name, masked: false };
  if (isDateSpan(value)) {
    if (!revealed) return { text: DOTS, masked: true };
    const { earliest, latest } = value;
    const span = `${formatDate(earliest)} – ${formatDate(latest)}`;
    return { text: isExact(value) ? formatDate(earliest) : span, masked: false };
  }
  const [flow = '', name = ''] = ask.split('/');
  const step = bot.flows.get(flow)?.steps.get(name);
  const choice = step?.kind === 'ask' && step.choices.find((one) => one.value === value);
  return choice ? { text: choice.label, masked: false } : textSeen(value, showing);
}

const textSeen = (text: string, { on, revealed }: Showing) =>
  revealed ? { text, masked: false } : hide(text, on);

/** The label of the button that was pressed; where it is not known any more, what it led to. */
function pressedLabel(tap: string, offered: readonly Button[], showing: Showing): string {
  const { bot } = showing;
  const label = offered.find(({ payload }) => payload === tap)?.label;
  if (label !== undefined) return textSeen(label, showing).text;
  const payload = parsePayload(tap);
  switch (payload?.kind) {
    case 'flow':
      return bot.flows.get(payload.name)?.label ?? payload.name;
    case 'topic':
      return bot.answers.get(payload.name)?.label ?? payload.name;
    case 'group':
      return bot.groups.get(payload.name)?.label ?? payload.name;
    case 'answer':
      return textSeen(answerLabel(bot, payload.ask, payload.value), showing).text;
    default:
      return textSeen(tap, showing).text;
  }
}

/** A button of an older reply: its value in the words of its question. */
function answerLabel(bot: Bot, ask: string, value: string): string {
  const [flow = '', name = ''] = ask.split('/');
  const step = bot.flows.get(flow)?.steps.get(name);
  if (step?.kind !== 'ask') return value;
  if (step.type === 'place') return bot.places.get(value) ?? value;
  const { labels } = bot.messages;
  if (step.type === 'yes-no') return value === 'yes' ? labels.yes : labels.no;
  return step.choices.find((choice) => choice.value === value)?.label ?? value;
}
