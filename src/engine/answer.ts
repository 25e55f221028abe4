import { z } from 'zod';
import { Button, Name, SourceRefs, Text } from './flow.ts';

/** Words of one answer: what settles the question first, what else is worth knowing after it. */
const Wording = z.strictObject({ short: Text, details: Text.optional() });

/** One approved answer: the only words the assistant may say on its topic. */
export const Answer = z.strictObject({
  /** The question as a person would put it. */
  title: z.string().min(1).max(80),
  label: z.string().min(1),
  ...Wording.shape,
  sources: SourceRefs,
  /** There is no official answer: the words say so, and a human is offered. */
  unknown: z.literal(true).optional(),
  /** The words from the day after the programme's last day on. */
  afterProgramme: Wording.optional(),
  /** The words stay true, and invite to nothing, after the programme's last day. */
  timeless: z.literal(true).optional(),
  /** First and last day on which this wording may be given at all. */
  validFrom: z.iso.date().optional(),
  validUntil: z.iso.date().optional(),
  buttons: z.array(Button).min(1).max(3),
  /** The question as people really type it: what the assistant learns to recognise it from. */
  phrasings: z.array(z.string().min(1)).min(8),
});

/** `flows/answers/<group>.yaml`: the answers of one group of topics, by topic id. */
export const AnswerFile = z.strictObject({
  group: Name,
  title: z.string().min(1).max(60),
  label: z.string().min(1),
  address: z.string().min(1).optional(),
  answers: z.record(Name, Answer),
});

export type Answer = z.infer<typeof Answer>;
export type AnswerFile = z.infer<typeof AnswerFile>;
