import type { ConversationState } from '../engine/state.ts';
import type { Understood } from '../engine/understood.ts';
import { CHANNELS } from './all.ts';
import type { Inbound } from './inbound.ts';
import { createOpens } from './keywords.ts';
import type { Described } from './platform.ts';
import type { ChannelSettings } from './settings.ts';
import type { ChannelWords } from './words.ts';

/** How the assistant behaves on one channel. */
export interface Policy {
  /**
   * `dedicated`: whoever writes here writes to the assistant. `shared`: people write here about
   * everything, and staff answer; the assistant speaks only when it is meant.
   */
  mode: 'dedicated' | 'shared';
  /** Whether others read along what is said to this person: it is a group's chat. */
  isPublic(person: string): boolean;
  /** Said in public in place of what would ask for personal data. */
  privately: string;
  /** Whether a text is meant for the assistant by its words: a keyword, a source code. */
  opens(text: string): boolean;
  /** Messages of one person in a minute that are answered. */
  perMinute: number;
  /** Said once to a person who writes faster. */
  tooFast: string;
  /** Said when an officer handed the conversation back. */
  handedBack: string;
}

/** A conversation on a shared channel is over after so long: what comes then may be about anything. */
export const LAPSE_MS = 24 * 3_600_000;

/** How long the assistant leaves a person to the officer who wrote to them, unless it is released. */
export const HANDOVER_MS = 24 * 3_600_000;

/** The policies of all channels. */
export function createPolicies(
  { shared, messagesPerMinute }: ChannelSettings,
  words: ChannelWords,
): (channel: string) => Policy {
  const opens = createOpens(words);
  const given = new Set<string>(shared);
  const described = new Map<string, Described>(CHANNELS.map((one) => [one.name, one]));
  return (channel) => ({
    mode: given.has(channel) ? 'shared' : 'dedicated',
    isPublic: (person) => described.get(channel)?.isPublic?.(person) ?? false,
    privately: words.privately,
    opens,
    perMinute: messagesPerMinute,
    tooFast: words.tooFast,
    handedBack: words.handedBack,
  });
}

/**
 * Whether the assistant answers a message. Pure; `state` is the one before the message, and
 * `inbound.at` its time.
 *
 * Never while an officer has taken the conversation over. Else always on a channel of its own. On a
 * shared one only if the message is meant for it: one of its buttons or menu entries, a keyword, a
 * source code, a question that is surely one of its topics; and then within that conversation, for
 * a day after it last spoke. After that a command to it or an answer to its last question still counts.
 */
export function speaks(
  policy: Policy,
  state: ConversationState,
  understood: Understood,
  inbound: Inbound,
): boolean {
  if (isWithOfficer(state, inbound.at)) return false;
  if (policy.mode === 'dedicated' || isOpen(state, inbound.at)) return true;
  const { tap, source, text = '' } = inbound;
  if (tap !== undefined || source !== undefined) return true;
  if (understood.topics.zone === 'answer' || policy.opens(text)) return true;
  return state.spokeAt !== undefined && takesUp(state, understood);
}

/** An officer has written to the person, not long ago, and has not released the conversation. */
export function isWithOfficer({ handover }: ConversationState, at: Date): boolean {
  return handover !== undefined && at.getTime() - Date.parse(handover.since) < HANDOVER_MS;
}

/** On a shared channel: the conversation was begun with the assistant, and it spoke within a day. */
export function isOpen({ spokeAt }: ConversationState, at: Date): boolean {
  return spokeAt !== undefined && at.getTime() - Date.parse(spokeAt) < LAPSE_MS;
}

function takesUp({ run }: ConversationState, { command, readings }: Understood): boolean {
  if (command !== undefined && command !== 'human') return true;
  const waits = run !== undefined && !run.ended && !run.paused;
  return waits && readings.some(({ ask, whole }) => whole && ask === run.waiting);
}
