import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAssistant } from './assistant.ts';
import { openDatabase } from './database/open.ts';
import { startDelivery } from './delivery/delivery.ts';
import { fill, programmeWords } from './engine/text.ts';
import { dayOf } from './engine/turn.ts';
import { createApp } from './http/app.ts';
import { loadBot } from './load.ts';
import type { Log } from './log.ts';
import { openLink } from './outreach/links.ts';
import { toRespond } from './respond.ts';
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

/**
 * Puts the house together and opens it: bot, database, delivery, HTTP. Rejects when a part cannot
 * start; then nothing is left running.
 */
export async function startService(settings: Settings, log: Log): Promise<Service> {
  const loaded = loadBot();
  const { bot } = loaded;
  const assistant = createAssistant(loaded);
  const now = () => new Date();
  const words = () => programmeWords(bot.programme, bot.programme.address, dayOf(bot, now()));

  // The port is taken first, so that the service's own address is known; until all is up it says so.
  let answer: RequestListener = (_, response) => {
    response.writeHead(503, { 'Retry-After': '1' }).end();
  };
  const server = createServer((request, response) => answer(request, response));
  const port = await listen(server, settings);
  const database = await openDatabase(settings, log).catch(async (error: unknown) => {
    await closeServer(server);
    throw error;
  });
  try {
    const url = publicUrl(settings, port);
    const delivery = await startDelivery({
      database,
      log,
      channels: [],
      respond: toRespond(assistant),
      now,
      publicUrl: url,
      failedText: fill(bot.messages.failed, words()),
      send: (channel) => Promise.reject(new Error(`no channel "${channel}"`)),
    });
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
    });
    return {
      url,
      async stop() {
        await closeServer(server);
        await delivery.stop();
        await database.close();
      },
    };
  } catch (error) {
    await closeServer(server);
    await database.close();
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
