import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';
import { type Home, openHome, ROLE } from './home.ts';
import { findPostmaster, freePort, startPostmaster, stopPostmaster } from './postmaster.ts';

/** The PostgreSQL 18 that npm installed, running for this machine only, with its data on disk. */
export interface EmbeddedServer {
  url: string;
  /** Lets go of the server; the last service that does so stops it. */
  close(): Promise<void>;
}

/**
 * Every service holds this advisory lock shared for as long as it uses the server. Whoever gets it
 * exclusively is the last one; a service that was killed has lost it with its connection.
 */
const IN_USE = 20_261_122;

const START_TIMEOUT_MS = 60_000;

/**
 * Starts the embedded server under `dataDir`, or takes up the one that runs there: another
 * service's, or one left over by a service that was killed. Durability is PostgreSQL's own: fsync
 * stays on. If the server dies later it is started again on the same port.
 */
export async function startEmbedded(dataDir: string, log: Log): Promise<EmbeddedServer> {
  const home = await openHome(dataDir, log);
  const password = await readFile(home.passwordFile, 'utf8');
  let closing = false;
  let use = await useServer(home, password);
  watch(use);

  function watch(current: InUse): void {
    current.client.on('end', () => {
      if (!closing) void takeUpAgain(current.port);
    });
  }

  async function takeUpAgain(port: number): Promise<void> {
    log.warn('the database server went away; starting it again');
    while (!closing) {
      try {
        use = await useServer(home, password, port);
        if (closing) await use.client.end();
        else watch(use);
        return;
      } catch (err) {
        log.error({ err }, 'the database server did not start');
        await sleep(1000);
      }
    }
  }

  return {
    url: serverUrl(use.port, password),
    async close() {
      if (closing) return;
      closing = true;
      if (await isLast(use.client)) await stopPostmaster(home);
      await use.client.end().catch(() => undefined);
    },
  };
}

interface InUse {
  client: pg.Client;
  port: number;
}

/** Finds or starts the server until a connection holds {@link IN_USE}. */
async function useServer(home: Home, password: string, wantedPort?: number): Promise<InUse> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let port = wantedPort;
  let failures = 0;
  for (;;) {
    const running = await findPostmaster(home.cluster);
    if (running) {
      const client = await connect(running.port, password);
      if (client) return { client, port: running.port };
    } else {
      try {
        await startPostmaster(home, port ?? (await freePort()));
        continue;
      } catch (error) {
        // Another service may have started it, or taken the port; or it really does not start.
        port = undefined;
        failures += 1;
        await sleep(200 * failures);
        if (failures >= 5) throw new Error(await startFailure(home, error), { cause: error });
      }
    }
    if (Date.now() > deadline) {
      throw new Error(
        `PostgreSQL in ${home.folder} took no connections for a minute; see ${home.logFile}`,
      );
    }
    await sleep(50);
  }
}

/** What a server says that is starting or stopping just now. */
const PASSING = new Set(['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

async function connect(port: number, password: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: serverUrl(port, password), keepAlive: true });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock_shared($1)', [IN_USE]);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code, message } = error as { code?: string; message: string };
    if ((code && PASSING.has(code)) || /terminated/i.test(message)) return undefined;
    throw error;
  }
}

/** Gives up our share and asks for the whole: granted only when nobody else has a share. */
async function isLast(client: pg.Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [IN_USE]);
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS last', [IN_USE]);
    return rows[0].last;
  } catch {
    return false;
  }
}

function serverUrl(port: number, password: string): string {
  return `postgresql://${ROLE}:${password}@127.0.0.1:${port}/postgres?sslmode=disable`;
}

async function startFailure(home: Home, error: unknown): Promise<string> {
  const log = await readFile(home.logFile, 'utf8').catch(() => '');
  const tail = log.trim().split('\n').slice(-5).join('\n');
  return `PostgreSQL did not start in ${home.folder}: ${(error as Error).message}\n${tail}`.trim();
}
