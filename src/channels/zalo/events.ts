import { createHash } from 'node:crypto';
import type { Inbound } from '../inbound.ts';
import { timeOf, ZaloEvent } from './event.ts';
import { personName } from './person.ts';

/**
 * Stands before what a button sends. A pressed button and an entry of the account's menu arrive as
 * text like any other, so anybody can type one: what it asks for is treated as a wish, not a fact.
 */
export const TAP = '#hp:';

/** Begins the event's id of a greeting, and of an officer's message: what is done about them differs. */
export const HELLO = 'hello:';
export const OFFICER = 'officer:';

/** What a signed body means for us. */
export interface Happened {
  event: ZaloEvent;
  messages: Inbound[];
  /** The event has a name that stands in no list we know; nothing is done about it. */
  strange: boolean;
}

type Kind = NonNullable<Inbound['attachment']>['kind'];
type HandsBack = (text: string) => boolean;

/** After `user_send_`, `anonymous_send_`. */
const KINDS: Readonly<Record<string, Kind>> = {
  image: 'image',
  gif: 'image',
  link: 'other',
  audio: 'audio',
  video: 'video',
  sticker: 'sticker',
  location: 'location',
  business_card: 'contact',
  file: 'file',
};

/** Those where what the person wrote along stands in `text`. */
const WITH_WORDS = new Set(['image', 'gif', 'video', 'audio', 'file']);

/** Of no person's conversation: receipts, tags, groups, calls, templates (A1). */
const LEFT_ALONE =
  /^(unfollow|user_received_message|user_seen_message|(user|oa)_reacted_message|update_user_info|(add_user_to|remove_user_from|remove)_tag|(create|user_(join|send)|oa_send)_group.*|oa_send_consent|user_reply_consent|user_call_oa|oa_call_user|widget_.*|change_.*|user_feedback|user_click_response_button|event_journey_.*|extension_purchased)$/;

/**
 * Reads a verified body. Throws when it has no known shape.
 *
 * @param handsBack whether words of an officer hand the conversation back to the assistant
 */
export function readEvent(body: unknown, handsBack: HandsBack): Happened {
  const event = ZaloEvent.parse(body);
  const messages = messagesOf(event, handsBack);
  return { event, messages: messages ?? [], strange: messages === undefined };
}

/** The account an event belongs to: one webhook serves every account that granted the app. */
export function accountOf(event: ZaloEvent): string | undefined {
  if (event.oa_id !== undefined) return event.oa_id;
  const { event_name: name } = event;
  const byUs = name.startsWith('oa_') || /^user_(received|seen)_message$/.test(name);
  return byUs ? event.sender?.id : event.recipient?.id;
}

function messagesOf(event: ZaloEvent, handsBack: HandsBack): Inbound[] | undefined {
  const { event_name: name } = event;
  if (LEFT_ALONE.test(name)) return [];
  const [, who, what] = /^(user|anonymous|oa)_send_(?:anonymous_)?(.+)$/.exec(name) ?? [];
  if (who === 'oa') return officer(event, handsBack);
  if (what !== undefined && (what === 'text' || KINDS[what] !== undefined)) {
    return said(event, what);
  }
  if (name === 'follow' || name === 'user_click_chatnow') return [hello(event)];
  // Name, telephone, address: we ask for none of it, and keep none.
  if (name === 'user_submit_info') {
    return [{ ...head(event), attachment: { kind: 'contact' } }];
  }
  if (name === 'user_withdraw') return [{ ...head(event), signal: 'withdrawn' }];
  return undefined;
}

function said(event: ZaloEvent, what: string): Inbound[] {
  const from = head(event);
  const { text } = event.message ?? {};
  const words = text?.trim() ? text : undefined;
  // A link is what the person typed, with an address in it.
  if (what === 'text' || (what === 'link' && words !== undefined)) {
    return [{ ...from, ...content(words ?? '') }];
  }
  const messages: Inbound[] = [{ ...from, attachment: { kind: KINDS[what]! } }];
  if (words !== undefined && WITH_WORDS.has(what)) {
    messages.push({ ...from, eventId: `${from.eventId}#text`, text: words });
  }
  return messages;
}

function content(text: string): Pick<Inbound, 'text' | 'tap'> {
  const tap = text.startsWith(TAP) ? text.slice(TAP.length).trim() : '';
  return tap === '' || tap.length > 1000 ? { text } : { tap };
}

/**
 * Someone came: by following, by the button "chat". Both may come, and again on another day; they
 * are one event of that person and day.
 */
function hello(event: ZaloEvent): Inbound {
  const from = head(event);
  const day = from.at.toISOString().slice(0, 10);
  return { ...from, eventId: `${HELLO}${hash([from.person, day])}`, text: '/start' };
}

/**
 * What the account sent comes back as an event too, also what we sent. Only with an `admin_id` did
 * somebody write it in OA Manager.
 */
function officer(event: ZaloEvent, handsBack: HandsBack): Inbound[] {
  const { sender, recipient, message } = event;
  if (!sender?.admin_id) return [];
  const person = named(recipient?.id, message?.conversation_id, event);
  const eventId = `${OFFICER}${message?.msg_id ?? unnamed(event, person)}`;
  const signal = handsBack(message?.text ?? '') ? 'handed-back' : 'officer';
  return [{ channel: 'zalo', person, eventId, at: timeOf(event), signal }];
}

function head(event: ZaloEvent): Pick<Inbound, 'channel' | 'person' | 'eventId' | 'at'> {
  const id = event.sender?.id ?? event.follower?.id ?? event.user_id;
  const person = named(id, event.message?.conversation_id, event);
  const eventId = event.message?.msg_id ?? unnamed(event, person);
  return { channel: 'zalo', person, eventId, at: timeOf(event) };
}

function named(id: string | undefined, conversationId: string | undefined, event: ZaloEvent) {
  if (id === undefined) throw new TypeError('an event without a person');
  if (!event.event_name.includes('anonymous_')) return personName({ userId: id });
  if (conversationId === undefined) throw new TypeError('an anonymous event without conversation');
  return personName({ anonymousId: id, conversationId });
}

/** Events without a message have no name of their own; the same one sent again is the same. */
function unnamed({ event_name: name, timestamp }: ZaloEvent, person: string): string {
  return hash([name, person, String(timestamp)]);
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('base64url');
}
