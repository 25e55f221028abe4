import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAssistant } from './assistant.ts';
import { openChannels } from './channels/channels.ts';
import { createDirectLine, WEB_CHANNEL } from './channels/direct-line/direct-line.ts';
import { createMetrics } from './channels/metrics.ts';
import { createPolicies } from './channels/policy.ts';
import { chatPageRouter } from './channels/web/page.ts';
import { openAreas } from './console/areas.ts';
import { createConsole } from './console/console.ts';
import { createPool } from './database/client.ts';
import { openDatabase } from './database/open.ts';
import { secret } from './database/secrets.ts';
import { startDelivery } from './delivery/delivery.ts';
import { readQueues } from './delivery/queues.ts';
import { personalAsks } from './engine/personal.ts';
import { fill, programmeWords } from './engine/text.ts';
import { dayOf } from './engine/turn.ts';
import { createApp } from './http/app.ts';
import { metricsRouter } from './http/metrics.ts';
import { loadBot, loadChannelWords } from './load.ts';
import type { Log } from './log.ts';
import { openModel } from './model/open.ts';
import { openLink } from './outreach/links.ts';
import { toRespond, withPolicies } from './respond.ts';
import { publicUrl, type Settings, SettingsError } from './settings.ts';

/** A running service. */
export interface Service {
  /** Where people reach it. */
  url: string;
  /** Takes no more requests, finishes those under way, lets go of the database. */
  stop(): Promise<void>;
}

/** How long a stop waits for open connections before it closes them. */
const DRAIN_MS = 5000;

/** Waits between attempts at sending a reply: a platform may be away for a quarter of an hour. */
const BACKOFF_MS = [1000, 5000, 20_000, 60_000, 300_000, 900_000];

/**
 * Puts the house together and opens it: bot, database, delivery, HTTP. Rejects when a part cannot
 * start; then nothing is left running.
 *
 * @param consolePages where `vite build` put the console's pages; absent: `dist/console` of the project
 */
export async function startService(
  settings: Settings,
  log: Log,
  consolePages?: string,
): Promise<Service> {
  const loaded = loadBot(undefined, join(settings.dataDir, 'cache'));
  const { bot } = loaded;
  const assistant = createAssistant(loaded);
  const channelWords = loadChannelWords();
  const now = () => new Date();
  const words = () => programmeWords(bot.programme, bot.programme.address, dayOf(bot, now()));

  // The port is taken first, so that the service's own address is known; until all is up it says so.
  let answer: RequestListener = (_, response) => {
    response.writeHead(503, { 'Retry-After': '1' }).end();
  };
  const server = createServer((request, response) => answer(request, response));
  const port = await listen(server, settings);
  // Closed in this order: new requests first, then what is under way, then the streams, the database.
  const opened: (() => Promise<void>)[] = [];
  const stop = async () => {
    const closed = closeServer(server);
    for (const close of opened.splice(0)) await close();
    await closed;
  };
  try {
    const url = publicUrl(settings, port);
    const database = await openDatabase(settings, log);
    opened.push(() => database.close());
    const { pool } = database;
    const model =
      settings.model === undefined
        ? undefined
        : await openModel(settings.model, { pool, log, now });
    const metrics = createMetrics();
    const platforms = await openChannels({
      settings: settings.channels,
      words: channelWords,
      database,
      accept: (message) => delivery.accept(message),
      metrics,
      log,
      now,
      publicUrl: url,
    });
    const directLine = createDirectLine({
      pool,
      url: database.url,
      publicUrl: url,
      tokenKey: await secret(pool, 'direct-line-token-key'),
      ...(settings.directLineSecret === undefined ? {} : { secret: settings.directLineSecret }),
      assistantName: bot.programme.assistant,
      mask: (text) => assistant.mask(text, now()),
      accept: platforms.accept,
      log,
      now,
    });
    opened.unshift(() => directLine.close());
    const delivery = await startDelivery({
      database,
      log,
      channels: [WEB_CHANNEL, ...platforms.names],
      respond: withPolicies(
        toRespond(assistant),
        createPolicies(settings.channels, channelWords),
        personalAsks(bot),
      ),
      ...(model === undefined ? {} : { model }),
      now,
      publicUrl: url,
      failedText: fill(bot.messages.failed, words()),
      send: (channel, person, reply, key, signal) =>
        channel === WEB_CHANNEL
          ? directLine.send(person, reply, key)
          : platforms.send(channel, person, reply, key, signal),
      typing: platforms.typing,
      backoffMs: BACKOFF_MS,
    });
    opened.unshift(() => delivery.stop());
    opened.unshift(() => platforms.close());
    // Connections of its own: what officers look at holds up nobody who writes.
    const officersPool = createPool(database.url, log, { max: 6 });
    opened.unshift(() => officersPool.end());
    const officers = await createConsole({
      pool: officersPool,
      log,
      publicUrl: url,
      settings: settings.console,
      now,
      ...(consolePages === undefined ? {} : { folder: consolePages }),
      ...openAreas({
        pool: officersPool,
        url: database.url,
        log,
        now,
        bot,
        assistant,
        configured: [WEB_CHANNEL, ...platforms.names],
        shared: settings.channels.shared,
        ...(settings.model === undefined ? {} : { model: settings.model.name }),
      }),
    });
    opened.unshift(() => officers.close());
    answer = createApp({
      decide: assistant.decide,
      today: () => dayOf(bot, now()),
      ask: (text) => assistant.ask(text, now()),
      ready: async () => (await database.pool.query('SELECT 1')).rowCount === 1,
      open: async (token, counts) => {
        const target = await openLink(
          database.pool,
          token,
          counts,
          bot.programme.allowedHosts,
          now(),
        );
        return target === undefined ? undefined : { url: target };
      },
      unknownLink: fill(bot.messages.unknownLink, words()),
      logger: log,
      publicUrl: url,
      trustProxy: settings.trustProxy,
      routers: [
        directLine.router,
        chatPageRouter({ programmeName: bot.programme.shortName }),
        officers.router,
        ...platforms.routers,
        metricsRouter({
          metrics,
          queues: () => readQueues(pool),
          ...(settings.metricsToken === undefined ? {} : { token: settings.metricsToken }),
        }),
      ],
    });
    directLine.upgrade(server);
    void platforms.start();
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves with the port the server really got. */
function listen(server: Server, { port, host }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new SettingsError(`PORT: found ${port}, which is in use, allowed a free port`)
          : error,
      );
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(force);
}
