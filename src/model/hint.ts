import { z } from 'zod';
import type { Expectation, Expectations, Reading, Understood } from '../engine/understood.ts';
import { wantsModel } from './question.ts';

const Ask = z.string().min(1);
const Part = (least: number, most: number) => z.int().min(least).max(most).nullable();

/**
 * What a model said of one message, checked for form only. It waits beside the message in the
 * inbox, and is worth nothing until {@link applyHint} has held it against the conversation.
 */
export const Hint = z.discriminatedUnion('kind', [
  /** It was asked in vain, or was not to be asked: the message is answered without it. */
  z.strictObject({ kind: z.literal('nothing') }),
  /** The message asks for this topic; `null`: for none of the candidates. */
  z.strictObject({ kind: z.literal('topic'), topic: z.string().nullable() }),
  /** It gives this choice of that question. */
  z.strictObject({ kind: z.literal('choice'), ask: Ask, choice: z.string() }),
  /** It gives this date, or this age, as an answer to that question, in these words. */
  z.strictObject({
    kind: z.literal('date'),
    ask: Ask,
    words: z.string().min(1),
    day: Part(1, 31),
    month: Part(1, 12),
    year: Part(1, 9999),
    age: Part(0, 999),
  }),
]);

export type Hint = z.infer<typeof Hint>;

type DateHint = Extract<Hint, { kind: 'date' }>;

/** Where a turn stands with the model: one may be asked, or was and said this. */
export type Advice = 'askable' | Hint;

export const NO_HINT: Hint = { kind: 'nothing' };

/** What {@link applyHint} needs to know of the house. */
export interface HintTools {
  /** Reads a text as an answer to one question, as the rules read any message. */
  read(text: string, expected: Expectation): Reading | undefined;
  /** Stands for a birth date in the record. */
  maskedDate: string;
}

/**
 * What was understood, with a model's word taken into account. It counts only for what
 * {@link wantsModel} would ask now, only within what was offered, and a value is read by the rules
 * out of its plain form ("5/3/2006"), so that nothing can come in by a model that a person could
 * not have typed. A hint that does not fit changes nothing. Pure.
 */
export function applyHint(
  understood: Understood,
  expected: Expectations,
  hint: Hint,
  tools: HintTools,
): Understood {
  const wanted = wantsModel(understood, expected);
  if (wanted === undefined || hint.kind === 'nothing') return understood;
  if (wanted === 'topic')
    return hint.kind === 'topic' ? narrowed(understood, hint.topic) : understood;
  if (hint.kind === 'topic' || hint.ask !== wanted.ask) return understood;
  if (hint.kind === 'choice') {
    const value = chosen(wanted, hint.choice);
    if (value === undefined) return understood;
    const reading = { ask: wanted.ask, value, whole: true, named: false };
    return { ...understood, readings: [reading], model: 'value' };
  }
  const plain = plainDate(hint);
  if (wanted.type !== 'date' || plain === undefined || !stands(hint.words, understood.text)) {
    return understood;
  }
  const reading = tools.read(plain, wanted);
  if (reading === undefined) return understood;
  const read: Understood = { ...understood, readings: [reading], model: 'value' };
  if (wanted.about !== 'birth') return read;
  // The words are a birth date that the masks cannot find, so none of them are kept.
  return { ...read, text: tools.maskedDate, personal: [...understood.personal, 'birth-date'] };
}

function narrowed(understood: Understood, topic: string | null): Understood {
  const { topics } = understood;
  if (topic === null) return { ...understood, topics: { ...topics, zone: 'none' }, model: 'topic' };
  const pick = topics.candidates.find((candidate) => candidate.topic === topic);
  if (pick === undefined) return understood;
  const others = topics.candidates.filter((candidate) => candidate !== pick);
  return {
    ...understood,
    topics: { ...topics, zone: 'answer', candidates: [pick, ...others], also: [] },
    model: 'topic',
  };
}

function chosen({ type, choices = [] }: Expectation, choice: string): boolean | string | undefined {
  if (type === 'yes-no') return choice === 'yes' ? true : choice === 'no' ? false : undefined;
  const known = type === 'choice' && choices.some(({ value }) => value === choice);
  return known ? choice : undefined;
}

/** The date or age as anyone would type it in figures; nothing when parts are missing between. */
function plainDate({ day, month, year, age }: DateHint): string | undefined {
  if (age !== null) return day === null && month === null && year === null ? `${age}t` : undefined;
  if (day !== null && month === null) return undefined;
  const parts = [day, month, year].filter((part) => part !== null);
  // A month alone is no date in figures.
  return parts.length === 0 || (day === null && year === null) ? undefined : parts.join('/');
}

/** Whether the words are in the text: a date that a model made up rests on none. */
function stands(words: string, text: string): boolean {
  const plain = (given: string) =>
    given.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return plain(words) !== '' && plain(text).includes(plain(words));
}
