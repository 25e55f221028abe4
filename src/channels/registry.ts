import { botService } from './bot-service/platform.ts';
import { messenger } from './messenger/platform.ts';
import { telegram } from './telegram/platform.ts';
import { zalo } from './zalo/platform.ts';
import { zaloBot } from './zalo-bot/platform.ts';
import { zaloPersonal } from './zalo-personal/platform.ts';

/** Every platform; nothing else in `src/channels` knows one by its name. */
export const PLATFORMS = [zalo, telegram, messenger, zaloBot, zaloPersonal, botService] as const;
