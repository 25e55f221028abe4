import type { Answer } from './answer.ts';
import type { Messages } from './messages.ts';
import type { Programme } from './programme.ts';
import type { Referral } from './referral.ts';
import type { ReplyButton } from './reply.ts';
import type { Rule } from './rule.ts';
import type { Choice } from './understood.ts';

/**
 * Everything the assistant knows, compiled once from the files and shared, unchanging, by all
 * conversations.
 */
export interface Bot {
  programme: Programme;
  messages: Messages;
  flows: ReadonlyMap<string, Flow>;
  /** Approved answers by topic. */
  answers: ReadonlyMap<string, TopicAnswer>;
  groups: ReadonlyMap<string, TopicGroup>;
  rules: ReadonlyMap<string, Rule>;
  /** Other public services that people are referred to, by key. */
  referrals: ReadonlyMap<string, Referral>;
  /** Where each final outcome of a rule is put into words, by `rule/outcome`. */
  outcomeSteps: ReadonlyMap<string, SayStep | LinkStep>;
  /** Names of the city's communes by code. */
  places: ReadonlyMap<string, string>;
}

export interface Flow {
  name: string;
  title: string;
  label: string;
  address?: string;
  words: readonly string[];
  start: string;
  steps: ReadonlyMap<string, Step>;
  /** Nothing is asked on any way through it: it can be shown in passing. */
  card: boolean;
}

export interface TopicGroup {
  name: string;
  title: string;
  label: string;
  topics: readonly string[];
}

export interface TopicAnswer extends Omit<Answer, 'buttons'> {
  topic: string;
  group: string;
  address?: string;
  buttons: readonly ReplyButton[];
}

/** A step, its texts untouched, its targets resolved. `id` is `flow/step`. */
export type Step =
  | SayStep
  | AskStep
  | DecideStep
  | LinkStep
  | AnswerStep
  | JumpStep
  | HandoverStep
  | EraseStep
  | EndStep;

interface Base {
  id: string;
  flow: string;
}

export interface SayStep extends Base {
  kind: 'say';
  text: string;
  sources: readonly string[];
  buttons: readonly ReplyButton[];
  then: string;
}

export interface AskStep extends Base {
  kind: 'ask';
  type: 'choice' | 'yes-no' | 'date' | 'text' | 'place';
  text: string;
  slot: string;
  again: string;
  why?: string;
  forget: boolean;
  about?: 'birth' | 'founding';
  precision?: 'day' | 'any';
  choices: readonly Choice[];
  labels?: { yes: string; no: string };
  /** The next step, or one by the value's name (`yes`, `no`, a choice). */
  then: string | Readonly<Record<string, string>>;
}

export interface DecideStep extends Base {
  kind: 'decide';
  rule: string;
  /** The rule's parameters by this flow's slots. */
  with: Readonly<Record<string, string>>;
  outcomes: Readonly<Record<string, string>>;
}

export interface LinkStep extends Base {
  kind: 'link';
  link: string;
  text: string;
  sources: readonly string[];
  buttons: readonly ReplyButton[];
  then: string;
}

export interface AnswerStep extends Base {
  kind: 'answer';
  topic: string;
  then: string;
}

export interface JumpStep extends Base {
  kind: 'jump';
  to: string;
  then: string;
}

export interface HandoverStep extends Base {
  kind: 'handover';
  reason: string;
  text: string;
  buttons: readonly ReplyButton[];
  then: string;
}

export interface EraseStep extends Base {
  kind: 'erase';
  text: string;
  buttons: readonly ReplyButton[];
  then: string;
}

export interface EndStep extends Base {
  kind: 'end';
  text: string;
  sources: readonly string[];
  buttons: readonly ReplyButton[];
}

/** All steps that may follow a step, each with the name of the edge that leads there. */
export function edgesOf(step: Step): { label: string; to: string }[] {
  switch (step.kind) {
    case 'end':
      return [];
    case 'decide':
      return Object.entries(step.outcomes).map(([label, to]) => ({ label, to }));
    case 'ask':
      if (typeof step.then !== 'string') {
        return Object.entries(step.then).map(([label, to]) => ({ label, to }));
      }
      if (step.type === 'choice' || step.type === 'yes-no') {
        const { then } = step;
        return choiceValues(step).map((label) => ({ label, to: then }));
      }
      return [{ label: step.type, to: step.then }];
    default:
      return [{ label: '', to: step.then }];
  }
}

/** What a question with buttons can be answered with. */
export function choiceValues(step: AskStep): string[] {
  if (step.type === 'yes-no') return ['yes', 'no'];
  return step.choices.map((choice) => choice.value);
}

/** Whether it stays on record which answer a question got: one of its choices. Anything else a person says may be personal. */
export function isOnRecord(step: AskStep): boolean {
  return !step.forget && (step.type === 'choice' || step.type === 'yes-no');
}
