import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';

/** First half of the advisory lock a node holds; the second is its number. */
export const NODE_LOCK = 0x6e6f6465;

/** PostgreSQL's notification channel for new rows in the inbox. */
export const INBOX_CHANNEL = 'inbox';

/**
 * This process as one of the nodes on the database. It keeps one connection that holds an advisory
 * lock on the node's number and hears of new messages. A node that is killed loses the lock with
 * the connection, in that moment: what it had claimed in the outbox is then anyone's. No heartbeat,
 * and no lease that a busy node could overrun.
 */
export interface DeliveryNode {
  /** What claims are made under; `undefined` while the connection is lost. A new number after that. */
  readonly id: number | undefined;
  leave(): Promise<void>;
}

/** Joins; `onInbox` is called whenever some node has stored messages (or may have, after a gap). */
export async function joinNodes(url: string, onInbox: () => void, log: Log): Promise<DeliveryNode> {
  let leaving = false;
  let id: number | undefined;
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true });
    fresh.on('error', (err) => log.warn({ err }, 'the node’s database connection failed'));
    try {
      await fresh.connect();
      // A machine that loses its power sends no goodbye: let the server notice within seconds.
      await fresh.query('SET tcp_keepalives_idle = 2');
      await fresh.query('SET tcp_keepalives_interval = 1');
      await fresh.query('SET tcp_keepalives_count = 3');
      const number = randomInt(1, 2 ** 31 - 1);
      await fresh.query('SELECT pg_advisory_lock($1::int, $2::int)', [NODE_LOCK, number]);
      // Our own messages are known here already.
      fresh.on('notification', ({ payload }) => payload !== String(number) && onInbox());
      await fresh.query(`LISTEN ${INBOX_CHANNEL}`);
      fresh.on('end', () => {
        id = undefined;
        if (!leaving) void reconnect();
      });
      client = fresh;
      id = number;
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    onInbox();
  }

  async function reconnect(): Promise<void> {
    while (!leaving) {
      try {
        await connect();
        if (leaving) await client?.end();
        return;
      } catch (err) {
        log.warn({ err }, 'the database is away');
        await sleep(500);
      }
    }
  }

  await connect();
  return {
    get id() {
      return id;
    },
    async leave() {
      leaving = true;
      id = undefined;
      await client?.end().catch(() => undefined);
    },
  };
}
