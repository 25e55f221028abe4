import type { Pool } from '../../database/client.ts';
import { NODE_LOCK } from '../../delivery/node.ts';
import type { Projection } from '../projector.ts';
import { REPLY_FAILED_AT } from './failures.ts';

/** How often it is looked at: queues change with every message, and each page that shows them asks anew. */
const LOOK_EVERY_MS = 2000;

/** Some of it changes with the clock: how long something has waited, what failed within a day. */
const TELL_EVERY_MS = 60_000;

/** Of very many failures more of them change nothing. */
const COUNTED = 1000;

const FAILED = (table: 'inbox' | 'outbox', came: string, at: string) =>
  `(SELECT count(*) || '@' || max(${at}) FROM (
      SELECT ${at} FROM ${table} WHERE status = 'failed' ORDER BY ${came} DESC LIMIT ${COUNTED}) AS f)`;

/** Whatever the health page shows, by what the ends of tables and the indexes of queues tell of it. */
const STATE = `
SELECT concat_ws(' ',
  (SELECT max(id) FROM inbox), (SELECT count(*) FROM inbox WHERE status = 'unread'),
  (SELECT max(id) FROM outbox),
  (SELECT count(*) || '@' || sum(attempts) FROM outbox WHERE status = 'pending'),
  ${FAILED('inbox', 'received_at', 'received_at')},
  ${FAILED('outbox', 'created_at', REPLY_FAILED_AT)},
  (SELECT string_agg(channel || since || problem, ',' ORDER BY channel) FROM channel_trouble),
  (SELECT max(id) FROM model_call), (SELECT string_agg(name || is_on, ',' ORDER BY name) FROM switch),
  (SELECT string_agg(objid || '@' || pid, ',' ORDER BY pid) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = $1 AND granted AND objsubid = 2)) AS state`;

/** Tells the health page when queues, failures, dead channels, processes or the model are not what they were, and every minute. */
export function healthProjection(pool: Pool, everyMs = LOOK_EVERY_MS): Projection {
  let told: string | undefined;
  let toldAt = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    name: 'health',
    async catchUp() {
      const time = performance.now();
      if (time - lookedAt < everyMs) return false;
      lookedAt = time;
      const { rows } = await pool.query<{ state: string }>(STATE, [NODE_LOCK]);
      const { state } = rows[0]!;
      if (state === told && time - toldAt < TELL_EVERY_MS) return false;
      told = state;
      toldAt = time;
      return true;
    },
  };
}
