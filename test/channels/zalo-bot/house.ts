import type { ZaloBotSettings } from '../../../src/channels/zalo-bot/settings.ts';
import { TOKEN } from './fake-zalo-bot-api.ts';

export { house } from '../telegram/house.ts';

export const settingsFor = (
  apiRoot: string,
  more: Partial<ZaloBotSettings> = {},
): ZaloBotSettings => ({ token: TOKEN, apiRoot, ...more });
