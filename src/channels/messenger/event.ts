import { z } from 'zod';

const Id = z.string().min(1).max(200);
/** Room is left in an event's id for what tells two messages of one event apart. */
const MessageId = z.string().min(1).max(480);
/** A string since v12.0 of the Graph API, a number before. */
const AppId = z.union([z.string(), z.number()]).transform(String);

/** Where a person came from: `ref` of an m.me link or of an advertisement. */
const Referral = z.object({ ref: z.string().optional() });

export type Referral = z.infer<typeof Referral>;

const Attachment = z.object({
  type: z.string(),
  /** A sticker is also an image of this number; from September 2026 only a `sticker`. */
  payload: z.object({ sticker_id: z.unknown().optional() }).nullish(),
});

export type Attachment = z.infer<typeof Attachment>;

/** A message of the person, or (`is_echo`) of the page, whoever wrote that. */
const Message = z.object({
  mid: MessageId,
  text: z.string().optional(),
  quick_reply: z.object({ payload: z.string().optional() }).optional(),
  attachments: z.array(Attachment).optional(),
  referral: Referral.optional(),
  is_echo: z.boolean().optional(),
  app_id: AppId.nullish(),
  /** Of an echo: what its sender gave along. */
  metadata: z.string().optional(),
});

export type Message = z.infer<typeof Message>;

const Control = z.object({ new_owner_app_id: AppId.nullish() });

export type Control = z.infer<typeof Control>;

/**
 * One event of `entry[].messaging`, as far as we read it; which fields there are tells what it is
 * (developers.facebook.com/docs/messenger-platform/reference/webhook-events). Whatever else is in it
 * (addresses of pictures, titles) is not taken over.
 */
export const PageEvent = z.object({
  sender: z.object({ id: Id }),
  recipient: z.object({ id: Id }),
  /** Milliseconds since 1970. */
  timestamp: z.number().int().nonnegative().max(8.64e15),
  message: Message.optional(),
  postback: z
    .object({
      mid: MessageId.optional(),
      payload: z.string().optional(),
      referral: Referral.optional(),
    })
    .optional(),
  referral: Referral.optional(),
  /** Handover protocol: the conversation was given to an app, or taken from ours. */
  pass_thread_control: Control.optional(),
  take_thread_control: Control.optional(),
});

export type PageEvent = z.infer<typeof PageEvent>;

/** What Facebook posts: events of one or more pages, up to 1000 at once. */
export const Batch = z.object({
  object: z.string(),
  entry: z.array(
    z.object({
      id: Id,
      messaging: z.array(z.unknown()).optional(),
      /** What happens while another app has the conversation. */
      standby: z.array(z.unknown()).optional(),
    }),
  ),
});
