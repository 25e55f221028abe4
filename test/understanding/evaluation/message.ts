import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fold } from '../../../src/understanding/normalise.ts';

export const KINDS = [
  'marks',
  'no-marks',
  'teencode',
  'typo',
  'voice',
  'long',
  'two-questions',
  'out-of-scope',
] as const;

/** One message of the evaluation set, with what a careful reader takes it to ask. */
const Message = z.strictObject({
  text: z.string().min(1),
  /** The topic asked for; null when none is. */
  topic: z.string().nullable(),
  /** The second question of two. */
  also: z.array(z.string()).default([]),
  kind: z.enum(KINDS),
  /** `open` may be looked at; `scored` only scored, at most three times in all. */
  part: z.enum(['open', 'scored']),
});

export type Message = z.infer<typeof Message>;

/** A text without what may differ by chance: marks, capitals, punctuation. */
export function plain(text: string): string {
  return fold(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The messages of one part; see README.md here for what may be done with them. */
export function readMessages(part: Message['part']): Message[] {
  return readFileSync(new URL('messages.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Message.parse(JSON.parse(line)))
    .filter((message) => message.part === part);
}
