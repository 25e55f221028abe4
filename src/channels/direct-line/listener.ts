import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../../log.ts';

/** PostgreSQL's notification channel; the payload is the conversation that has something new. */
export const LISTEN_CHANNEL = 'direct_line';

/** A connection that hears what other nodes (and this one) stored. */
export interface Listener {
  close(): Promise<void>;
}

/**
 * Listens until closed, connecting again as often as it takes. `onNews` is told the conversation, or
 * nothing when news may have been missed, which is whenever the connection is made.
 */
export function listen(url: string, onNews: (conversationId?: string) => void, log: Log): Listener {
  let client: pg.Client | undefined;
  let closed = false;

  /** Resolves when it listens; `ended` when it no longer does. */
  async function connect(): Promise<{ ended: Promise<unknown> }> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true });
    fresh.on('error', (err) => log.warn({ err }, 'the Direct Line listener lost its connection'));
    fresh.on('notification', ({ payload }) => onNews(payload));
    const ended = new Promise((resolve) => fresh.once('end', resolve));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${LISTEN_CHANNEL}`);
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    client = fresh;
    return { ended };
  }

  async function run(): Promise<void> {
    while (!closed) {
      try {
        const { ended } = await connect();
        if (closed) await client?.end();
        onNews();
        await ended;
      } catch (err) {
        log.warn({ err }, 'the Direct Line listener cannot connect');
      }
      if (!closed) await sleep(500);
    }
  }

  const running = run();
  return {
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
