import type { Channel, CheckResult } from './channels/channel.ts';
import { openChannels } from './channels/channels.ts';
import { createMetrics } from './channels/metrics.ts';
import type { Platform } from './channels/platform.ts';
import { PLATFORMS } from './channels/registry.ts';
import { openDatabase } from './database/open.ts';
import { loadChannelWords } from './load.ts';
import { createLog } from './log.ts';
import { loadSettings, publicUrl, type Settings, SettingsError } from './settings.ts';

type Out = (line: string) => void;

const platforms: readonly Platform[] = PLATFORMS;

/**
 * `npm run channels`: which platforms are configured; of each whether its credentials are good, and
 * its webhook set where the platform has a call for it. What is left to do by hand is printed. Ends
 * with 1 when one that is configured does not work.
 */
async function check(settings: Settings, out: Out): Promise<number> {
  const log = createLog('error');
  const database = await openDatabase(settings, log);
  const { channels, close } = await openChannels({
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
    for (const { name } of platforms) {
      const channel = channels.find((candidate) => candidate.name === name);
      if (channel === undefined) {
        out(`${name}: off, not configured`);
        continue;
      }
      for (const result of await results(channel)) {
        tell(name, result, out);
        if (!result.ok) failed++;
      }
    }
  } finally {
    await close();
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

/** `npm run channels -- <platform> login`. */
async function login({ name, login }: Platform, settings: Settings, out: Out): Promise<number> {
  const { [name]: own }: Readonly<Record<string, unknown>> = { ...settings.channels };
  if (own === undefined || login === undefined) {
    out(`${name}: off, not configured`);
    return 1;
  }
  const database = await openDatabase(settings, createLog('error'));
  try {
    const result = await login({
      settings: own,
      pool: database.pool,
      dataDir: settings.dataDir,
      now: () => new Date(),
      say: (line) => out(`${name}: ${line}`),
    });
    tell(name, result, out);
    return result.ok ? 0 : 1;
  } finally {
    await database.close();
  }
}

function tell(name: string, { ok, message, todo = [] }: CheckResult, out: Out): void {
  out(`${name}: ${ok ? 'ok' : 'FAILED'}, ${message}`);
  for (const line of todo) out(`  to do: ${line}`);
}

/** What the operator asked for; returns the exit code. */
export async function checkChannels(
  [name, command, ...more]: readonly string[],
  settings: Settings,
  out: Out,
): Promise<number> {
  if (name === undefined) return check(settings, out);
  const known = platforms.filter((platform) => platform.login !== undefined);
  const platform = known.find((candidate) => candidate.name === name);
  if (platform !== undefined && command === 'login' && more.length === 0) {
    return login(platform, settings, out);
  }
  const logins = known.map((one) => `, or npm run channels -- ${one.name} login`);
  out(`npm run channels${logins.join('')}`);
  return 1;
}

if (import.meta.main) {
  const out: Out = (line) => process.stdout.write(`${line}\n`);
  try {
    process.exitCode = await checkChannels(process.argv.slice(2), loadSettings(), out);
  } catch (error) {
    process.stderr.write(
      `${error instanceof SettingsError ? error.message : (error as Error).stack}\n`,
    );
    process.exitCode = 1;
  }
}
