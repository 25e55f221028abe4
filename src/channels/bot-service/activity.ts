import { z } from 'zod';
import {
  type Content,
  contentOf,
  MAX_TEXT,
  parseClientActivity,
} from '../direct-line/client-activity.ts';
import { DirectLineError } from '../direct-line/error.ts';
import { type Inbound, Storable, Id as StorableId } from '../inbound.ts';

const Id = StorableId.max(200);

/** Who sent an activity, to whom, by which service: what a token vouches for and a reply needs. */
export const Envelope = z.object({
  type: z.string().min(1).max(100),
  /** `directline`, `webchat`, `msteams` … */
  channelId: z.string().regex(/^[\w-]{1,50}$/),
  /** Where replies are posted to. */
  serviceUrl: z.url({ protocol: /^https?$/ }).max(500),
  conversation: z.object({ id: Id, isGroup: z.boolean().nullish() }),
  from: z.object({ id: Id, role: z.string().nullish() }).nullish(),
  /** The bot. */
  recipient: z.object({ id: Id, name: Storable.pipe(z.string().max(200)).nullish() }),
});

export type Envelope = z.infer<typeof Envelope>;

/** What else matters of an activity; everything besides is ignored, `channelData` and `entities` too. */
const Rest = z.object({
  id: Id.nullish(),
  timestamp: z.coerce.date().nullish(),
  membersAdded: z.array(z.object({ id: Id })).nullish(),
  name: z.string().nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).nullish(),
});

/**
 * The house's name for whoever speaks in a conversation. It is the conversation's and not the
 * sender's: of the two only the conversation is bound to the token, a page may say any `from.id`.
 */
export function personOf({ channelId, conversation }: Envelope): string {
  return `${channelId}:${conversation.id}`;
}

/**
 * The messages in a verified activity. Somebody who joins is greeted, once. Nothing for what concerns
 * nobody: groups (others would read what a person says of themselves), typing, reactions, our own.
 * Throws a `ZodError` for what is no activity.
 */
export function messagesIn(body: unknown, now: () => Date): Inbound[] {
  const envelope = Envelope.parse(body);
  const { id, timestamp, membersAdded, ...said } = Rest.parse(body);
  const { type, conversation, from, recipient } = envelope;
  if (conversation.isGroup === true || from?.role === 'bot') return [];
  const person = personOf(envelope);
  const message = { channel: 'bot-service', person, at: timestamp ?? now() };
  if (type === 'conversationUpdate') {
    const joined = (membersAdded ?? []).some((member) => member.id !== recipient.id);
    const greeting = contentOf({ type: 'event', name: 'start' });
    return joined ? [{ ...message, eventId: `${person} joined`, ...greeting }] : [];
  }
  const content = meaning({ ...said, type });
  if (content === undefined) return [];
  return [{ ...message, eventId: `${person} ${Id.parse(id)}`, ...content }];
}

/** As the Direct Line endpoint understands it; nothing for a message that says nothing it knows. */
function meaning({ type, name, text, value, attachments }: Said): Content | undefined {
  try {
    return contentOf(
      parseClientActivity({
        type,
        ...(name != null && { name }),
        ...(text != null && { text: text.slice(0, MAX_TEXT) }),
        ...(value != null && { value }),
        // Teams sends each text again, as an attachment in HTML.
        ...(attachments != null && !text?.trim() && { attachments: attachments.slice(0, 20) }),
      }),
    );
  } catch (error) {
    if (error instanceof DirectLineError) return undefined;
    throw error;
  }
}

type Said = Pick<z.infer<typeof Rest>, 'name' | 'text' | 'value' | 'attachments'> & {
  type: string;
};
