import { z } from 'zod';
import { AskedDay } from './asked-day.ts';
import { endpoint } from './endpoint.ts';
import { File, Nothing } from './nothing.ts';

/**
 * Messages the assistant could make nothing of (`not-understood`), or where it asked "did you
 * mean …?" (`offered-choices`). Messages it kept silent about are not among them.
 */
export const MISUNDERSTOOD = ['not-understood', 'offered-choices'] as const;

/** Which of them; all of it together. */
export const MisunderstoodFilter = z.object({
  /** First and last day; both count. */
  from: AskedDay.optional(),
  to: AskedDay.optional(),
  /** Names separated by commas: any of them. */
  channel: z.string().max(200).optional(),
  /** `-` (NO_SOURCE of the statistics): came without one. */
  source: z.string().max(200).optional(),
  ending: z.enum(MISUNDERSTOOD).optional(),
});

export type MisunderstoodFilter = z.infer<typeof MisunderstoodFilter>;

/** One message, with the conversation it stands in. */
const Example = z.object({
  conversationId: z.uuid(),
  seq: z.int(),
  /** Masked as in a transcript. */
  text: z.string(),
  ending: z.enum(MISUNDERSTOOD),
  channel: z.string(),
  at: z.iso.datetime(),
});

/** Messages that say much the same: their words are the same, or most of them are. */
const Group = z.object({
  id: z.string(),
  count: z.int(),
  /** Of these: nothing was made of them. The others were met with "did you mean". */
  notUnderstood: z.int(),
  lastAt: z.iso.datetime(),
  /** The latest, each wording once; at most three. */
  examples: z.array(Example),
  /** Topics that were offered, most often first; at most three. Of the latest 50 messages. */
  offered: z.array(z.object({ topic: z.string(), title: z.string(), count: z.int() })),
});

export type MisunderstoodGroup = z.infer<typeof Group>;

/**
 * Groups, most frequent first. What people wrote can be read in them, so it is in the audit log: the
 * same list, and the same group, once an hour, whatever its page.
 */
export const misunderstood = endpoint({
  method: 'GET',
  path: '/misunderstood',
  permission: 'see-conversations',
  query: MisunderstoodFilter.extend({
    page: z.coerce.number().int().min(1).max(1000).default(1),
    size: z.coerce.number().int().min(1).max(100).default(20),
  }),
  body: Nothing,
  answer: z.object({
    groups: z.array(Group),
    /** How many groups and messages there are in all. */
    total: z.object({ groups: z.int(), messages: z.int(), notUnderstood: z.int() }),
  }),
  audit: 'misunderstood-seen',
});

/** The messages of one group, newest first. */
export const misunderstoodMessages = endpoint({
  method: 'GET',
  path: '/misunderstood/:group',
  permission: 'see-conversations',
  query: MisunderstoodFilter.extend({
    group: z.string().regex(/^\d{1,18}$/),
    /** `next` of the page before. */
    cursor: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
  }),
  body: Nothing,
  answer: z.object({ messages: z.array(Example), next: z.string().nullable() }),
  audit: 'misunderstood-seen',
});

/** The 1,000 most frequent groups as XLSX. */
export const misunderstoodFile = endpoint({
  method: 'GET',
  path: '/misunderstood.xlsx',
  permission: 'export',
  query: MisunderstoodFilter,
  body: Nothing,
  answer: File,
  audit: 'exported',
});
