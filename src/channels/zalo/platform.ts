import type { Platform } from '../platform.ts';
import { ZALO } from './capabilities.ts';
import { type ZaloSettings, zaloEnvironment, zaloSettings } from './settings.ts';

export const zalo: Platform<'zalo', ZaloSettings, typeof zaloEnvironment> = {
  name: 'zalo',
  capabilities: ZALO,
  environment: zaloEnvironment,
  settings: zaloSettings,
  shared: 'by-default',
  open: async (settings, context) => (await import('./zalo.ts')).createZalo(settings, context),
};
