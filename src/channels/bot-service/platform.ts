import type { Platform } from '../platform.ts';
import { BOT_SERVICE } from './capabilities.ts';
import { erase } from './erase.ts';
import { type BotServiceSettings, botServiceEnvironment, botServiceSettings } from './settings.ts';

export const botService: Platform<'bot-service', BotServiceSettings, typeof botServiceEnvironment> =
  {
    name: 'bot-service',
    capabilities: BOT_SERVICE,
    environment: botServiceEnvironment,
    settings: botServiceSettings,
    erase,
    open: async (settings, context) =>
      (await import('./bot-service.ts')).createBotService(settings, context),
  };
