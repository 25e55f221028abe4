import { z } from 'zod';

const Id = z.string().min(1).max(200);
const Words = z.string().nullish();

/** Who wrote, where and what; of pictures and voices the addresses are not taken over. */
export const ZaloBotMessage = z.object({
  message_id: Id.nullish(),
  /** Milliseconds since 1970 by the documentation; some clients read it as seconds. */
  date: z.number().nonnegative().max(8.64e15).nullish(),
  /** `PRIVATE` or `GROUP`. */
  chat: z.object({ id: Id, chat_type: Words }).nullish(),
  from: z.object({ id: Id.nullish(), is_bot: z.boolean().nullish() }).nullish(),
  text: Words,
  caption: Words,
  /** The documentation has `photo`, real pictures come with `photo_url`. */
  photo: z.unknown().optional(),
  photo_url: z.unknown().optional(),
  sticker: z.unknown().optional(),
  voice_url: z.unknown().optional(),
});

export type ZaloBotMessage = z.infer<typeof ZaloBotMessage>;

/** `message.text.received` and its like; what Zalo does not pass on may come without any message. */
const Update = z.object({
  event_name: z.string().regex(/^[a-z0-9_.]{1,64}$/),
  message: ZaloBotMessage.nullish(),
});

export type ZaloBotUpdate = z.infer<typeof Update>;

/**
 * Reads an update, which comes bare (`{event_name, message}`) or wrapped as the documentation has it
 * (`{ok, result}`). Throws a `ZodError` for any other shape.
 */
export function readUpdate(body: unknown): ZaloBotUpdate {
  const { result } = (body ?? {}) as { result?: unknown };
  return Update.parse(result ?? body);
}
