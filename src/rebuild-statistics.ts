import { openDatabase } from './database/open.ts';
import { createLog } from './log.ts';
import { readEvents } from './outreach/statistics/progress.ts';
import { loadSettings, SettingsError } from './settings.ts';

/**
 * `npm run statistics:rebuild`: makes every figure of the console anew from the events. The result
 * is the same as what the service keeps up to date while it runs; it may run meanwhile.
 */
async function main(): Promise<void> {
  const database = await openDatabase(loadSettings(), createLog('error'));
  try {
    const days = await readEvents(database.pool, {
      anew: true,
      tell: (counted, of) => process.stdout.write(`counted ${counted} of ${of} days\n`),
    });
    const span = days.length === 0 ? '' : `, ${days[0]} to ${days.at(-1)}`;
    process.stdout.write(`statistics made anew from the events of ${days.length} days${span}\n`);
  } finally {
    await database.close();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    `${error instanceof SettingsError ? error.message : (error as Error).stack}\n`,
  );
  process.exitCode = 1;
}
