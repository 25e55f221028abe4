import type { Assistant } from './assistant.ts';
import type { Inbound } from './channels/inbound.ts';
import { keepPace } from './channels/pace.ts';
import { type Policy, speaks } from './channels/policy.ts';
import type { Respond, Response } from './delivery/respond.ts';
import { type ConversationState, newConversation } from './engine/state.ts';
import { NOTHING_UNDERSTOOD } from './engine/understood.ts';

/** The assistant as delivery wants it: a message from a channel in, a turn out. */
export function toRespond(assistant: Assistant): Respond {
  return (state, message, now, advice) => {
    const { text, tap, attachment } = message;
    if (tap !== undefined) return assistant.respond(state, { tap }, now, advice);
    if (attachment !== undefined)
      return assistant.respond(state, { attachment: attachment.kind }, now, advice);
    return assistant.respond(state, { text: text ?? '' }, now, advice);
  };
}

/**
 * The same on channels that have manners: nobody may write so fast that others wait, the assistant
 * keeps silent while an officer writes to the person, and on a shared channel it answers only what
 * is meant for it. Of a message it keeps silent about, nothing is kept but that there was one.
 */
export function withPolicies(respond: Respond, policyOf: (channel: string) => Policy): Respond {
  return (...given) => {
    const [before, message, ...rest] = given;
    if (message.signal !== undefined) return signalled(before, message.signal, message.at);
    const policy = policyOf(message.channel);
    const { pace, verdict } = keepPace(before.pace, message.at, policy.perMinute);
    const state = { ...before, pace };
    if (verdict !== 'answer') {
      // Where it would not have spoken, it does not start with a reproach.
      const warns = verdict === 'warn' && speaks(policy, state, NOTHING_UNDERSTOOD, message);
      const replies = warns ? [{ text: policy.tooFast, buttons: [] }] : [];
      return { state, replies, events: [], ending: 'refused', understood: NOTHING_UNDERSTOOD };
    }
    const response = respond(state, message, ...rest);
    if (!speaks(policy, state, response.understood, message)) return silent(state);
    if (policy.mode === 'dedicated') return response;
    return { ...response, state: { ...response.state, spokeAt: message.at.toISOString() } };
  };
}

function signalled(
  state: ConversationState,
  signal: NonNullable<Inbound['signal']>,
  at: Date,
): Response {
  if (signal === 'officer') return silent({ ...state, handover: { since: at.toISOString() } });
  if (signal === 'withdrawn') {
    return { ...silent(newConversation()), events: [{ type: 'erasure-asked' }] };
  }
  const { handover: _, ...released } = state;
  return silent(released);
}

function silent(state: ConversationState): Response {
  return { state, replies: [], events: [], ending: 'silent', understood: NOTHING_UNDERSTOOD };
}
