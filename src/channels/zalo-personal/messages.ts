import { z } from 'zod';
import type { Inbound } from '../inbound.ts';
import { sourceCode } from '../keywords.ts';
import { personIn } from './thread.ts';
import type { Message } from './zca.ts';

/** What a message says, before it is known whether it was meant for the assistant. */
export interface Heard {
  /** Zalo's name for it. */
  id: string;
  /** When it was written. */
  at: Date;
  /** The group it was written in. */
  group?: string;
  /** In a group: somebody mentioned this account, and not just everybody. */
  mentioned: boolean;
  /** The messages of it, none for what says nothing (calls, notices). */
  messages: Inbound[];
}

type Kind = NonNullable<Inbound['attachment']>['kind'];

/** `msgType` by the web client's names (zca-js `getClientMessageType`, and others seen). */
const KINDS: Readonly<Record<string, Kind>> = {
  'chat.photo': 'image',
  'chat.doodle': 'image',
  'chat.gif': 'image',
  'chat.voice': 'audio',
  'chat.video.msg': 'video',
  'chat.video': 'video',
  'share.file': 'file',
  'chat.sticker': 'sticker',
  'chat.location.new': 'location',
  'chat.location': 'location',
  'chat.todo': 'other',
  'group.poll': 'other',
};

/** Ids are strings, or numbers too long for JavaScript, which come as objects that write themselves. */
const Id = z
  .unknown()
  .transform(String)
  .pipe(z.string().regex(/^\d{1,30}$/));

const Data = z.object({
  msgId: Id,
  uidFrom: Id,
  idTo: Id,
  ts: z.coerce.number().int().nonnegative().max(8.64e15),
  msgType: z.string(),
  content: z.union([
    z.string(),
    z.looseObject({ title: z.string().optional(), action: z.string().optional() }),
  ]),
  mentions: z
    .array(z.object({ uid: z.string(), pos: z.number(), len: z.number() }))
    .nullish()
    .transform((mentions) => mentions ?? []),
});

type Data = z.infer<typeof Data>;

/**
 * Reads a message that zca-js hands on; `uid` is our account. Undefined for our own. Throws when it
 * has no known shape.
 *
 * In a group the mention is taken out of the text ("@Tổ công nghệ id.vn là gì" asks "id.vn là gì"),
 * and the group is where the person came from.
 */
export function readMessage(message: Message, uid: string, codes: string): Heard | undefined {
  if (message.isSelf) return undefined;
  const data = Data.parse(message.data);
  const isGroup = message.type === 1;
  const group = isGroup ? { group: data.idTo } : {};
  const mentioned = data.mentions.some((mention) => mention.uid === uid);
  const at = new Date(data.ts);
  const from = {
    channel: 'zalo-personal',
    person: personIn(isGroup ? { id: data.idTo, member: data.uidFrom } : { id: data.uidFrom }),
    eventId: `${uid}:${data.msgId}`,
    at,
  };
  const messages = contents(data, uid).map((content, i): Inbound => {
    const eventId = i === 0 ? from.eventId : `${from.eventId}#${i}`;
    const code = sourceCode(content.text ?? '', codes);
    const source = isGroup ? { source: code ?? `zalo-group:${data.idTo}` } : {};
    return { ...from, eventId, ...content, ...source };
  });
  return { id: data.msgId, at, ...group, mentioned, messages };
}

/** The words and the attachment. Of a picture with words, both. */
function contents(data: Data, uid: string): Pick<Inbound, 'text' | 'attachment'>[] {
  const { msgType, content } = data;
  const words = typeof content === 'string' ? content : (content.title ?? '');
  const text = withoutMentions(words, data.mentions, uid);
  const said = text === '' ? [] : [{ text }];
  if (typeof content === 'string') {
    // A mention and nothing else is how one calls somebody in a group.
    return said.length === 0 && data.mentions.length > 0 ? [{ text: '/start' }] : said;
  }
  // A link is what the person typed, with an address in it. What else is recommended is a card, or a
  // notice of a call.
  if (msgType === 'chat.recommended' || msgType === 'chat.link') {
    if (content.action === 'recommened.user') return [{ attachment: { kind: 'contact' } }];
    return msgType === 'chat.link' || content.action === 'recommened.link' ? said : [];
  }
  const kind = KINDS[msgType];
  if (kind === undefined) return [];
  return [{ attachment: { kind } }, ...(kind === 'image' ? said : [])];
}

function withoutMentions(text: string, mentions: Data['mentions'], uid: string): string {
  let rest = text;
  for (const { uid: whom, pos, len } of mentions.toSorted((a, b) => b.pos - a.pos)) {
    if (whom === uid) rest = `${rest.slice(0, pos)} ${rest.slice(pos + len)}`;
  }
  return rest.replace(/ {2,}/g, ' ').trim();
}
