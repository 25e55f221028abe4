import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { CHANNEL_NAMES } from '../channels/all.ts';
import { Attachment } from '../channels/inbound.ts';

/** Kinds of people: they bring different things. */
export const KINDS = ['young', 'business', 'curious'] as const;

export type Kind = (typeof KINDS)[number];

const Channel = z.enum(CHANNEL_NAMES);
const Weights = z.record(z.string(), z.number().positive());
const Texts = z.array(z.string().min(1)).min(1);
const ByKind = z.record(z.enum(KINDS), Weights);

const Words = z.strictObject({
  channels: z.partialRecord(
    Channel,
    z.strictObject({ share: z.number(), presses: z.number().min(0).max(1) }),
  ),
  sources: z.array(
    z.strictObject({
      /** `-` for none. */
      name: z.string().min(1),
      share: z.number(),
      on: z.array(Channel),
      draws: z.enum(KINDS).optional(),
    }),
  ),
  occasions: z.array(
    z.strictObject({
      at: z.number().min(0).max(1),
      times: z.number().min(1),
      days: z.number().positive(),
      source: z.string(),
      on: Channel,
    }),
  ),
  weekdays: z.array(z.number()).length(7),
  hours: z.array(z.number()).length(24),
  goals: ByKind,
  topics: ByKind,
  yes: Texts,
  no: Texts,
  kinds: z.record(z.string(), Texts),
  which: z.record(z.string(), Texts),
  birthDates: Texts,
  birthYears: Texts,
  founded: Texts,
  foundedRoughly: Texts,
  unsure: Texts,
  mistakes: Texts,
  back: Texts,
  starts: z.record(z.string(), Texts),
  offTopic: Texts,
  nonsense: Texts,
  personal: Texts,
  thanks: Texts,
  greetings: Texts,
  chat: Texts,
  attachments: z.array(Attachment.shape.kind).min(1),
  shorter: z.record(z.string(), z.string()),
  openers: Texts,
});

/** Who comes in a demonstration, when, from where, and what they type; see `people.yaml`. */
export type PeopleWords = z.infer<typeof Words>;

/** Reads `people.yaml`; throws zod's or YAML's error on a mistake. */
export function loadPeople(): PeopleWords {
  return Words.parse(parse(readFileSync(new URL('people.yaml', import.meta.url), 'utf8')));
}
