import { z } from 'zod';

const TOKEN_ALLOWED = 'a token as BotFather gives it: digits, a colon, at least 20 letters';

/** The variables of this channel, for `ChannelEnvironment`; messages say what is allowed. */
export const telegramEnvironment = {
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d{1,20}:[A-Za-z0-9_-]{20,}$/, TOKEN_ALLOWED)
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/, '16 to 256 of A-Z, a-z, 0-9, _ and -')
    .optional(),
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'an address that starts with http:// or https://' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://api.telegram.org'),
};

/** What the channel is told from outside. */
export interface TelegramSettings {
  /** The bot's token: its number, a colon, a secret. */
  token: string;
  /** What Telegram shows with each webhook request. Absent: one derived from the token. */
  webhookSecret?: string;
  /** Telegram's Bot API or a local server of it, without a slash at its end. */
  apiRoot: string;
}

/** The settings out of their variables; undefined without a token: the channel is off. */
export function telegramSettings(
  env: z.infer<z.ZodObject<typeof telegramEnvironment>>,
): TelegramSettings | undefined {
  const { TELEGRAM_BOT_TOKEN, TELEGRAM_WEBHOOK_SECRET, TELEGRAM_API_ROOT } = env;
  if (TELEGRAM_BOT_TOKEN === undefined) return undefined;
  return {
    token: TELEGRAM_BOT_TOKEN,
    apiRoot: TELEGRAM_API_ROOT,
    ...(TELEGRAM_WEBHOOK_SECRET !== undefined && { webhookSecret: TELEGRAM_WEBHOOK_SECRET }),
  };
}
