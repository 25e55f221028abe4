import type { Platform } from '../platform.ts';
import { ZALO_BOT } from './capabilities.ts';
import { type ZaloBotSettings, zaloBotEnvironment, zaloBotSettings } from './settings.ts';

export const zaloBot: Platform<'zalo-bot', ZaloBotSettings, typeof zaloBotEnvironment> = {
  name: 'zalo-bot',
  capabilities: ZALO_BOT,
  environment: zaloBotEnvironment,
  settings: zaloBotSettings,
  open: async (settings, context) =>
    (await import('./zalo-bot.ts')).createZaloBot(settings, context),
};
