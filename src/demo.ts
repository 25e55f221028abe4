import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openDatabase } from './database/open.ts';
import { DemoError } from './demo/connection.ts';
import { fillWithDemo } from './demo/fill.ts';
import { removeDemo } from './demo/remove.ts';
import { FlowsError, loadBot } from './load.ts';
import { createLog } from './log.ts';
import { loadSettings, publicUrl, SettingsError } from './settings.ts';

const USAGE = `npm run demo                          three months of conversations that nobody had, up to now
npm run demo -- --remove              removes them, and nothing else
    --days <1 to 366>                 how far back they begin (92)
    --conversations <1 to 100000>     how many there are (4000)
    --seed <text>                     others than usual
Only on a database without real conversations; a service may run on it meanwhile.
`;

const whole = (name: string, most: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most, `allowed a whole number from 1 to ${most}`)
    .describe(name);

const Options = z.object({
  days: whole('days', 366).default(92),
  conversations: whole('conversations', 100_000).default(4000),
  seed: z.string().min(1).max(100).default('demo'),
  remove: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** `npm run demo`: fills a database with a demonstration, or removes it. */
async function main(): Promise<void> {
  const options = parse(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const settings = loadSettings();
  const log = createLog('error');
  const database = await openDatabase(settings, log);
  const began = performance.now();
  const took = () => `${Math.round((performance.now() - began) / 1000)} s`;
  try {
    if (options.remove) {
      const removed = await removeDemo(database, log, show);
      process.stdout.write(`demonstration of ${removed} conversations removed in ${took()}\n`);
      return;
    }
    const made = await fillWithDemo({
      database,
      loaded: loadBot(undefined, join(settings.dataDir, 'cache')),
      log,
      now: new Date(),
      seed: options.seed,
      days: options.days,
      conversations: options.conversations,
      publicUrl: publicUrl(settings),
      channels: settings.channels,
      onProgress: show,
    });
    process.stdout.write(
      `demonstration of ${made.conversations} conversations with ${made.messages} messages, ` +
        `${made.firstDay} to ${made.lastDay}, made in ${took()}\nremove it by: npm run demo -- --remove\n`,
    );
  } finally {
    await database.close();
  }
}

/** In a terminal one line that moves on, elsewhere one line for every tenth. */
function show(percent: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${percent} %${percent === 100 ? '\n' : ''}`);
  else if (percent % 10 === 0) process.stdout.write(`${percent} %\n`);
}

function parse(args: string[]): z.infer<typeof Options> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        days: { type: 'string' },
        conversations: { type: 'string' },
        seed: { type: 'string' },
        remove: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return Options.parse(values);
  } catch (error) {
    const found = args.join(' ');
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new DemoError(`found ${found}: ${why}\n${USAGE}`);
  }
}

try {
  await main();
} catch (error) {
  const isPlain =
    error instanceof SettingsError || error instanceof FlowsError || error instanceof DemoError;
  process.stderr.write(`${isPlain ? (error as Error).message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
