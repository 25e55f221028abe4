import { z } from 'zod';
import { ENDINGS } from '../../engine/event.ts';
import { AskedDay } from './asked-day.ts';
import { DecisionSeen, UnderstoodSeen } from './conversations.ts';
import { endpoint } from './endpoint.ts';
import { Nothing } from './nothing.ts';
import { Period, StatisticsQuery } from './statistics.ts';

const Count = z.int().min(0);

/** All flows, in the order of their names. */
export const flowList = endpoint({
  method: 'GET',
  path: '/flows',
  permission: 'see-content',
  query: StatisticsQuery,
  body: Nothing,
  answer: z.object({
    period: Period,
    flows: z.array(
      z.object({
        flow: z.string(),
        title: z.string(),
        /** Its first step. */
        start: z.string(),
        steps: Count,
        /** Nothing is asked in it: it can be shown in passing. */
        card: z.boolean(),
        /** How often it was gone into, by the definition `steps`; null: no data for that time. */
        entered: Count.nullable(),
      }),
    ),
  }),
});

/** One step, as it is drawn. */
export const Node = z.object({
  /** Its name within the flow. */
  step: z.string(),
  kind: z.enum(['ask', 'decide', 'say', 'link', 'answer', 'jump', 'handover', 'erase', 'end']),
  /** Its approved words with their placeholders; of the kinds without words null. */
  text: z.string().nullable(),
  /** A decision's rule, a handover's reason; a jump's flow, an answer's topic, a link as people read them. */
  about: z.string().nullable(),
  /** A jump's flow, an answer's topic: where more is to be seen of it. */
  target: z.string().nullable(),
  /** Where its words are laid down, as people read it. */
  sources: z.array(z.string()),
  /** What a question can be answered with, by buttons. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  /** How many were at it, by the definition `steps`. Null: no data for that time. */
  count: Count.nullable(),
  /** Of those, how many stopped here, by `steps-left`. Null of what is no question, too. */
  left: Count.nullable(),
});

export type Node = z.infer<typeof Node>;

/** The way from one step to the next, with how many went along it in the period, by the definition `steps`. */
export const Edge = z.object({
  /** Null: the way into the flow. */
  from: z.string().nullable(),
  /** `end` where the flow ends. */
  to: z.string(),
  /** A choice's value, an outcome, the kind of a date, or nothing. */
  label: z.string(),
  /** The label as people read it; null where there is nothing to say. */
  words: z.string().nullable(),
  /** By which key of `steps` it is counted. */
  key: z.string(),
  /** Null: no data for that time. */
  count: Count.nullable(),
});

export type Edge = z.infer<typeof Edge>;

/** One flow with its counts. 404: there is none of that name. */
export const flowDrawing = endpoint({
  method: 'GET',
  path: '/flows/:flow',
  permission: 'see-content',
  query: StatisticsQuery.extend({ flow: z.string().min(1).max(60) }),
  body: Nothing,
  answer: z.object({
    period: Period,
    flow: z.string(),
    title: z.string(),
    start: z.string(),
    nodes: z.array(Node),
    edges: z.array(Edge),
  }),
});

/** Words of an answer: what settles the question, and what is worth knowing besides. */
const Wording = z.object({ short: z.string(), details: z.string().nullable() });

/** One approved answer with how it fared. */
export const AnswerSeen = z.object({
  topic: z.string(),
  title: z.string(),
  group: z.string(),
  groupTitle: z.string(),
  wording: Wording,
  /** From the day after the programme's last day on; null: the words stay as they are. */
  afterProgramme: Wording.nullable(),
  sources: z.array(z.string()),
  /** There is no official answer, and the words say so. */
  unknown: z.boolean(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  /** How many phrasings it is recognised by. */
  phrasings: Count,
  /** By the definitions `questions` and `answers-failed`; null: no data for that time. */
  given: Count.nullable(),
  failed: Count.nullable(),
});

export type AnswerSeen = z.infer<typeof AnswerSeen>;

/** Every approved answer, by group in the order of the files. */
export const answerList = endpoint({
  method: 'GET',
  path: '/answers',
  permission: 'see-content',
  query: StatisticsQuery,
  body: Nothing,
  answer: z.object({ period: Period, answers: z.array(AnswerSeen) }),
});

/** What the officer plays the person with: words, or a button by its payload. */
export const Said = z.union([
  z.strictObject({ text: z.string().min(1).max(2000) }),
  z.strictObject({ tap: z.string().min(1).max(200) }),
]);

export type Said = z.infer<typeof Said>;

/** One turn of a simulated conversation. */
export const SimulatedTurn = z.object({
  /** What was said, as it was typed; a button by its label. */
  said: z.string(),
  /** It was played to come to the step that was asked for, and not typed by the officer. */
  led: z.boolean(),
  understood: UnderstoodSeen,
  replies: z.array(
    z.object({
      text: z.string(),
      buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
      link: z.object({ label: z.string(), host: z.string() }).nullable(),
    }),
  ),
  ending: z.enum(ENDINGS),
  /** Steps, answers and decisions newly passed: `id-vn/citizen=yes`. */
  passed: z.array(z.string()),
  decisions: z.array(DecisionSeen),
});

export type SimulatedTurn = z.infer<typeof SimulatedTurn>;

/**
 * A conversation played with the real engine and understanding, on any day, from any step. It is
 * played anew from its beginning at every call, so nothing of it is kept anywhere: no transcript, no
 * event, no link that counts.
 */
export const simulation = endpoint({
  method: 'POST',
  path: '/simulation',
  permission: 'see-content',
  query: Nothing,
  body: z.strictObject({
    /** The day it is played on, `YYYY-MM-DD`; at ten in the morning. */
    on: AskedDay,
    /** A step to begin at, `flow/step`; the answers that lead there are played first. */
    from: z.string().max(120).optional(),
    /** What was said from there on. */
    said: z.array(Said).max(60),
  }),
  answer: z.object({
    turns: z.array(SimulatedTurn),
    /** The programme's last day: what is played later goes by other words and results. */
    lastDay: z.iso.date(),
    /** No answers lead to `from` on that day. */
    unreachable: z.boolean(),
  }),
});
