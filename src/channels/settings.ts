import { z } from 'zod';
import {
  type BotServiceSettings,
  botServiceEnvironment,
  botServiceSettings,
} from './bot-service/settings.ts';
import { CHANNEL_NAMES, type ChannelName } from './capabilities.ts';
import {
  type MessengerSettings,
  messengerEnvironment,
  messengerSettings,
} from './messenger/settings.ts';
import {
  type TelegramSettings,
  environment as telegramEnvironment,
  telegramSettings,
} from './telegram/settings.ts';
import { type ZaloSettings, zaloEnvironment, zaloSettings } from './zalo/settings.ts';
import { type ZaloBotSettings, zaloBotEnvironment, zaloBotSettings } from './zalo-bot/settings.ts';
import {
  type ZaloPersonalSettings,
  zaloPersonalEnvironment,
  zaloPersonalSettings,
} from './zalo-personal/settings.ts';

const NAMES_ALLOWED = `none, or of ${CHANNEL_NAMES.join(', ')}, by commas`;
const RATE_ALLOWED = 'a whole number from 1 to 1000';

/**
 * The variables of all channels. An adapter keeps its own in `src/channels/<name>/settings.ts`
 * (which imports nothing but zod) as `environment`, a plain object of zod schemas, and
 * `<name>Settings(env)`, which gives what the adapter needs or undefined when it is off; both get a
 * line here. Messages say what is allowed.
 */
export const ChannelEnvironment = z.object({
  ...zaloEnvironment,
  ...telegramEnvironment,
  ...zaloBotEnvironment,
  ...zaloPersonalEnvironment,
  ...messengerEnvironment,
  ...botServiceEnvironment,
  SHARED_CHANNELS: z
    .string()
    .default('zalo,messenger,zalo-personal')
    .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((n) => n.trim())))
    .pipe(z.array(z.enum(CHANNEL_NAMES, { error: NAMES_ALLOWED }))),
  MESSAGES_PER_MINUTE: z
    .string()
    .regex(/^\d{1,4}$/, RATE_ALLOWED)
    .transform(Number)
    .refine((rate) => rate >= 1 && rate <= 1000, RATE_ALLOWED)
    .default(30),
});

export type ChannelEnvironment = z.infer<typeof ChannelEnvironment>;

/** What the channels are told from outside. */
export interface ChannelSettings {
  /**
   * Channels where people also write about other things, to staff: there the assistant speaks only
   * when it is meant. All others are its own.
   */
  shared: readonly ChannelName[];
  /** Messages of one person in a minute that are answered. */
  messagesPerMinute: number;
  zalo?: ZaloSettings;
  telegram?: TelegramSettings;
  messenger?: MessengerSettings;
  zaloBot?: ZaloBotSettings;
  zaloPersonal?: ZaloPersonalSettings;
  botService?: BotServiceSettings;
}

/** The channels' settings out of their variables. */
export function channelSettings(env: ChannelEnvironment): ChannelSettings {
  const zalo = zaloSettings(env);
  const telegram = telegramSettings(env);
  const messenger = messengerSettings(env);
  const zaloBot = zaloBotSettings(env);
  const zaloPersonal = zaloPersonalSettings(env);
  const botService = botServiceSettings(env);
  return {
    shared: sharedChannels(env.SHARED_CHANNELS, zaloPersonal !== undefined),
    messagesPerMinute: env.MESSAGES_PER_MINUTE,
    ...(zalo !== undefined && { zalo }),
    ...(telegram !== undefined && { telegram }),
    ...(messenger !== undefined && { messenger }),
    ...(zaloBot !== undefined && { zaloBot }),
    ...(zaloPersonal !== undefined && { zaloPersonal }),
    ...(botService !== undefined && { botService }),
  };
}

/** A personal account is never the assistant's alone. */
function sharedChannels(given: readonly ChannelName[], personal: boolean): readonly ChannelName[] {
  return personal ? [...new Set([...given, 'zalo-personal' as const])] : given;
}
