import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';

/** A task that one node at a time does for all: a poller, an account's only connection. */
export interface Leadership {
  /** Ends the task and lets another node have it. */
  close(): Promise<void>;
}

export interface LeaderParts {
  /** The database's address: the lock lives and dies with a connection of its own. */
  url: string;
  log: Log;
  /** What is led: `telegram-poller`. */
  name: string;
  /**
   * The task. It returns when `signal` fires (the lock is lost, or the node stops), or when it is
   * done or fails; then it begins anew, here or on another node.
   */
  task(signal: AbortSignal): Promise<void>;
  /** How often a node that does not lead asks again; milliseconds. */
  retryMs?: number;
}

/** Second of two numbers: advisory locks of this kind, apart from Prisma's and the nodes'. */
const LEADER_LOCK = 0x6c656164;

/** A server that is cut off takes minutes to be given up: a node that stops does not wait for it. */
const GOODBYE_MS = 2000;

/**
 * Runs a task on one of all nodes. Whoever holds an advisory lock does it; a node that dies loses
 * the lock with its connection, and another takes over within `retryMs`.
 */
export function lead({ url, log, name, task, retryMs = 1000 }: LeaderParts): Leadership {
  const stop = new AbortController();
  const id = createHash('sha256').update(name).digest().readInt32BE();

  async function round(): Promise<void> {
    // Whoever is cut off from the server has to notice about as soon as the server does, which lets
    // another node lead: within some 12 s (libuv then asks once a second, ten times).
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      keepAliveInitialDelayMillis: 2000,
      connectionTimeoutMillis: 10_000,
    });
    const lost = new AbortController();
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    try {
      await client.connect();
      // A machine that loses its power sends no goodbye: let the server notice within seconds.
      await client.query('SET tcp_keepalives_idle = 2');
      await client.query('SET tcp_keepalives_interval = 1');
      await client.query('SET tcp_keepalives_count = 3');
      while (!stop.signal.aborted) {
        const { rows } = await client.query<{ mine: boolean }>(
          'SELECT pg_try_advisory_lock($1::int, $2::int) AS mine',
          [LEADER_LOCK, id],
        );
        if (rows[0]!.mine) break;
        await pause(stop.signal, retryMs);
      }
      if (stop.signal.aborted) return;
      log.info({ task: name }, 'this node leads');
      await task(AbortSignal.any([stop.signal, lost.signal]));
    } finally {
      const ended = client.end().catch(() => undefined);
      await Promise.race([ended, sleep(GOODBYE_MS, undefined, { ref: false })]);
    }
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await round();
      } catch (err) {
        if (!stop.signal.aborted) log.warn({ err, task: name }, 'a led task failed');
      }
      await pause(stop.signal, retryMs);
    }
  }

  const running = run();
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

/** Sleeps, or wakes early when the signal fires. */
async function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
