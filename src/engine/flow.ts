import { z } from 'zod';

/**
 * The format of a flow file, `flows/<name>.yaml`.
 *
 * A flow only routes. It has no expressions: whatever must be reasoned about is a rule's business
 * (`decide`), and whatever is said more than once is an approved answer (`answer`). Every step is
 * one of the kinds below, told by its first key.
 */

/** Names of flows, steps, slots, topics: lower case, digits, hyphens. */
export const Name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');

/** Names of slots, as the rules' parameters are written. */
const Slot = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'letters and digits, the first a small letter');

/**
 * What a person reads: paragraphs separated by an empty line, lists as lines starting with "- ".
 * `{you}` and `{You}` address the person; other placeholders are named in `flows/programme.yaml` or
 * given by a decision. A paragraph with a placeholder that has no value is left out whole.
 */
export const Text = z.string().trim().min(1);

/** Where a statement stands: `plan III.4`, an id of `sources` in `flows/programme.yaml` and a place in it. */
export const SourceRefs = z.array(z.string().min(1)).min(1);

/** Where a button leads: a flow from its start, an approved answer, the questions of a group. */
export const Target = z
  .string()
  .regex(/^(flow|topic|group):[a-z][a-z0-9-]*$/, 'flow:<name>, topic:<id> or group:<name>');

/** A button is its target; the label comes from the target unless given. */
export const Button = z.union([Target, z.strictObject({ to: Target, label: z.string().min(1) })]);

const Buttons = z.array(Button).min(1).max(10).optional();

/** The next step of this flow, or the reserved word `end`. */
const Next = z.string().min(1);

const Say = z.strictObject({
  say: Text,
  sources: SourceRefs.optional(),
  buttons: Buttons,
  then: Next,
});

const Choice = z.strictObject({
  value: Name,
  label: z.string().min(1),
  /** How people say it in their own words. */
  words: z.array(z.string().min(1)).default([]),
});

/** What every question has, whatever it asks for. */
const askBase = {
  ask: Text,
  /** Under which name a `decide` step finds the answer. */
  slot: Slot,
  /** Why it is asked: shown when the person asks for help here. */
  why: Text.optional(),
  /** The question in other words, for the second time. */
  again: Text,
  /** The answer is personal and is dropped as soon as the flow has ended. */
  forget: z.boolean().default(false),
};

const AskChoice = z.strictObject({
  ...askBase,
  type: z.literal('choice'),
  choices: z.array(Choice).min(2).max(10),
  then: z.union([Next, z.record(Name, Next)]),
});
const AskYesNo = z.strictObject({
  ...askBase,
  type: z.literal('yes-no'),
  /** On the two buttons, where "Có" and "Không" would say too little. */
  labels: z.strictObject({ yes: z.string().min(1), no: z.string().min(1) }).optional(),
  then: z.union([Next, z.strictObject({ yes: Next, no: Next })]),
});
const AskDate = z.strictObject({
  ...askBase,
  type: z.literal('date'),
  /** Whose day: a birth may also be given as an age, a founding as "4 tháng trước". */
  about: z.enum(['birth', 'founding']),
  /** `day` when only a full date will do. */
  precision: z.enum(['day', 'any']).default('any'),
  then: Next,
});
const AskText = z.strictObject({ ...askBase, type: z.literal('text'), then: Next });
const AskPlace = z.strictObject({ ...askBase, type: z.literal('place'), then: Next });

const Decide = z.strictObject({
  /** The name of a rule. */
  decide: Name,
  /** The rule's parameters, each from a slot of this flow. */
  with: z.record(z.string(), Slot).default({}),
  /** One branch for every outcome the rule can return. */
  outcomes: z.record(z.string(), Next),
});

const Link = z.strictObject({
  /** A name in `links` of `flows/programme.yaml`. */
  link: Name,
  say: Text,
  sources: SourceRefs.optional(),
  buttons: Buttons,
  then: Next,
});

const Answer = z.strictObject({
  /** A topic: its approved answer is said here. */
  answer: Name,
  then: Next,
});

const Jump = z.strictObject({
  /** A flow to go through; when it ends, this one goes on. */
  jump: Name,
  then: Next,
});

const Handover = z.strictObject({
  /** Why an officer is wanted; recorded with the request. */
  handover: Name,
  say: Text,
  buttons: Buttons,
  then: Next,
});

const Erase = z.strictObject({
  /** The person's messages and personal values are erased when this step is reached. */
  erase: z.literal('my-data'),
  say: Text,
  buttons: Buttons,
  then: Next,
});

const End = z.strictObject({
  /** Last words; the flow ends here. */
  end: Text,
  sources: SourceRefs.optional(),
  buttons: Buttons,
});

/** The schemas by the key that tells a step's kind; `ask` divides further by `type`. */
export const STEP_SCHEMAS = {
  ask: z.discriminatedUnion('type', [AskChoice, AskYesNo, AskDate, AskText, AskPlace]),
  decide: Decide,
  link: Link,
  answer: Answer,
  jump: Jump,
  handover: Handover,
  erase: Erase,
  say: Say,
  end: End,
} as const;

/** All kinds as one schema, from which the JSON Schema for editors is made. */
export const Step = z.union([
  AskChoice,
  AskYesNo,
  AskDate,
  AskText,
  AskPlace,
  Decide,
  Link,
  Answer,
  Jump,
  Handover,
  Erase,
  Say,
  End,
]);

export const FlowHead = {
  flow: Name,
  title: z.string().min(1),
  /** On buttons that lead here. */
  label: z.string().min(1),
  /** How the person is addressed in this flow, unless they said otherwise of themselves. */
  address: z.string().min(1).optional(),
  /** Said instead of a menu label: "kiểm tra id vn" starts the flow. */
  words: z.array(z.string().min(1)).default([]),
  start: Name,
};

export const FlowFile = z.strictObject({ ...FlowHead, steps: z.record(Name, Step) });

export type Step = z.infer<typeof Step>;
export type AskStep = Extract<Step, { ask: string }>;
export type FlowFile = z.infer<typeof FlowFile>;
export type Button = z.infer<typeof Button>;

/** The reserved name of the step that ends a flow without words. */
export const END = 'end';
