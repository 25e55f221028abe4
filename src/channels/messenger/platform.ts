import type { Platform } from '../platform.ts';
import { MESSENGER } from './capabilities.ts';
import { type MessengerSettings, messengerEnvironment, messengerSettings } from './settings.ts';

export const messenger: Platform<'messenger', MessengerSettings, typeof messengerEnvironment> = {
  name: 'messenger',
  capabilities: MESSENGER,
  environment: messengerEnvironment,
  settings: messengerSettings,
  shared: 'by-default',
  open: async (settings, context) =>
    (await import('./messenger.ts')).createMessenger(settings, context),
};
