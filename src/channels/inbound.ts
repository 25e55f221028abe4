import { z } from 'zod';

/**
 * Text as PostgreSQL can keep it: its JSON takes neither NUL nor half of a surrogate pair, and a
 * person (or a broken client) can send both.
 */
export const Storable = z.string().transform((text) => text.replaceAll('\0', '').toWellFormed());

/** Names are compared, so one that PostgreSQL cannot keep is refused, not changed into another. */
export const Id = z
  .string()
  .min(1)
  .max(512)
  .refine((id) => id.isWellFormed() && !id.includes('\0'), 'no text that can be stored');

/** What was attached. Its content is not fetched: the assistant reads words. */
export const Attachment = z.strictObject({
  kind: z.enum([
    'image',
    'audio',
    'video',
    'file',
    'sticker',
    'location',
    'contact',
    // The platform says that there was something, and not what.
    'withheld',
    'other',
  ]),
});

/**
 * Something that happened in the chat without the person writing to the bot. It changes what the
 * conversation is; of all but `handed-back` the person sees nothing.
 * - `officer`: one of the staff wrote to the person by the platform's own means. The assistant keeps
 *   silent from then on, so that two do not speak at once.
 * - `released`: the staff are done; the assistant may speak again.
 * - `handed-back`: the same in words of an officer that the person read: the assistant says that it
 *   listens again.
 * - `withdrawn`: the person took back their consent with the platform: everything is erased.
 */
export const Signal = z.enum(['officer', 'released', 'handed-back', 'withdrawn']);

/** One message of a person, whatever platform it came in on. Channels make it, delivery carries it. */
export const Inbound = z
  .strictObject({
    /** Name of the channel: `web`, `telegram`. */
    channel: z.string().regex(/^[a-z][a-z0-9-]*$/),
    /** The channel's name for the person or chat; replies go there. One person, one conversation. */
    person: Id,
    /** The platform's name for this event. The same one again is the same message, sent again. */
    eventId: Id,
    /** When the platform says it was written. */
    at: z.date(),
    text: Storable.pipe(z.string().max(10_000)).optional(),
    /** Payload of a pressed button. */
    tap: Storable.pipe(z.string().min(1).max(1000)).optional(),
    attachment: Attachment.optional(),
    signal: Signal.optional(),
    /** Where the person came from (a QR code, a page), when the platform tells; the first one is kept. */
    source: Storable.pipe(z.string().min(1).max(200)).optional(),
  })
  .refine((message) => contents(message) === 1, 'exactly one of text, tap, attachment and signal');

export type Inbound = z.infer<typeof Inbound>;

function contents(message: Partial<Record<'text' | 'tap' | 'attachment' | 'signal', unknown>>) {
  const { text, tap, attachment, signal } = message;
  return [text, tap, attachment, signal].filter((content) => content !== undefined).length;
}

/** The part of a message that waits in the inbox; the rest has columns of its own. */
export type Payload = Pick<Inbound, 'text' | 'tap' | 'attachment' | 'signal' | 'source'> & {
  at: string;
};

/** What the inbox keeps of a message until it is answered. */
export function toPayload({ at, text, tap, attachment, signal, source }: Inbound): Payload {
  return { at: at.toISOString(), text, tap, attachment, signal, source };
}

/** The message again, out of its row. */
export function fromPayload(
  row: { channel: string; person: string; eventId: string },
  payload: Payload,
): Inbound {
  const { channel, person, eventId } = row;
  return { channel, person, eventId, ...payload, at: new Date(payload.at) };
}
