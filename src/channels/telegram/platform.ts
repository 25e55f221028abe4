import type { Platform } from '../platform.ts';
import { TELEGRAM } from './capabilities.ts';
import { type TelegramSettings, telegramEnvironment, telegramSettings } from './settings.ts';

export const telegram: Platform<'telegram', TelegramSettings, typeof telegramEnvironment> = {
  name: 'telegram',
  capabilities: TELEGRAM,
  environment: telegramEnvironment,
  settings: telegramSettings,
  open: async (settings, context) =>
    (await import('./telegram.ts')).createTelegram(settings, context),
};
