import { z } from 'zod';

const Id = z.string().min(1).max(200);
/** Zalo leaves out what it does not have, or sends it empty. */
const Party = z.looseObject({ id: Id.optional(), admin_id: z.string().optional() });

/**
 * An event of the webhook, as far as we read it. Which fields there are depends on the event's name;
 * all ids and times are strings, as 19 digits are no JavaScript number. Whatever else is in it (names,
 * phone numbers, addresses of pictures) is not taken over.
 */
export const ZaloEvent = z.object({
  event_name: z.string().regex(/^[a-z0-9_]{1,64}$/),
  timestamp: z.union([z.string().regex(/^\d{1,16}$/), z.number().int().nonnegative()]),
  app_id: Id.optional(),
  oa_id: Id.optional(),
  user_id: Id.optional(),
  sender: Party.optional(),
  recipient: Party.optional(),
  follower: Party.optional(),
  message: z
    .object({
      msg_id: Id.optional(),
      text: z.string().optional(),
      conversation_id: Id.optional(),
    })
    .optional(),
});

export type ZaloEvent = z.infer<typeof ZaloEvent>;

/** When the platform says it happened. */
export function timeOf({ timestamp }: ZaloEvent): Date {
  return new Date(Number(timestamp));
}
