import type { Platform } from '../platform.ts';
import { ZALO_PERSONAL } from './capabilities.ts';
import {
  zaloPersonalEnvironment as environment,
  type ZaloPersonalSettings,
  zaloPersonalSettings,
} from './settings.ts';
import { threadOf } from './thread.ts';

/** A personal account is never the assistant's alone, and in its groups others read along. */
export const zaloPersonal: Platform<'zalo-personal', ZaloPersonalSettings, typeof environment> = {
  name: 'zalo-personal',
  capabilities: ZALO_PERSONAL,
  environment,
  settings: zaloPersonalSettings,
  shared: 'always',
  isPublic: (person) => threadOf(person).member !== undefined,
  open: async (settings, context) =>
    (await import('./zalo-personal.ts')).createZaloPersonal(settings, context),
  login: async (parts) => (await import('./login.ts')).logInZaloPersonal(parts),
};
