import type { ReplyButton } from './reply.ts';
import type { SlotValue } from './value.ts';

/**
 * A conversation between two turns. Plain JSON, kept in the database.
 *
 * It holds the answers, not a position: where the person stands is found by walking the flow along
 * the answers ({@link walk}). That is why a correction needs no undo code, and why an open
 * conversation survives a flow file that has changed.
 */
export interface ConversationState {
  version: 1;
  /** False until the first words, which always say that this is an automatic assistant. */
  greeted: boolean;
  /** How the person is addressed, once they said it of themselves ("bác", "cô", "chú"). */
  address?: string;
  /** Where the person came from (a QR code, a page), as the first message told. */
  source?: string;
  run?: Run;
  /** How many times in a row the pending question got no usable answer. */
  misses: number;
  /** The buttons of the last message: "2" or a label typed out means one of them. */
  offered: readonly ReplyButton[];
  /** An officer writes to the person by the platform's own means; since when (ISO) they last did. */
  handover?: { since: string };
  /** When the assistant last spoke on a channel that it shares with staff (ISO). */
  spokeAt?: string;
  /** When the advice about pictures was last given (ISO): those that come along with one get it once. */
  picturedAt?: string;
  pace?: Pace;
}

/** The person's messages in the running minute, so that nobody can take up all of the assistant. */
export interface Pace {
  /** When the minute began (ISO). */
  since: string;
  count: number;
}

/** One way through a flow, from its start. */
export interface Run {
  flow: string;
  /** What was answered, by `flow/step`, in the order given. */
  answers: readonly { ask: string; value: SlotValue }[];
  /** What has been said along the path so far, so that only what is new is said. */
  trail: readonly string[];
  /** The question asked last, as `flow/step`; absent when the path ended. */
  waiting?: string;
  /** The path was walked to its end: nothing is pending, and forgettable answers are gone. */
  ended: boolean;
  /** It ended, and something else was talked about since: "quay lại" does not mean it any more. */
  left?: true;
  /** The person left for the menu; an old button of this flow takes it up again. */
  paused: boolean;
}

/** A person who has not said anything yet. */
export function newConversation(source?: string): ConversationState {
  return {
    version: 1,
    greeted: false,
    misses: 0,
    offered: [],
    ...(source === undefined ? {} : { source }),
  };
}
