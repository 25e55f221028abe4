import type { Send } from '../channels/send.ts';
import { createPool } from '../database/client.ts';
import type { Database } from '../database/open.ts';
import { secret } from '../database/secrets.ts';
import type { Log } from '../log.ts';
import type { Model } from '../model/model.ts';
import { accountBy } from '../outreach/account.ts';
import type { TurnParts } from './batch.ts';
import { startConsulting } from './consult.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { joinNodes } from './node.ts';
import { startOutbox } from './outbox.ts';
import { startTurns } from './turns.ts';

/** What delivery is made of. */
export interface DeliveryParts extends Omit<TurnParts, 'accountOf'> {
  /** Only its address: delivery makes connections of its own, so that no report holds it up. */
  database: Pick<Database, 'url'>;
  log: Log;
  /** The channels this process serves: it answers and sends for no others. */
  channels: readonly string[];
  send: Send;
  /** A language model that may be asked where understanding alone is not enough. Absent: none is. */
  model?: Model;
  /** Shows a person that an answer is being written. It neither throws nor waits. */
  typing?: (channel: string, person: string) => void;
  /** Waits before the second and the third attempt at sending; milliseconds. */
  backoffMs?: readonly number[];
}

/** The way of a message through the house, from the door to the platform. */
export interface Delivery {
  accept: Inbox['accept'];
  /** Finishes what is under way, gives back what is not; messages that wait are another node's. */
  stop(): Promise<void>;
}

/**
 * Every statement of delivery touches a handful of rows by an index. They are prepared when the
 * tables may still be empty, and a plan made then would read the whole table ever after.
 */
export const INDEXED = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_bitmapscan: 'off',
  jit: 'off',
};

/** inbox → turns → outbox, in this process, together with any number of others on the database. */
export async function startDelivery(parts: DeliveryParts): Promise<Delivery> {
  const { log, channels, database, model } = parts;
  const pool = createPool(database.url, log, { max: 8, settings: INDEXED });
  let wake = () => {};
  const node = await joinNodes(database.url, () => wake(), log);
  const outbox = startOutbox({ ...parts, pool, node });
  const consulting =
    model === undefined
      ? undefined
      : startConsulting({ ...parts, pool, model, onAdvised: () => wake() });
  const turns = startTurns({
    ...parts,
    accountOf: accountBy(await secret(pool, 'account')),
    pool,
    node,
    ...(consulting === undefined ? {} : { consulting }),
    onReplies(replies, left) {
      outbox.push(replies);
      if (left) outbox.wake();
    },
  });
  wake = turns.wake;
  const inbox = createInbox({ pool, log, onStored: turns.wake, origin: () => node.id });
  return {
    accept: inbox.accept,
    async stop() {
      await inbox.close();
      await turns.stop();
      await consulting?.stop();
      await outbox.stop();
      await node.leave();
      await pool.end();
      log.debug({ channels }, 'delivery stopped');
    },
  };
}
