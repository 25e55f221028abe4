import { z } from 'zod';
import { ENDINGS } from '../../engine/event.ts';
import { AskedDay } from './asked-day.ts';
import { endpoint } from './endpoint.ts';
import { Nothing } from './nothing.ts';
import { MEASURES } from './statistics.ts';

/**
 * What a search looks for; all of it together. Stands in the address of the pages, so that a figure
 * can lead to the conversations behind it.
 */
export const ConversationFilter = z.object({
  /**
   * Words of the person's messages, with or without marks. All of them must occur; the last one may
   * be only begun; "in quotes" they must stand side by side.
   */
  text: z.string().max(200).optional(),
  /** A topic that was answered. */
  topic: z.string().max(100).optional(),
  /** A decision, `rule:outcome` or `rule:outcome.reason`; without a reason, all of that outcome. */
  outcome: z.string().max(200).optional(),
  /** A turn ended like this. */
  ending: z.enum(ENDINGS).optional(),
  /** `-` (NO_SOURCE of the statistics): came without one. */
  source: z.string().max(200).optional(),
  /** Names separated by commas: any of them. */
  channel: z.string().max(200).optional(),
  /**
   * Those that a figure of the statistics counts: its measure, one of its keys (absent: any), and from
   * and to which day, by the figure's own definition. `channel` and `source` are then the figure's, too.
   */
  measure: z.enum(MEASURES).optional(),
  key: z.string().max(300).optional(),
  /** `true`: an officer was asked for. */
  handedOver: z.stringbool().optional(),
  /** `true`: something was not understood (an event `not-understood`). */
  misunderstood: z.stringbool().optional(),
  /**
   * First and last day of a period in which something happened in the conversation; both count. Of one
   * alone: it went on since, or began until then.
   */
  from: AskedDay.optional(),
  to: AskedDay.optional(),
});

export type ConversationFilter = z.infer<typeof ConversationFilter>;

const Instant = z.iso.datetime();

/** Numbers of messages are PostgreSQL's `int`. */
const MOST_SEQ = 2 ** 31 - 1;

/** A conversation in a list. */
export const ConversationRow = z.object({
  id: z.uuid(),
  channel: z.string(),
  source: z.string().nullable(),
  startedAt: Instant,
  lastAt: Instant,
  /** Messages of the person, and replies. */
  received: z.int(),
  replied: z.int(),
  /** The person's first words, masked; empty when they only pressed buttons. */
  preview: z.string(),
  /** Topics that were answered, with their titles. */
  topics: z.array(z.object({ topic: z.string(), title: z.string() })),
  /** Decisions, `rule:outcome.reason`. */
  outcomes: z.array(z.string()),
  /** How the last turn ended. */
  ending: z.enum(ENDINGS).nullable(),
  handedOver: z.boolean(),
  misunderstood: z.boolean(),
  linkOpened: z.boolean(),
  /** Made by `npm run demo`: nobody wrote it. */
  demo: z.boolean(),
});

export type ConversationRow = z.infer<typeof ConversationRow>;

/**
 * Newest first, a page at a time. It shows people's words, so it is in the audit log: without the words
 * that were searched for, which may be somebody's name, and once an hour for the same search, whatever
 * its page. The filters stand there as in an address, `text` for words.
 */
export const conversationSearch = endpoint({
  method: 'GET',
  path: '/conversations',
  permission: 'see-conversations',
  query: ConversationFilter.extend({
    /** `next` of the page before. */
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  body: Nothing,
  answer: z.object({
    conversations: z.array(ConversationRow),
    /** Where the next page begins; null on the last. */
    next: z.string().nullable(),
    /** Counted up to 1,000, of some figures up to 200: with `more` there are more than `count`. Null on later pages: it is the first's. */
    total: z.object({ count: z.int(), more: z.boolean() }).nullable(),
  }),
  audit: 'conversations-searched',
});

/** What there is to choose from in the filters, and what one that only a link can set is called. */
export const conversationChoices = endpoint({
  method: 'GET',
  path: '/conversation-choices',
  permission: 'see-conversations',
  query: ConversationFilter.pick({ measure: true, key: true }),
  body: Nothing,
  answer: z.object({
    topics: z.array(z.object({ topic: z.string(), title: z.string(), group: z.string() })),
    /** Every decision a rule can end in, `rule:outcome.reason`. */
    outcomes: z.array(z.string()),
    /** Where people came from, as recorded so far; at most 500. */
    sources: z.array(z.string()),
    channels: z.array(z.string()),
    /** The measure's key that was asked for, as people read it; null where it has no name of its own, or none any more. */
    key: z.string().nullable(),
  }),
});

/** A topic the message might be about. */
const Candidate = z.object({ topic: z.string(), title: z.string(), score: z.number() });

/** How the message was read as an answer to a question of a flow. */
const ReadingSeen = z.object({
  /** `flow/step`. */
  ask: z.string(),
  /** The flow's title, for people. */
  flow: z.string(),
  /** The value as people read it; masked where it may be personal; null where there is none. */
  value: z.string().nullable(),
  masked: z.boolean(),
  /** Several values fitted, and the person was asked which. */
  choices: z.array(z.string()),
  /** Why it is no possible value: a key of ReadingProblem. */
  problem: z.string().nullable(),
  /** The message was this answer and little else. */
  whole: z.boolean(),
});

export type ReadingSeen = z.infer<typeof ReadingSeen>;

/** What was understood of a message. */
export const UnderstoodSeen = z.object({
  /** `answer`: sure; `choose`: asked back among the candidates; `none`: did not guess. */
  zone: z.enum(['answer', 'choose', 'none']),
  /** Best first, the score from 0 to 1. */
  candidates: z.array(Candidate),
  /** Further topics in the same message. */
  also: z.array(z.object({ topic: z.string(), title: z.string() })),
  readings: z.array(ReadingSeen),
  /** The button that was pressed, or meant by a number or its words: its label. */
  pressed: z.string().nullable(),
  /** menu, help, back, restart, human, delete-my-data */
  command: z.string().nullable(),
  /** greeting, thanks, goodbye, praise, insult, acknowledgement */
  smalltalk: z.string().nullable(),
  /** The other public service it is about: what people ask of it. */
  referral: z.string().nullable(),
  foreign: z.boolean(),
  question: z.boolean(),
  correcting: z.boolean(),
  /** image, audio, video, file, sticker, location, contact, other */
  attachment: z.string().nullable(),
  /** Kinds of personal data found in it, and masked for good before it was stored. */
  personal: z.array(z.string()),
  /** What a language model settled: the topic or the value. */
  model: z.enum(['topic', 'value']).nullable(),
});

export type UnderstoodSeen = z.infer<typeof UnderstoodSeen>;

/** A rule's decision in the turn that a message began. */
export const DecisionSeen = z.object({
  rule: z.string(),
  outcome: z.string(),
  reason: z.string().nullable(),
  flow: z.string(),
  /**
   * Where it is laid down, as people read it: "Kế hoạch của UBND thành phố, mục III.4". Empty where the
   * flows name other sources now than the replies did then: what was said stands there.
   */
  sources: z.array(z.string()),
});

export type DecisionSeen = z.infer<typeof DecisionSeen>;

/** One message of a transcript. */
export const MessageSeen = z.object({
  /** Its number in the conversation. */
  seq: z.int(),
  direction: z.enum(['in', 'out']),
  at: Instant,
  text: z.string(),
  /** Something in `text` or its readings is hidden, and can be revealed. */
  masked: z.boolean(),
  /** Of a reply: its buttons' labels. */
  buttons: z.array(z.string()),
  /** Of a reply: the link, with when it was first opened. */
  link: z
    .object({ name: z.string(), label: z.string(), host: z.string(), openedAt: Instant.nullable() })
    .nullable(),
  /** Of a message: what was understood. Null for a reply. */
  understood: UnderstoodSeen.nullable(),
  /** Of a message: what the rules decided in its turn. */
  decisions: z.array(DecisionSeen),
  /** Of a message: how its turn ended. */
  ending: z.enum(ENDINGS).nullable(),
  /** Of a reply: what became of it. Null once that is no longer on record. */
  delivery: z
    .object({
      /** `superseded`: an officer spoke before it could be sent, so it was not. */
      status: z.enum(['pending', 'sent', 'failed', 'superseded']),
      attempts: z.int(),
      sentAt: Instant.nullable(),
      /** The platform's words. */
      error: z.string().nullable(),
    })
    .nullable(),
});

export type MessageSeen = z.infer<typeof MessageSeen>;

/** A conversation to read. Each look is in the audit log. `newer` and `older` are its neighbours in the search. */
export const conversation = endpoint({
  method: 'GET',
  path: '/conversations/:id',
  permission: 'see-conversations',
  query: ConversationFilter.extend({
    id: z.uuid(),
    /** Messages after this number; a long conversation comes in pages of 500. */
    after: z.coerce.number().int().min(0).max(MOST_SEQ).default(0),
  }),
  body: Nothing,
  answer: z.object({
    id: z.uuid(),
    channel: z.string(),
    /** The last characters of the platform's name for the person; null once they were erased. */
    person: z.string().nullable(),
    source: z.string().nullable(),
    startedAt: Instant,
    lastAt: Instant,
    demo: z.boolean(),
    /** The person had their data erased: there are no messages any more. */
    erased: z.boolean(),
    messages: z.array(MessageSeen),
    /** The number after which more messages follow; null: these are the last. */
    next: z.int().nullable(),
    newer: z.uuid().nullable(),
    older: z.uuid().nullable(),
  }),
  audit: 'conversation-seen',
});

/** One message as it is stored (ID numbers, telephones and codes were masked for good before that). */
export const revealMessage = endpoint({
  method: 'POST',
  path: '/conversations/:id/messages/:seq/reveal',
  permission: 'reveal-personal',
  query: z.object({ id: z.uuid(), seq: z.coerce.number().int().min(1).max(MOST_SEQ) }),
  body: Nothing,
  answer: z.object({ text: z.string(), readings: z.array(ReadingSeen) }),
  audit: 'personal-revealed',
});
