import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeyring } from '../../database/keyring.ts';
import { secret } from '../../database/secrets.ts';
import type { CheckResult } from '../channel.ts';
import type { LoginParts } from '../platform.ts';
import { inBlocks } from './blocks.ts';
import { zaloFetch } from './fetch.ts';
import { createSessionStore } from './session-store.ts';
import type { ZaloPersonalSettings } from './settings.ts';

/** Told at every start and before every login. */
export const WARNING =
  'unofficial: it plays the web client of a personal account, which Zalo’s terms forbid; the account may be locked. Use one that nobody would miss.';

/** Zalo holds a request until the code is scanned; milliseconds. */
const HELD_MS = 130_000;

/** Codes in a row, each good for 100 s, until it is given up. */
const CODES = 5;

/**
 * Logs in by a code that the account's owner scans in the Zalo app, from the terminal or from a
 * picture in the data folder, and keeps the session encrypted for all nodes; the one that listens
 * takes it up within seconds. Never rejects for a login that did not come about.
 */
export async function logInZaloPersonal(
  parts: LoginParts<ZaloPersonalSettings>,
): Promise<CheckResult> {
  const { settings, pool, dataDir, now, say } = parts;
  const { logInByCode } = await import('./zca.ts');
  const keyring = createKeyring(settings.keys, () => secret(pool, 'keyring'));
  const file = join(dataDir, 'zalo-personal-login.png');
  say(WARNING);
  try {
    await mkdir(dataDir, { recursive: true });
    const events = {
      async shown(picture: Buffer) {
        // Whoever scans it logs in with their own account.
        await writeFile(file, picture, { mode: 0o600 });
        const drawn = inBlocks(picture);
        const code = drawn === undefined ? '' : `\n${drawn}`;
        say(`scan this with Zalo on the telephone, within 100 seconds: ${file}${code}`);
      },
      scanned: () => say('scanned; confirm on the telephone'),
    };
    const session = await logInByCode(zaloFetch(settings.root, HELD_MS), events, CODES);
    await createSessionStore(pool, keyring).put(session, now());
    return { ok: true, message: `account ${session.uid} is logged in` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `not logged in: ${why.replace(/\s+/g, ' ').slice(0, 200)}` };
  } finally {
    await rm(file, { force: true });
  }
}
