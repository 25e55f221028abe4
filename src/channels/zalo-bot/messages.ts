import type { Inbound } from '../inbound.ts';
import type { ZaloBotMessage, ZaloBotUpdate } from './update.ts';

type Kind = NonNullable<Inbound['attachment']>['kind'];

/** Fields that tell what a message holds, whatever its event is called. */
const FIELDS: readonly (readonly [field: keyof ZaloBotMessage, kind: Kind])[] = [
  ['photo', 'image'],
  ['photo_url', 'image'],
  ['voice_url', 'audio'],
  ['sticker', 'sticker'],
];

/**
 * By the middle of the event's name. `unsupported` is a link, a card, a file, and anything from
 * people whom Zalo protects (children, people with disabilities): its content is never passed on.
 */
const EVENTS: Readonly<Record<string, Kind | 'text'>> = {
  text: 'text',
  image: 'image',
  sticker: 'sticker',
  voice: 'audio',
  unsupported: 'withheld',
};

/** What an update is for us. */
export interface ZaloBotEvent {
  /** `none`: about no private message; `nobody`: nothing tells whom to answer. */
  about: 'person' | 'nobody' | 'none';
  messages: Inbound[];
  /** No event of this name was known to us; it is answered as what cannot be read. */
  strange: boolean;
}

/** Before this many it is seconds, not milliseconds (the year 1973). */
const SECONDS = 1e11;

const MINUTE_MS = 60_000;

/**
 * The messages in an update. None of groups, where others would read what a person says of
 * themselves, and none of bots, our own included. A picture with words is two: the advice about
 * pictures, and the answer. `now` is for what comes without a time.
 */
export function readEvent({ event_name, message }: ZaloBotUpdate, now: Date): ZaloBotEvent {
  const [, what] = /^message\.(\w+)\.received$/.exec(event_name) ?? [];
  const event = { messages: [], strange: what === undefined || !Object.hasOwn(EVENTS, what) };
  if (what === undefined || message?.from?.is_bot === true) return { ...event, about: 'none' };
  const { chat, from } = message ?? {};
  if ((chat?.chat_type ?? 'PRIVATE') !== 'PRIVATE') return { ...event, about: 'none' };
  const person = chat?.id ?? from?.id;
  if (!message || !person) return { ...event, about: 'nobody' };

  const { date, message_id: id } = message;
  const at = date ? new Date(date < SECONDS ? date * 1000 : date) : now;
  const head = { channel: 'zalo-bot', person, at };
  // What has no name of its own is one event of that person and minute.
  const eventId = id ?? `${what}:${person}:${Math.floor(at.getTime() / MINUTE_MS)}`;
  const kind = kindOf(what, message);
  const words = [message.text, message.caption].find((text) => text?.trim());
  const messages: Inbound[] = words ? [{ ...head, eventId, text: words }] : [];
  if (messages.length === 0 || kind === 'image') {
    const attachment = { kind: kind === 'text' ? 'other' : kind };
    messages.unshift({ ...head, eventId: `${eventId}:${attachment.kind}`, attachment });
  }
  return { ...event, about: 'person', messages };
}

function kindOf(what: string, message: ZaloBotMessage): Kind | 'text' {
  const field = FIELDS.find(([name]) => message[name] !== undefined && message[name] !== null);
  return field?.[1] ?? (Object.hasOwn(EVENTS, what) ? EVENTS[what]! : 'other');
}
