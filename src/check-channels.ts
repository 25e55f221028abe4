import type { Channel, CheckResult } from './channels/channel.ts';
import { openChannels } from './channels/channels.ts';
import { createMetrics } from './channels/metrics.ts';
import { PLATFORMS } from './channels/registry.ts';
import { logInZaloPersonal } from './channels/zalo-personal/login.ts';
import { openDatabase } from './database/open.ts';
import { loadChannelWords } from './load.ts';
import { createLog } from './log.ts';
import { loadSettings, publicUrl, SettingsError } from './settings.ts';

const out = (line: string) => process.stdout.write(`${line}\n`);

/**
 * `npm run channels`: which platforms are configured; of each whether its credentials are good, and
 * its webhook set where the platform has a call for it. What is left to do by hand is printed. Ends
 * with 1 when one that is configured does not work.
 */
async function check(): Promise<number> {
  const settings = loadSettings();
  const log = createLog('error');
  const database = await openDatabase(settings, log);
  const platforms = openChannels({
    settings: settings.channels,
    words: loadChannelWords(),
    database,
    accept: () => Promise.reject(new Error('this process takes no messages')),
    metrics: createMetrics(),
    log,
    now: () => new Date(),
    publicUrl: publicUrl(settings),
  });
  let failed = 0;
  try {
    out(`web: always on, at ${publicUrl(settings)}/chat`);
    for (const name of PLATFORMS) {
      const channel = platforms.channels.find((candidate) => candidate.name === name);
      if (channel === undefined) {
        out(`${name}: off, no credentials are set`);
        continue;
      }
      for (const result of await results(channel)) {
        out(`${name}: ${result.ok ? 'ok' : 'FAILED'}, ${result.message}`);
        for (const todo of result.todo ?? []) out(`  to do: ${todo}`);
        if (!result.ok) failed++;
      }
    }
  } finally {
    await platforms.close();
    await database.close();
  }
  return failed === 0 ? 0 : 1;
}

/** A check that fails for want of a webhook is asked again once the webhook is set. */
async function results(channel: Channel): Promise<CheckResult[]> {
  const checked = await channel.check?.();
  if (checked === undefined) return [{ ok: true, message: 'configured' }];
  const registered = await channel.register?.();
  if (registered === undefined) return [checked];
  if (checked.ok) return [checked, registered];
  // Neither works: the credentials are no good, and one line says so.
  return registered.ok ? [registered, (await channel.check?.()) ?? checked] : [checked];
}

/** `npm run channels -- zalo-personal login`: logs in to the personal account by a code. */
async function login(): Promise<number> {
  const settings = loadSettings();
  const { zaloPersonal } = settings.channels;
  if (zaloPersonal === undefined) {
    out('zalo-personal: off, set ZALO_PERSONAL=on first');
    return 1;
  }
  const database = await openDatabase(settings, createLog('error'));
  try {
    const { ok, message } = await logInZaloPersonal({
      settings: zaloPersonal,
      pool: database.pool,
      dataDir: settings.dataDir,
      now: () => new Date(),
      say: (line) => out(`zalo-personal: ${line}`),
    });
    out(`zalo-personal: ${ok ? 'ok' : 'FAILED'}, ${message}`);
    return ok ? 0 : 1;
  } finally {
    await database.close();
  }
}

async function main([name, command, ...more]: readonly string[]): Promise<number> {
  if (name === undefined) return check();
  if (name === 'zalo-personal' && command === 'login' && more.length === 0) return login();
  out('npm run channels, or npm run channels -- zalo-personal login');
  return 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    `${error instanceof SettingsError ? error.message : (error as Error).stack}\n`,
  );
  process.exitCode = 1;
}
