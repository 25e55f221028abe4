import { parseArgs } from 'node:util';
import { z } from 'zod';
import { writeAudit } from './console/audit/log.ts';
import { LINK_MS, makeLink } from './console/sign-in/links.ts';
import { addOfficer, findOfficer, removeTwoFactor } from './console/sign-in/officers.ts';
import { openDatabase } from './database/open.ts';
import { transaction } from './database/transaction.ts';
import { createLog } from './log.ts';
import { loadSettings, publicUrl, SettingsError } from './settings.ts';

const USAGE = 'npm run officer -- <e-mail address> [--name "…"] [--remove-two-factor]';

/** What was typed cannot be taken; the message is all there is to show. */
class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * `npm run officer -- <e-mail address>`: an administrator for the officers' console who is not there
 * yet, so also the first one. Of an officer who is there: a way back in, with `--remove-two-factor`
 * also for who lost their device. Prints a link that works once, for a day, to set name and password.
 * The service may run meanwhile.
 */
async function main(): Promise<void> {
  const { email, name, isFactorLost } = parse(process.argv.slice(2));
  const settings = loadSettings();
  const database = await openDatabase(settings, createLog('error'));
  const { pool } = database;
  const at = new Date();
  try {
    const known = await findOfficer(pool, { email });
    if (known !== undefined && !known.active) {
      throw new UsageError(`${email}: deactivated; an administrator can make them active again`);
    }
    const isRemoved = known !== undefined && isFactorLost;
    const { link } = await transaction(pool, async (db) => {
      const id =
        known?.id ??
        (await addOfficer(db, { email, name: name ?? email, role: 'administrator' }, at));
      if (id === undefined) throw new UsageError(`${email}: was added just now; run this again`);
      if (isRemoved) await removeTwoFactor(db, id);
      await writeAudit(db, {
        action: known === undefined ? 'officer-invited' : 'officer-changed',
        about: `${email} ${known === undefined ? 'role=administrator' : 'link'}${isRemoved ? ' two-factor=removed' : ''}`,
        at,
      });
      return makeLink(db, id, publicUrl(settings), at);
    });
    const who = known === undefined ? 'a new administrator' : `an officer already, ${known.role}`;
    process.stdout.write(
      `${email}: ${who}. To be used once, within ${LINK_MS / 3_600_000} hours:\n${link}\n`,
    );
  } finally {
    await database.close();
  }
}

function parse(args: string[]): { email: string; name: string | undefined; isFactorLost: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { name: { type: 'string' }, 'remove-two-factor': { type: 'boolean' } },
    });
    const email = z.email().max(254).toLowerCase().safeParse(positionals[0]);
    if (!email.success || positionals.length !== 1) throw new UsageError('one e-mail address');
    const name = values.name?.trim().slice(0, 200) || undefined;
    return { email: email.data, name, isFactorLost: values['remove-two-factor'] === true };
  } catch (error) {
    const found = args.length === 0 ? 'nothing' : args.join(' ');
    throw new UsageError(`found ${found} (${(error as Error).message}), allowed: ${USAGE}`);
  }
}

try {
  await main();
} catch (error) {
  const isPlain = error instanceof SettingsError || error instanceof UsageError;
  process.stderr.write(`${isPlain ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
