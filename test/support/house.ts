import { inject } from 'vitest';
import type { ChannelSettings } from '../../src/channels/settings.ts';
import type { Database } from '../../src/database/open.ts';
import { freePort } from '../../src/database/postmaster.ts';
import { startService } from '../../src/service.ts';
import { parseSettings, type Settings } from '../../src/settings.ts';
import { testLog } from './database.ts';

/** The real service in this process: bot, channels, delivery, HTTP. */
export interface House {
  /** Where it really listens; `settings.publicUrl` may be an address that leads nowhere from here. */
  url: string;
  settings: Settings;
  stop(): Promise<void>;
}

/** Opens it on a database, with these channels and variables over the defaults. */
export async function openHouse(
  database: Pick<Database, 'url'>,
  channels: Partial<ChannelSettings>,
  env: Record<string, string> = {},
): Promise<House> {
  const port = await freePort();
  const parsed = parseSettings({ PORT: String(port), DATABASE_URL: database.url, ...env });
  const settings = { ...parsed, channels: { ...parsed.channels, ...channels } };
  const { stop } = await startService(settings, testLog, inject('consolePages'));
  return { url: `http://127.0.0.1:${port}`, settings, stop };
}
