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
 * is meant for it. Of a message it keeps silent about, nothing is kept but that there was one. In a
 * group it answers questions, and what would take personal data it invites to do in private.
 *
 * @param personal the flows' questions that are not asked where others read along; `personalAsks`
 */
export function withPolicies(
  respond: Respond,
  policyOf: (channel: string) => Policy,
  personal: ReadonlySet<string>,
): Respond {
  return (before, message, ...rest) => {
    const policy = policyOf(message.channel);
    if (message.signal !== undefined) return signalled(before, message.signal, message.at, policy);
    const { pace, verdict } = keepPace(before.pace, message.at, policy.perMinute);
    const state = { ...before, pace };
    if (verdict !== 'answer') {
      // Where it would not have spoken, it does not start with a reproach.
      const warns = verdict === 'warn' && speaks(policy, state, NOTHING_UNDERSTOOD, message);
      if (!warns) return silent(state);
      const replies = [{ text: policy.tooFast, buttons: [] }];
      return { state, replies, events: [], ending: 'refused', understood: NOTHING_UNDERSTOOD };
    }
    if (isOneOfMany(state, message)) return silent(state);
    const given = respond(state, message, ...rest);
    if (!speaks(policy, state, given.understood, message)) return silent(state);
    const response =
      policy.isPublic(message.person) && isPersonal(given.state, personal)
        ? invited(state, given, policy.privately)
        : given;
    const at = message.at.toISOString();
    const noted = {
      ...response.state,
      ...(policy.mode === 'shared' && { spokeAt: at }),
      ...(message.attachment?.kind === 'image' && { picturedAt: at }),
    };
    return { ...response, state: noted };
  };
}

function signalled(
  state: ConversationState,
  signal: NonNullable<Inbound['signal']>,
  at: Date,
  { mode, handedBack }: Policy,
): Response {
  if (signal === 'officer') return silent({ ...state, handover: { since: at.toISOString() } });
  if (signal === 'withdrawn') {
    return { ...silent(newConversation()), events: [{ type: 'erasure-asked' }] };
  }
  const { handover: _, ...released } = state;
  if (signal === 'released') return silent(released);
  // An officer wrote, so this is no turn of the person's; but they are to know who answers now.
  return {
    ...silent({ ...released, ...(mode === 'shared' && { spokeAt: at.toISOString() }) }),
    replies: [{ text: handedBack, buttons: [] }],
  };
}

/** Pictures that are sent together come one by one on some platforms; the advice holds for all. */
const TOGETHER_MS = 60_000;

function isOneOfMany({ picturedAt }: ConversationState, { attachment, at }: Inbound): boolean {
  if (attachment?.kind !== 'image' || picturedAt === undefined) return false;
  return Math.abs(at.getTime() - Date.parse(picturedAt)) < TOGETHER_MS;
}

/** Whether the person is within a flow that takes personal data, or came out of it just now. */
function isPersonal({ run }: ConversationState, personal: ReadonlySet<string>): boolean {
  if (run === undefined || run.paused || run.left) return false;
  return [run.waiting, ...run.answers.map(({ ask }) => ask)].some((ask) => personal.has(ask ?? ''));
}

/** As if the flow had not been begun; whatever was read for it is forgotten. */
function invited(
  { run: _, ...state }: ConversationState,
  { understood }: Response,
  text: string,
): Response {
  const replies = [{ text, buttons: [] }];
  const kept = { ...understood, readings: [] };
  return { state, replies, events: [], ending: 'answered', understood: kept };
}

function silent(state: ConversationState): Response {
  return { state, replies: [], events: [], ending: 'silent', understood: NOTHING_UNDERSTOOD };
}
