import { z } from 'zod';
import { Hint, NO_HINT } from './hint.ts';
import { type PromptName, quoted } from './prompt.ts';
import type { ModelQuestion } from './question.ts';

/** A question as it is put to a model, and how its answer is read. */
export interface Task {
  /** What the call is counted under. */
  purpose: 'topic' | 'value';
  prompt: PromptName;
  /** What the prompt's placeholders stand for. */
  words: Readonly<Record<string, string>>;
  /** The form the answer must have; the endpoint is held to it, and what comes back is checked. */
  answer: z.ZodType;
  /**
   * The hint in an answer of that form; {@link NO_HINT} when it says nothing, `undefined` when it
   * says what cannot be.
   */
  hint(answer: unknown): Hint | undefined;
}

/** The label for "none of them" and, for topics, the one that leaves the question to the person. */
const NONE = 'none';
const SEVERAL = 'several';

/** Nullable figures and text: the plainest JSON Schema, which every endpoint understands. */
const DateAnswer = z.strictObject({
  words: z.string().nullable(),
  day: z.number().nullable(),
  month: z.number().nullable(),
  year: z.number().nullable(),
  age: z.number().nullable(),
});

export function taskFor(question: ModelQuestion): Task {
  switch (question.kind) {
    case 'topic': {
      const { candidates } = question;
      const answer = z.strictObject({
        topic: z.enum([...candidates.map(({ topic }) => topic), SEVERAL, NONE]),
      });
      return {
        purpose: 'topic',
        prompt: 'choose-topic',
        words: { candidates: listed(candidates.map(({ topic, title }) => [topic, title])) },
        answer,
        hint(given) {
          const { topic } = answer.parse(given);
          if (topic === SEVERAL) return NO_HINT;
          return { kind: 'topic', topic: topic === NONE ? null : topic };
        },
      };
    }
    case 'choice': {
      const { ask, choices } = question;
      const answer = z.strictObject({
        choice: z.enum([...choices.map(({ value }) => value), NONE]),
      });
      return {
        purpose: 'value',
        prompt: 'read-choice',
        words: {
          question: quoted(question.question),
          choices: listed(choices.map(({ value, label }) => [value, label])),
        },
        answer,
        hint(given) {
          const { choice } = answer.parse(given);
          return choice === NONE ? NO_HINT : { kind: 'choice', ask, choice };
        },
      };
    }
    case 'date':
      return {
        purpose: 'value',
        prompt: 'read-date',
        words: { question: quoted(question.question), today: question.today },
        answer: DateAnswer,
        hint(given) {
          const { words, ...parts } = DateAnswer.parse(given);
          if (Object.values(parts).every((part) => part === null)) return NO_HINT;
          return Hint.safeParse({ kind: 'date', ask: question.ask, words, ...parts }).data;
        },
      };
  }
}

function listed(lines: readonly (readonly [string, string])[]): string {
  return lines.map(([label, text]) => `${label}: ${quoted(text)}`).join('\n');
}
