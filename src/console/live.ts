import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';
import { CONSOLE_CHANNEL } from './projector.ts';

/** Hears on this node what any node's projector announces. */
export interface Listener {
  /** Is told every projection's name that changed, until the returned function is called. */
  subscribe(hear: (name: string) => void): () => void;
  close(): Promise<void>;
}

export interface ListenerParts {
  /** The database's address: notifications come over a connection of their own, one a node. */
  url: string;
  log: Log;
  /** All projections: what is announced when something may have been missed. */
  names: readonly string[];
  /** How long to wait before connecting again; milliseconds. */
  retryMs?: number;
}

/** A server that is cut off takes minutes to be given up: a node that stops does not wait for it. */
const GOODBYE_MS = 2000;

/** Listens for as long as it is not closed; when the connection is lost, and when it is made again, everything counts as changed. */
export function startListener({ url, log, names, retryMs = 1000 }: ListenerParts): Listener {
  const subscribers = new Set<(name: string) => void>();
  const stop = new AbortController();
  const tell = (name: string) => {
    for (const hear of subscribers) hear(name);
  };

  async function listen(again: boolean): Promise<void> {
    // It only listens: a connection that was cut silently is noticed by keepalives, within some 12 s.
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      keepAliveInitialDelayMillis: 2000,
      connectionTimeoutMillis: 10_000,
    });
    const lost = Promise.withResolvers<void>();
    client.on('error', () => lost.resolve());
    client.on('end', () => lost.resolve());
    client.on('notification', ({ payload }) => tell(payload ?? ''));
    stop.signal.addEventListener('abort', () => lost.resolve(), { once: true });
    try {
      await client.connect();
      await client.query(`LISTEN ${CONSOLE_CHANNEL}`);
      if (again) names.forEach(tell);
      await lost.promise;
      // Whoever asks now learns that the database is away.
      if (!stop.signal.aborted) names.forEach(tell);
    } finally {
      const ended = client.end().catch(() => undefined);
      await Promise.race([ended, sleep(GOODBYE_MS, undefined, { ref: false })]);
    }
  }

  async function run(): Promise<void> {
    for (let again = false; !stop.signal.aborted; again = true) {
      try {
        await listen(again);
      } catch (err) {
        log.warn({ err }, 'the console cannot hear what changes');
      }
      if (stop.signal.aborted) return;
      await sleep(retryMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    subscribe(hear) {
      subscribers.add(hear);
      return () => subscribers.delete(hear);
    },
    async close() {
      stop.abort();
      await running;
    },
  };
}
