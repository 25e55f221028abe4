import { z } from 'zod';

const TOKEN_ALLOWED = 'a token as Zalo Bot Manager gives it: digits, a colon, at least 16 letters';

/** The variables of this channel, for `ChannelEnvironment`; messages say what is allowed. */
export const zaloBotEnvironment = {
  ZALO_BOT_TOKEN: z
    .string()
    .regex(/^\d{1,30}:[A-Za-z0-9_-]{16,200}$/, TOKEN_ALLOWED)
    .optional(),
  // The platform takes 8 to 256.
  ZALO_BOT_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/, '16 to 256 of A-Z, a-z, 0-9, _ and -')
    .optional(),
  ZALO_BOT_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'an address that starts with http:// or https://' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://bot-api.zaloplatforms.com'),
};

/** What the channel is told from outside. */
export interface ZaloBotSettings {
  /** The bot's token: its number, a colon, a secret. */
  token: string;
  /** What Zalo shows with each webhook request. Absent: one derived from the token. */
  webhookSecret?: string;
  /** The Bot API's address, without a slash at its end. */
  apiRoot: string;
}

/** The settings out of their variables; undefined without a token: the channel is off. */
export function zaloBotSettings(
  env: z.infer<z.ZodObject<typeof zaloBotEnvironment>>,
): ZaloBotSettings | undefined {
  const { ZALO_BOT_TOKEN, ZALO_BOT_WEBHOOK_SECRET, ZALO_BOT_API_ROOT } = env;
  if (ZALO_BOT_TOKEN === undefined) return undefined;
  return {
    token: ZALO_BOT_TOKEN,
    apiRoot: ZALO_BOT_API_ROOT,
    ...(ZALO_BOT_WEBHOOK_SECRET !== undefined && { webhookSecret: ZALO_BOT_WEBHOOK_SECRET }),
  };
}
