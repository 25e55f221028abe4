import type { Inbound } from '../inbound.ts';
import type { TelegramMessage, Update } from './update.ts';
import type { TelegramWords } from './words.ts';

/** What is needed to read an update. */
export interface MessagesParts {
  /** The number in the bot's token. Update numbers are unique only for one bot. */
  bot: string;
  commands: TelegramWords['commands'];
  /** Telegram does not tell when a button was pressed. */
  now(): Date;
}

type AttachmentKind = NonNullable<Inbound['attachment']>['kind'];

/** Fields that hold something else than words; an earlier one comes with later ones beside it. */
const KINDS: readonly (readonly [field: string, kind: AttachmentKind])[] = [
  ['photo', 'image'],
  ['voice', 'audio'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['animation', 'video'],
  ['document', 'file'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['venue', 'location'],
  ['contact', 'contact'],
  ['poll', 'other'],
  ['dice', 'other'],
  ['story', 'other'],
  ['game', 'other'],
  ['checklist', 'other'],
  ['paid_media', 'other'],
];

/** `/start` with what followed `?start=` in the link (core.telegram.org/bots/features#deep-linking). */
const START = /^\/start(?:@\w+)?(?: +([A-Za-z0-9_-]{1,64}))?\s*$/i;

const COMMAND = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?=\s|$)/i;

/**
 * The messages in an update. Nothing for what concerns nobody: groups, other bots, service messages
 * ("pinned a message"). A picture with words is two: the advice about pictures, and the answer.
 */
export function messagesIn(update: Update, parts: MessagesParts): Inbound[] {
  const { message, callback_query: callback } = update;
  const eventId = `${parts.bot}:${update.update_id}`;
  if (callback?.message !== undefined) {
    const { chat } = callback.message;
    if (chat.type !== 'private' || !callback.data) return [];
    const person = String(chat.id);
    return [{ channel: 'telegram', person, eventId, at: parts.now(), tap: callback.data }];
  }
  if (message === undefined || message.chat.type !== 'private' || message.from?.is_bot) return [];
  const from = {
    channel: 'telegram',
    person: String(message.chat.id),
    at: new Date(message.date * 1000),
  };
  const kind = kindOf(message);
  const words = message.text ?? message.caption;
  const said: Inbound[] = words ? [{ ...from, eventId, ...meaning(words, parts.commands) }] : [];
  if (kind === undefined || (said.length > 0 && kind !== 'image')) return said;
  const album = message.media_group_id;
  const attached = `${parts.bot}:${album === undefined ? update.update_id : `album-${album}`}`;
  return [{ ...from, eventId: `${attached}:${kind}`, attachment: { kind } }, ...said];
}

function kindOf(message: TelegramMessage): AttachmentKind | undefined {
  const kind = KINDS.find(([field]) => message[field] !== undefined)?.[1];
  const isPicture = message.document?.mime_type?.startsWith('image/');
  return kind === 'file' && isPicture ? 'image' : kind;
}

/** A command as the words it stands for; those of `/start` besides are where the person came from. */
function meaning(
  text: string,
  commands: TelegramWords['commands'],
): Pick<Inbound, 'text' | 'source'> {
  const start = START.exec(text);
  if (start !== null) return { text: '/start', ...(start[1] && { source: start[1] }) };
  const name = COMMAND.exec(text)?.[1]?.toLowerCase();
  return { text: commands.find(({ command }) => command === name)?.says ?? text };
}
