import { z } from 'zod';
import type { Inbound } from '../inbound.ts';
import { type StoredActivity, userAccount } from './activity.ts';
import { DirectLineError } from './error.ts';

/** The longest message, in characters (code points). */
export const MAX_TEXT = 4000;

/** PostgreSQL's JSON takes neither NUL nor half of a surrogate pair. */
const Text = z.string().transform((text) => text.replaceAll('\0', '').toWellFormed());

const Short = Text.pipe(z.string().min(1).max(200));

/** What a client may post, as far as it matters here; everything else in it is ignored, not kept. */
const ClientActivity = z.object({
  type: Short,
  from: z
    .object({ id: Short.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  name: Short.optional().catch(undefined),
  code: Short.optional().catch(undefined),
  text: Text.optional(),
  value: z.unknown().optional(),
  attachments: z
    .array(z.object({ contentType: Short.catch('application/octet-stream') }))
    .max(20)
    .optional(),
  channelData: z
    .object({
      /** The sender's own name for it. Our widget's spelling; `ID` is Web Chat's. */
      clientActivityId: Short.optional().catch(undefined),
      clientActivityID: Short.optional().catch(undefined),
      payload: z.unknown().optional(),
      postBack: z.boolean().optional().catch(undefined),
      messageBack: z.object({ displayText: Text.optional() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export type ClientActivity = z.infer<typeof ClientActivity>;

/** What of a message the assistant is told; nothing for activities that only clients exchange. */
export type Content = Pick<Inbound, 'text' | 'tap' | 'attachment' | 'source'>;

/** The button that begins a conversation; the event `start` stands for pressing it. */
const WELCOME = 'flow:welcome';

/** Not sent to clients by Direct Line, and worth nothing later. They are accepted and dropped. */
const DROPPED = new Set(['typing', 'conversationUpdate', 'contactRelationUpdate']);

/** Reads the body of a POST; throws a {@link DirectLineError} (400). No message repeats a value. */
export function parseClientActivity(body: unknown): ClientActivity {
  const parsed = ClientActivity.safeParse(body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || 'body';
    throw new DirectLineError(400, 'BadArgument', `the activity is not well-formed: ${field}`);
  }
  if ([...(parsed.data.text ?? '')].length > MAX_TEXT) {
    throw new DirectLineError(
      400,
      'MessageSizeTooBig',
      `the text must have at most ${MAX_TEXT} characters`,
    );
  }
  return parsed.data;
}

/**
 * What is said to the assistant. A pressed button comes back as `value.payload` (from `messageBack`
 * and `postBack`) or as `channelData.payload`; words win over attachments, which nobody reads.
 */
export function contentOf(activity: ClientActivity): Content | undefined {
  if (activity.type === 'event' && activity.name === 'start') {
    const source = Short.safeParse(field(activity.value, 'source'));
    return { tap: WELCOME, ...(source.success && { source: source.data }) };
  }
  if (activity.type !== 'message') return undefined;
  const tap = payloadOf(activity);
  if (tap !== undefined) return { tap };
  const { text = '', attachments = [] } = activity;
  if (text.trim() !== '') return { text };
  if (attachments[0] !== undefined) return { attachment: { kind: kindOf(attachments[0]) } };
  throw new DirectLineError(400, 'BadArgument', 'the message is empty');
}

/**
 * What is kept and echoed to the conversation's clients; nothing for what no client gets. Words are
 * masked; of attachments only the type stays, of `channelData` what Web Chat needs to know its own
 * message again. Neither values nor names of files or people are kept: they may be personal.
 */
export function storedOf(
  activity: ClientActivity,
  user: string,
  mask: (text: string) => string,
): StoredActivity | undefined {
  const { type, name, code, text, attachments, channelData } = activity;
  if (DROPPED.has(type)) return undefined;
  const displayText = channelData?.messageBack?.displayText;
  const { clientActivityId, clientActivityID } = channelData ?? {};
  const kept = {
    ...(clientActivityId !== undefined && { clientActivityId }),
    ...(clientActivityID !== undefined && { clientActivityID }),
    ...(channelData?.postBack !== undefined && { postBack: channelData.postBack }),
    ...(displayText !== undefined && { messageBack: { displayText: mask(displayText) } }),
  };
  return {
    type,
    from: userAccount(user),
    ...(name !== undefined && { name }),
    ...(code !== undefined && { code }),
    ...(text !== undefined && { text: mask(text), textFormat: 'plain' }),
    ...(attachments !== undefined && {
      attachments: attachments.map(({ contentType }) => ({ contentType })),
    }),
    ...(Object.keys(kept).length > 0 && { channelData: kept }),
  };
}

/** The sender's own name for an activity: the same one again is the same activity, sent again. */
export function keyOf({ channelData }: ClientActivity): string | undefined {
  return channelData?.clientActivityId ?? channelData?.clientActivityID;
}

function payloadOf({ value, channelData }: ClientActivity): string | undefined {
  for (const given of [field(value, 'payload'), channelData?.payload]) {
    const payload = Text.pipe(z.string().min(1).max(1000)).safeParse(given);
    if (payload.success) return payload.data;
  }
  return undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** The kinds that delivery knows, by the first word of the content type. */
function kindOf({
  contentType,
}: {
  contentType: string;
}): NonNullable<Content['attachment']>['kind'] {
  if (contentType.startsWith('application/vnd.microsoft.card.')) return 'other';
  const family = contentType.split('/')[0];
  switch (family) {
    case 'image':
    case 'audio':
    case 'video':
      return family;
    case 'application':
    case 'text':
      return 'file';
    default:
      return 'other';
  }
}
