import { createHash } from 'node:crypto';
import type { Inbound } from '../inbound.ts';
import { type Attachment, type Control, type Message, PageEvent, type Referral } from './event.ts';

/** Stands before what our buttons send, as other apps on the page have buttons too. */
export const TAP = 'hp:';

/** Goes along with what we send, and comes back in its echo. */
export const MARK = 'tro-ly-ten-mien-vn';

/** What the button "Get started" sends, ours and that of most tools. */
export const GET_STARTED = 'GET_STARTED';

/** What is known about the page's other users. */
export interface EventParts {
  /** Our app. */
  appId?: string | undefined;
  /** Whether a `ref` is one of our links'. */
  isOurs(ref: string): boolean;
  /** Whether words of an officer hand the conversation back to the assistant. */
  handsBack(text: string): boolean;
}

/** What an event means for us. */
export interface Happened {
  /** The field that tells what it is: `message`, `echo`, `postback`, `read`; `other`: not known. */
  name: string;
  messages: Inbound[];
}

type Kind = NonNullable<Inbound['attachment']>['kind'];

const KINDS: Readonly<Record<string, Kind>> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  reel: 'video',
  ig_reel: 'video',
  file: 'file',
  sticker: 'sticker',
  location: 'location',
};

/** Receipts and the like, of which nothing follows. */
const LEFT_ALONE = [
  'delivery',
  'read',
  'reaction',
  'message_edit',
  'optin',
  'account_linking',
  'request_thread_control',
  'app_roles',
  'policy_enforcement',
];

const GREETING = '/start';

/** The most that is kept of a text (people may write 20,000 characters) and of a source. */
const MAX_TEXT = 10_000;
const MAX_SOURCE = 200;

/** Reads one event of a verified body. Throws when it has no known shape. */
export function readEvent(given: unknown, parts: EventParts): Happened {
  const left = LEFT_ALONE.find((name) => (given as Record<string, unknown> | null)?.[name]);
  if (left !== undefined) return { name: left, messages: [] };
  const event = PageEvent.parse(given);
  const { message, postback, referral, pass_thread_control: pass } = event;
  if (message?.is_echo) return { name: 'echo', messages: echo(event, message, parts) };
  if (message !== undefined) return { name: 'message', messages: said(event, message, parts) };
  if (postback !== undefined) return { name: 'postback', messages: pressed(event, parts) };
  if (referral !== undefined) {
    const source = sourceOf(referral, parts);
    const came = source === undefined ? [] : [{ ...head(event), text: GREETING, source }];
    return { name: 'referral', messages: came };
  }
  const control = pass ?? event.take_thread_control;
  if (control === undefined) return { name: 'other', messages: [] };
  // Without names: a conversation is passed to us, and taken from us.
  const isOurs = isOurApp(control, parts) ?? pass !== undefined;
  const signal = isOurs ? 'released' : 'officer';
  return { name: 'thread_control', messages: [{ ...head(event), signal }] };
}

/** True, false, or (we do not know our own id, or whose it is) undefined. */
function isOurApp({ new_owner_app_id: owner }: Control, { appId }: EventParts) {
  if (appId === undefined || owner === null || owner === undefined) return undefined;
  return owner === appId;
}

/** What the page sent: by us, or by an officer in the page's inbox or another program. */
function echo(event: PageEvent, message: Message, { appId, handsBack }: EventParts): Inbound[] {
  const { app_id: by, metadata, mid, text } = message;
  if (metadata === MARK || (appId !== undefined && by === appId)) return [];
  const person = event.recipient.id;
  const signal = handsBack(text ?? '') ? 'handed-back' : 'officer';
  return [{ ...head(event), person, eventId: `echo:${mid}`, signal }];
}

function said(event: PageEvent, message: Message, parts: EventParts): Inbound[] {
  const { mid, text, quick_reply: quick, attachments = [] } = message;
  const source = sourceOf(message.referral, parts);
  const from = { ...head(event), eventId: mid, ...(source !== undefined && { source }) };
  const tap = tapOf(quick?.payload);
  if (tap !== undefined) return [{ ...from, tap }];
  const words = text?.trim() ? text.slice(0, MAX_TEXT) : undefined;
  const kind = kindOf(attachments);
  // Beside words only a picture is a matter of its own: the advice about ID cards.
  if (words !== undefined && kind !== 'image') return [{ ...from, text: words }];
  const attached: Inbound = { ...from, attachment: { kind: kind ?? 'other' } };
  if (words === undefined) return [attached];
  return [attached, { ...from, eventId: `${mid}#text`, text: words }];
}

function kindOf(attachments: readonly Attachment[]): Kind | undefined {
  const isSticker = ({ type, payload }: Attachment) =>
    type === 'sticker' || (payload?.sticker_id ?? null) !== null;
  if (attachments.some(isSticker)) return 'sticker';
  const [first] = attachments;
  return first && (KINDS[first.type] ?? 'other');
}

/** "Get started" is a greeting; on a shared page it is one to nobody, unless it came by our link. */
function pressed(event: PageEvent, parts: EventParts): Inbound[] {
  const { mid, payload, referral } = event.postback!;
  const source = sourceOf(referral, parts);
  const from = {
    ...head(event),
    ...(mid !== undefined && { eventId: mid }),
    ...(source !== undefined && { source }),
  };
  const tap = tapOf(payload);
  if (tap !== undefined) return [{ ...from, tap }];
  if (source !== undefined || payload === GET_STARTED) return [{ ...from, text: GREETING }];
  return [];
}

function tapOf(payload: string | undefined): string | undefined {
  if (!payload?.startsWith(TAP)) return undefined;
  const tap = payload.slice(TAP.length);
  return tap === '' || tap.length > 1000 ? undefined : tap;
}

function sourceOf(referral: Referral | undefined, { isOurs }: EventParts): string | undefined {
  const ref = referral?.ref?.trim();
  return ref && isOurs(ref) ? ref.slice(0, MAX_SOURCE) : undefined;
}

/** Events without a message have no name of their own; the same one sent again is the same. */
function head(event: PageEvent): Pick<Inbound, 'channel' | 'person' | 'eventId' | 'at'> {
  const { sender, timestamp } = event;
  const what = Object.keys(event).sort().join(' ');
  const name = `${what} ${sender.id} ${timestamp} ${event.postback?.payload ?? ''}`;
  return {
    channel: 'messenger',
    person: sender.id,
    eventId: createHash('sha256').update(name).digest('base64url'),
    at: new Date(timestamp),
  };
}
