import { fromPayload, type Inbound, type Payload } from '../channels/inbound.ts';
import type { Ending } from '../engine/event.ts';
import type { Reply } from '../engine/reply.ts';
import type { ConversationState } from '../engine/state.ts';
import { type Advice, Hint, NO_HINT } from '../model/hint.ts';
import type { AccountOf } from '../outreach/account.ts';
import { type EventRow, eventRow } from '../outreach/events.ts';
import { linkToken } from '../outreach/links.ts';
import type { Erasure } from '../privacy/erase.ts';
import { describe } from './failure.ts';
import type { Lease } from './lease.ts';
import type { Superseding } from './outbox-store.ts';
import type { Respond, Response } from './respond.ts';

/** A message that failed this often is given up, and its conversation goes on. */
export const MAX_ATTEMPTS = 3;

/** A conversation a worker has claimed, with its unread messages, oldest first. */
export interface ClaimedConversation {
  id: string;
  channel: string;
  person: string;
  state: ConversationState;
  version: number;
  next_seq: number;
  source: string | null;
  /** A model was to be asked about its first message, and whoever did it never came back. */
  lapsed: boolean;
  unread: UnreadMessage[];
}

export interface UnreadMessage {
  id: string;
  event_id: string;
  payload: Payload;
  attempts: number;
  error: string | null;
  /** What a model said of it, once one was asked. */
  hint: unknown;
}

/** What the turns need besides the conversations. */
export interface TurnParts {
  respond: Respond;
  /** The clock. */
  now: () => Date;
  /** Tracked links lead to `<publicUrl>/r/<token>`. */
  publicUrl: string;
  /** What is said when our own machinery failed on a message for good. */
  failedText: string;
  /** Whose an event is, without saying who that is. */
  accountOf: AccountOf;
}

/** Everything a batch of turns writes, by table; names as the tables' columns. */
export interface Batch {
  conversations: {
    id: string;
    version: number;
    turns: number;
    state: ConversationState;
    next_seq: number;
    last_at: Date;
    source: string | null;
  }[];
  messages: {
    conversation_id: string;
    seq: number;
    direction: 'in' | 'out';
    text: string;
    parts: unknown;
    understood: unknown;
    ending: Ending | null;
    at: Date;
  }[];
  outbox: { conversation_id: string; seq: number; channel: string; person: string; reply: Reply }[];
  events: EventRow[];
  links: {
    token: string;
    conversation_id: string;
    channel: string;
    source: string | null;
    name: string;
    url: string;
    account: string;
  }[];
  inbox: {
    id: string;
    status: 'unread' | 'done' | 'failed';
    attempts: number;
    error: string | null;
  }[];
  erasures: Erasure[];
  /** An officer spoke: what waited before that does not go out any more. */
  superseded: Superseding[];
  /** Conversations that wait for a model to be asked about their next message. */
  leases: Lease[];
}

/**
 * Takes the turns of many conversations in memory. Nothing is written here, and nothing one
 * conversation does can harm another. Of at most `questions` messages a model may be asked first;
 * their conversations stop before them, and become leases.
 */
export function takeTurns(
  conversations: readonly ClaimedConversation[],
  parts: TurnParts,
  questions = 0,
): Batch {
  const batch: Batch = {
    conversations: [],
    messages: [],
    outbox: [],
    events: [],
    links: [],
    inbox: [],
    erasures: [],
    superseded: [],
    leases: [],
  };
  for (const conversation of conversations) {
    new Turns(conversation, parts, batch, questions - batch.leases.length).take();
  }
  return batch;
}

/** The turns of one conversation. */
class Turns {
  readonly #conversation: ClaimedConversation;
  readonly #parts: TurnParts;
  readonly #batch: Batch;
  readonly #mayAsk: boolean;
  readonly #account: string;
  #state: ConversationState;
  #seq: number;
  #source: string | null;

  constructor(
    conversation: ClaimedConversation,
    parts: TurnParts,
    batch: Batch,
    questions: number,
  ) {
    this.#conversation = conversation;
    this.#parts = parts;
    this.#batch = batch;
    this.#mayAsk = questions > 0;
    this.#account = parts.accountOf(conversation.channel, conversation.person);
    this.#state = conversation.state;
    this.#seq = conversation.next_seq;
    this.#source = conversation.source;
  }

  take(): void {
    const { id, version, next_seq, unread } = this.#conversation;
    let turns = 0;
    let lastAt: Date | undefined;
    for (const message of unread) {
      const now = this.#parts.now();
      const inbound = fromPayload(
        { ...this.#conversation, eventId: message.event_id },
        message.payload,
      );
      const turn = this.#respond(message, inbound, now);
      if (turn === 'later') break;
      turns += 1;
      lastAt = now;
      this.#write(inbound, turn, now);
      if (turn.events.some((event) => event.type === 'erasure-asked')) {
        const { person } = this.#conversation;
        this.#batch.erasures.push({ conversationId: id, person, fromSeq: next_seq });
        // Whatever follows was written by a person we no longer know.
        break;
      }
    }
    if (lastAt === undefined) return;
    this.#batch.conversations.push({
      id,
      version,
      turns,
      state: this.#state,
      next_seq: this.#seq,
      last_at: lastAt,
      source: this.#source,
    });
  }

  /**
   * The turn, an apology when the message is given up, or word that it is to be taken later: after
   * a failure, or after a model was asked.
   */
  #respond(message: UnreadMessage, inbound: Inbound, now: Date): Turn | 'later' {
    const { id } = message;
    let { attempts, error } = message;
    if (attempts < MAX_ATTEMPTS) {
      try {
        const advice = this.#advice(message);
        const response = this.#parts.respond(this.#state, inbound, now, advice);
        if (advice === 'askable' && response.question !== undefined) {
          const { question } = response;
          const { id: conversationId, channel, person } = this.#conversation;
          this.#batch.leases.push({ conversationId, channel, person, message: id, question });
          return 'later';
        }
        this.#batch.inbox.push({ id, status: 'done', attempts, error: null });
        return response;
      } catch (thrown) {
        attempts += 1;
        error = describe(thrown);
        if (attempts < MAX_ATTEMPTS) {
          this.#batch.inbox.push({ id, status: 'unread', attempts, error });
          return 'later';
        }
      }
    }
    this.#batch.inbox.push({ id, status: 'failed', attempts, error });
    return {
      state: this.#state,
      replies: [{ text: this.#parts.failedText, buttons: [] }],
      events: [],
      ending: 'failed',
    };
  }

  /** What the model said of this message, or whether it may still be asked. */
  #advice(message: UnreadMessage): Advice | undefined {
    if (message.hint !== null) return Hint.safeParse(message.hint).data ?? NO_HINT;
    const lapsed = this.#conversation.lapsed && message === this.#conversation.unread[0];
    return this.#mayAsk && !lapsed ? 'askable' : undefined;
  }

  #write(inbound: Inbound, turn: Turn, now: Date): void {
    const { id, channel, person } = this.#conversation;
    const { messages, outbox, events, superseded } = this.#batch;
    this.#state = turn.state;
    this.#source ??= inbound.source ?? null;
    if (inbound.signal === 'officer' || inbound.signal === 'handed-back') {
      superseded.push({ conversation_id: id, seq: this.#seq });
    }
    messages.push({
      conversation_id: id,
      seq: this.#seq++,
      direction: 'in',
      // Without understanding nothing masks the words, so none are kept.
      text: turn.understood?.text ?? '',
      parts: inbound.attachment === undefined ? null : { attachment: inbound.attachment },
      understood: turn.understood ?? null,
      ending: turn.ending,
      at: inbound.at,
    });
    for (const given of turn.replies) {
      const reply = this.#tracked(given);
      const { text, record, ...parts } = reply;
      const seq = this.#seq++;
      messages.push({
        conversation_id: id,
        seq,
        direction: 'out',
        text: record ?? text,
        parts,
        understood: null,
        ending: null,
        at: now,
      });
      outbox.push({ conversation_id: id, seq, channel, person, reply });
    }
    const of = {
      conversationId: id,
      channel,
      account: this.#account,
      source: this.#source,
      at: now,
    };
    // What the assistant keeps silent about was not said to it.
    if (turn.ending !== 'silent') {
      events.push(eventRow({ type: 'message', ending: turn.ending, path: turn.passed ?? [] }, of));
    }
    for (const event of turn.events) events.push(eventRow(event, of));
  }

  #tracked(reply: Reply): Reply {
    if (reply.link === undefined) return reply;
    const { name, url } = reply.link;
    const token = linkToken();
    const { id, channel } = this.#conversation;
    this.#batch.links.push({
      token,
      conversation_id: id,
      channel,
      source: this.#source,
      name,
      url,
      account: this.#account,
    });
    return { ...reply, link: { ...reply.link, url: `${this.#parts.publicUrl}/r/${token}` } };
  }
}

/** A turn that failed was not understood as anything. */
type Turn = Omit<Response, 'understood'> & { understood?: Response['understood'] };
