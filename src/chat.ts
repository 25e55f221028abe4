import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createAssistant } from './assistant.ts';
import { renderForTerminal } from './channels/terminal/render.ts';
import { forgottenEvent } from './database/forgotten-event.ts';
import { type Database, openDatabase } from './database/open.ts';
import { startDelivery } from './delivery/delivery.ts';
import { fill, programmeWords } from './engine/text.ts';
import { dayOf } from './engine/turn.ts';
import { FlowsError, loadBot } from './load.ts';
import { createLog } from './log.ts';
import { openModel } from './model/open.ts';
import { toRespond } from './respond.ts';
import { loadSettings, publicUrl, SettingsError } from './settings.ts';

const USAGE = `npm run chat                    a new conversation in the terminal; buttons are numbers
npm run chat -- --as <name>     goes on with the conversation of that name
npm run chat -- --source <name> as if the person had come from there (a QR code, a page)
Ctrl+D ends.
`;

/**
 * `npm run chat`: the assistant in the terminal, through the same inbox, turns and outbox as every
 * channel, with everything stored. Lines may also come from a pipe.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      as: { type: 'string' },
      source: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const settings = loadSettings();
  const log = createLog(settings.logLevel === 'info' ? 'warn' : settings.logLevel);
  const loaded = loadBot(undefined, join(settings.dataDir, 'cache'));
  const { bot } = loaded;
  const now = () => new Date();
  // A terminal is a channel of its own: another process must not print this one's replies.
  const channel = `terminal-${(values.as ?? randomUUID()).toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}`;
  const person = 'local';
  const database = await openDatabase(settings, log);
  const model =
    settings.model === undefined
      ? undefined
      : await openModel(settings.model, { pool: database.pool, log, now });
  const delivery = await startDelivery({
    database,
    log,
    channels: [channel],
    respond: toRespond(createAssistant(loaded)),
    ...(model === undefined ? {} : { model }),
    now,
    publicUrl: publicUrl(settings),
    failedText: fill(
      bot.messages.failed,
      programmeWords(bot.programme, bot.programme.address, dayOf(bot, now())),
    ),
    send: async (_channel, _person, reply) => {
      process.stdout.write(`${renderForTerminal(reply)}\n`);
      return {};
    },
  });

  const say = async (text: string) => {
    const eventId = randomUUID();
    const source = values.source === undefined ? {} : { source: values.source };
    await delivery.accept({ channel, person, eventId, at: now(), text, ...source });
    await settled(database, channel, eventId);
  };
  const typed = process.stdin.isTTY;
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  if (typed) {
    await say('/start');
    lines.prompt();
  }
  for await (const line of lines) {
    if (!typed) process.stdout.write(`> ${line}\n`);
    if (line.trim() !== '') await say(line);
    if (typed) lines.prompt();
  }
  process.stdout.write('\n');
  await delivery.stop();
  await database.close();
}

/** The message was answered and every reply to it is out (or given up). */
async function settled(database: Database, channel: string, eventId: string): Promise<void> {
  for (;;) {
    const { rowCount } = await database.pool.query(
      `SELECT 1 FROM inbox i WHERE i.channel = $1 AND i.event_id IN ($2, ${forgottenEvent('$2::text')})
         AND i.status <> 'unread'
         AND NOT EXISTS (SELECT 1 FROM outbox o
           WHERE o.conversation_id = i.conversation_id AND o.status = 'pending')`,
      [channel, eventId],
    );
    if (rowCount === 1) return;
    await sleep(20);
  }
}

try {
  await main();
} catch (error) {
  const plain = error instanceof SettingsError || error instanceof FlowsError;
  process.stderr.write(`${plain ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
