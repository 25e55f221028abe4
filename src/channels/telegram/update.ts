import { z } from 'zod';

const Id = z.number().int();

/** Of `type` only `private` is answered: elsewhere others would read what a person says of themselves. */
const Chat = z.object({ id: Id, type: z.string() });

/** A message of a person. Which other fields there are tells what it holds, so they are kept. */
export const TelegramMessage = z.looseObject({
  message_id: Id,
  /** Seconds since 1970, as far as there are dates. */
  date: Id.nonnegative().max(8.64e12),
  chat: Chat,
  from: z.object({ is_bot: z.boolean().optional() }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  /** The same for all pictures of an album, each of which is a message. */
  media_group_id: z.string().optional(),
  document: z.object({ mime_type: z.string().optional() }).optional(),
});

export type TelegramMessage = z.infer<typeof TelegramMessage>;

const Button = z.object({
  text: z.string(),
  callback_data: z.string().optional(),
  url: z.string().optional(),
});

export type Button = z.infer<typeof Button>;

/** A pressed button. `message` is the one of ours under which it stood; an old one has no keyboard. */
export const CallbackQuery = z.object({
  id: z.string().min(1),
  data: z.string().optional(),
  message: z
    .object({
      message_id: Id.optional(),
      chat: Chat,
      reply_markup: z.object({ inline_keyboard: z.array(z.array(Button)) }).optional(),
    })
    .optional(),
});

export type CallbackQuery = z.infer<typeof CallbackQuery>;

/** What the Bot API delivers, of the kinds in {@link ALLOWED_UPDATES}. */
export const Update = z.object({
  /** Grows by one; the same number again is the same update, delivered again. */
  update_id: Id,
  message: TelegramMessage.optional(),
  callback_query: CallbackQuery.optional(),
});

export type Update = z.infer<typeof Update>;

/** The kinds of updates that are asked for. */
export const ALLOWED_UPDATES = ['message', 'callback_query'] as const;
