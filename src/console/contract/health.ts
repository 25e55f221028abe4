import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Done, Nothing } from './nothing.ts';

/**
 * Why something could not be delivered, by what helps:
 * - `retry-later`: the platform was busy or away; it may work again.
 * - `refresh-and-retry`: our credentials are refused.
 * - `permanent-for-this-person`: blocked, gone or outside the platform's window; nothing helps.
 * - `needs-an-operator`: the account, its package or a permission; someone of ours has to act.
 * - `waited-too-long`: it could not be sent for a day.
 * - `our-fault`: the turn failed; developers must look.
 * - `other`
 */
export const FAILURES = [
  'retry-later',
  'refresh-and-retry',
  'permanent-for-this-person',
  'needs-an-operator',
  'waited-too-long',
  'our-fault',
  'other',
] as const;

export type Failure = (typeof FAILURES)[number];

const Instant = z.iso.datetime();

/** Failures of one kind in the last 24 hours. */
const FailureCount = z.object({
  failure: z.enum(FAILURES),
  count: z.int(),
  lastAt: Instant,
  /** The latest one in the platform's or the program's words; no secret in it, no words of a person. */
  error: z.string(),
});

/** A channel. */
const ChannelHealth = z.object({
  channel: z.string(),
  /** False: there are no credentials for it, so it is off. The web chat is always on. */
  configured: z.boolean(),
  /**
   * It cannot receive, as far as known: why, in the platform's or the program's words (no secret in
   * it, no words of a person), and since when. Null: it can, or is off.
   */
  trouble: z.object({ problem: z.string(), since: Instant }).nullable(),
  /** `shared`: staff answer there too, and the assistant speaks only when it is meant. */
  mode: z.enum(['dedicated', 'shared']),
  lastReceived: Instant.nullable(),
  lastSent: Instant.nullable(),
  /** Messages that wait for their turn, replies that wait to be sent. */
  unread: z.int(),
  pending: z.int(),
  /** Failed replies and messages of the last 24 hours, most frequent first. */
  errors: z.array(FailureCount),
});

/** A queue: how much waits in it, and since when the oldest does. */
const Queue = z.object({ depth: z.int(), oldestAt: Instant.nullable() });

/** A setting of the programme that is still empty. */
const EmptySetting = z.object({
  /** Where it stands in `flows/programme.yaml`: `contact.phone`, `sources.plan`. */
  setting: z.string(),
  /** Answers and steps of flows whose sentence with it is not said for now. */
  hides: z.array(z.object({ kind: z.enum(['answer', 'step']), id: z.string(), title: z.string() })),
});

/** Whether everything works. */
export const health = endpoint({
  method: 'GET',
  path: '/health',
  permission: 'see-health',
  query: Nothing,
  body: Nothing,
  answer: z.object({
    at: Instant,
    /** How long it took to answer, milliseconds, and which it is. */
    database: z.object({ ms: z.number(), version: z.string() }),
    /** Processes that serve, with since when each is connected. */
    nodes: z.array(z.object({ number: z.int(), since: Instant })),
    inbox: Queue,
    outbox: Queue,
    /** Messages and replies that failed and can still be tried, or failed in the last 24 hours; counted up to 1,000. */
    failed: z.object({ messages: z.int(), replies: z.int() }),
    /**
     * How many messages or events what officers see does not know of yet; counted up to 10,000.
     * Some of the last second are normal.
     */
    lag: z.array(
      z.object({
        name: z.enum(['statistics', 'conversations', 'misunderstood']),
        waiting: z.int(),
      }),
    ),
    channels: z.array(ChannelHealth),
    empty: z.array(EmptySetting),
    /** The optional language model: `none` is configured, `off` by its switch, `on`. */
    model: z.object({
      state: z.enum(['none', 'off', 'on']),
      name: z.string().nullable(),
      /** Calls of the last 24 hours by outcome: answered, none, invalid, timeout, failed. */
      calls: z.array(z.object({ outcome: z.string(), count: z.int() })),
    }),
  }),
});

/** A message that could not be answered, or a reply that could not be sent. */
const FailedItem = z.object({
  kind: z.enum(['message', 'reply']),
  id: z.string(),
  channel: z.string(),
  conversationId: z.uuid(),
  /** Number of the reply in its conversation. */
  seq: z.int().nullable(),
  /** When the reply failed, or the message came. */
  at: Instant,
  attempts: z.int(),
  failure: z.enum(FAILURES),
  error: z.string(),
  /**
   * What it said is still kept (for seven days after it failed), so it can be tried again. False:
   * it is gone for good.
   */
  retryable: z.boolean(),
});

export type FailedItem = z.infer<typeof FailedItem>;

/**
 * Messages and replies that failed and can still be tried, or failed in the last 24 hours: newest
 * first; at most 100 of each, those that can be tried before others.
 */
export const failedItems = endpoint({
  method: 'GET',
  path: '/failed',
  permission: 'see-health',
  query: z.object({ channel: z.string().max(50).optional() }),
  body: Nothing,
  answer: z.object({ items: z.array(FailedItem) }),
});

/** Once more, from the first attempt. 404 when it is not failed (any more) or its content is gone. */
export const retryFailed = endpoint({
  method: 'POST',
  path: '/failed/:kind/:id/retry',
  permission: 'retry-failed',
  query: z.object({ kind: z.enum(['message', 'reply']), id: z.string().regex(/^\d{1,18}$/) }),
  body: Nothing,
  answer: Done,
  audit: 'retried',
});
