import { createBotService } from './bot-service/bot-service.ts';
import type { ChannelName } from './capabilities.ts';
import type { Channel, ChannelContext } from './channel.ts';
import { createMessenger } from './messenger/messenger.ts';
import type { ChannelSettings } from './settings.ts';
import { createTelegram } from './telegram/telegram.ts';
import { createZalo } from './zalo/zalo.ts';
import { createZaloBot } from './zalo-bot/zalo-bot.ts';
import { createZaloPersonal } from './zalo-personal/zalo-personal.ts';

/** Makes a channel of its settings, or nothing when it is not configured. */
export type CreateChannel = (
  settings: ChannelSettings,
  context: ChannelContext,
) => Channel | undefined;

/**
 * Every platform, a line each: `({ telegram }, context) => createTelegram(telegram, context)`.
 * The web chat is no line: it is part of the house and always there.
 */
const CHANNELS: readonly CreateChannel[] = [
  ({ zalo }, context) => createZalo(zalo, context),
  ({ telegram }, context) => createTelegram(telegram, context),
  ({ messenger }, context) => createMessenger(messenger, context),
  ({ zaloBot }, context) => createZaloBot(zaloBot, context),
  ({ zaloPersonal }, context) => createZaloPersonal(zaloPersonal, context),
  ({ botService }, context) => createBotService(botService, context),
];

/** Their names, for an operator's list. */
export const PLATFORMS = [
  'zalo',
  'telegram',
  'messenger',
  'zalo-bot',
  'zalo-personal',
  'bot-service',
] as const satisfies readonly ChannelName[];

/** The channels that are configured. */
export function createChannels(
  settings: ChannelSettings,
  context: ChannelContext,
  all: readonly CreateChannel[] = CHANNELS,
): Channel[] {
  return all.flatMap((create) => create(settings, context) ?? []);
}
