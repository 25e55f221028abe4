import type { AskStep } from './bot.ts';
import { isCalendarDate, isDateSpan, isPlace, type SlotValue } from './value.ts';

/**
 * What a button sends back when pressed. It names the question it belongs to, so that a button of
 * an old message still means what it meant.
 */
export type Payload =
  | { kind: 'answer'; ask: string; value: string }
  | { kind: 'flow'; name: string }
  | { kind: 'topic'; name: string }
  | { kind: 'group'; name: string; page: number };

const ANSWER = /^a:([a-z0-9-]+\/[a-z0-9-]+)=(.+)$/;
const TARGET = /^(flow|topic|group):([a-z0-9-]+)(?:~(\d+))?$/;

/** The payload of a button that answers a question. */
export function answerPayload(ask: string, value: SlotValue): string {
  return `a:${ask}=${valueName(value)}`;
}

export function parsePayload(payload: string): Payload | undefined {
  const answer = ANSWER.exec(payload);
  if (answer) return { kind: 'answer', ask: answer[1]!, value: answer[2]! };
  const target = TARGET.exec(payload);
  if (!target) return undefined;
  const name = target[2]!;
  if (target[1] === 'group') return { kind: 'group', name, page: Number(target[3] ?? 0) };
  return target[1] === 'flow' ? { kind: 'flow', name } : { kind: 'topic', name };
}

/** A value as one word: `yes`, a choice, `10888`, `2005-01-01..2005-12-31`. */
export function valueName(value: SlotValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isPlace(value)) return value.code;
  if (isDateSpan(value)) return `${value.earliest}..${value.latest}`;
  return value;
}

/** Reads {@link valueName} back for a question; `undefined` when the question has no such answer (any more). */
export function namedValue(
  ask: AskStep,
  name: string,
  places: ReadonlyMap<string, string>,
): SlotValue | undefined {
  switch (ask.type) {
    case 'yes-no':
      return name === 'yes' ? true : name === 'no' ? false : undefined;
    case 'choice':
      return ask.choices.some((choice) => choice.value === name) ? name : undefined;
    case 'place': {
      const place = places.get(name);
      return place === undefined ? undefined : { code: name, name: place };
    }
    case 'date': {
      const span = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(name);
      const [earliest = '', latest = ''] = span?.slice(1) ?? [];
      const sound = isCalendarDate(earliest) && isCalendarDate(latest) && earliest <= latest;
      return sound ? { earliest, latest } : undefined;
    }
    case 'text':
      return undefined;
  }
}
