import { createHash } from 'node:crypto';
import type { Pool } from '../database/client.ts';
import type { Rate } from './capabilities.ts';

/** What is to be sent next: one part of the reply `key`. */
export interface Wish {
  channel: string;
  person: string;
  key: string;
  rates: readonly Rate[];
}

/** Whose turn it is. */
export interface Turn {
  /** Milliseconds until this part may go; 0: now. The place in the queue is kept until then. */
  waitMs: number;
  /** How many parts of this reply the platform has taken already. */
  parts: number;
  /** There is a row about it, to be removed when it is all sent. */
  kept: boolean;
}

/** What all nodes agree on about sending. */
export interface Outgoing {
  /** Asks for the next part's turn, and takes it when it is now. */
  ask(wish: Wish): Promise<Turn>;
  /** The platform has taken this many parts; more are to come. */
  taken(key: string, parts: number): Promise<void>;
  /** The reply is out, or refused for good: it does not come again. */
  done(key: string): Promise<void>;
  /** Nothing goes to that chat (or, without one, to the whole channel) for so long. */
  hold(channel: string, person: string | undefined, milliseconds: number): Promise<void>;
  /** Forgets what no longer matters; now and then. */
  sweep(): Promise<void>;
}

/**
 * A place in the queue of each rate, all in one statement. `due` of a rate is when its last message
 * would go if they went evenly; a message may go when that is no more than its burst ahead of now.
 * A reply that has to wait keeps its place, so that coming again does not put it further back.
 */
const ASK = `
WITH wish AS (
  SELECT * FROM json_to_recordset($2::json) AS w(key text, every float8, burst float8)
), had AS (
  SELECT parts, due FROM sending WHERE key = $1
), reserved AS (
  INSERT INTO send_rate AS r (key, due)
  SELECT key, now() + every * interval '1 millisecond' FROM wish
   WHERE NOT EXISTS (SELECT FROM had WHERE due IS NOT NULL)
   ORDER BY key
  ON CONFLICT (key) DO UPDATE SET due = greatest(r.due, now()) + (excluded.due - now())
  RETURNING key, due
), place AS (
  SELECT max(r.due - w.burst * interval '1 millisecond') AS due FROM reserved r JOIN wish w USING (key)
), turn AS (
  SELECT greatest((SELECT due FROM had), (SELECT due FROM place)) AS due,
         greatest((SELECT due FROM had), (SELECT due FROM place),
                  (SELECT max(due) FROM send_rate WHERE key = ANY ($3))) AS until
), kept AS (
  INSERT INTO sending AS s (key, due)
  SELECT $1, coalesce(due, now()) FROM turn WHERE until > now()
  ON CONFLICT (key) DO UPDATE SET due = excluded.due
  RETURNING key
), went AS (
  UPDATE sending SET due = NULL WHERE key = $1 AND due IS NOT NULL
     AND NOT EXISTS (SELECT FROM turn WHERE until > now())
)
SELECT coalesce(greatest(0, ceil(extract(epoch FROM until - now()) * 1000)), 0)::int AS wait,
       coalesce((SELECT parts FROM had), 0) AS parts,
       (EXISTS (SELECT FROM had) OR EXISTS (SELECT FROM kept)) AS kept
  FROM turn`;

/** Rates and progress in the database, so that they hold across all nodes. */
export function createOutgoing(pool: Pool): Outgoing {
  return {
    async ask({ channel, person, key, rates }) {
      const wishes = rates
        .filter(({ persons }) => persons === undefined || persons.test(person))
        .map(({ scope, count, perMs }) => ({
          key: `${count}/${perMs} ${nameOf(channel, scope === 'chat' ? person : undefined)}`,
          every: perMs / count,
          burst: perMs,
        }));
      const holds = [holdKey(channel), holdKey(channel, person)];
      const { rows } = await pool.query<{ wait: number; parts: number; kept: boolean }>({
        name: 'outgoing-ask',
        text: ASK,
        values: [key, JSON.stringify(wishes), holds],
      });
      const { wait, parts, kept } = rows[0]!;
      return { waitMs: wait, parts, kept };
    },

    async taken(key, parts) {
      await pool.query(
        `INSERT INTO sending (key, parts) VALUES ($1, $2)
         ON CONFLICT (key) DO UPDATE SET parts = excluded.parts, due = NULL, at = now()`,
        [key, parts],
      );
    },

    async done(key) {
      await pool.query('DELETE FROM sending WHERE key = $1', [key]);
    },

    async hold(channel, person, milliseconds) {
      await pool.query(
        `INSERT INTO send_rate AS r (key, due) VALUES ($1, now() + $2 * interval '1 millisecond')
         ON CONFLICT (key) DO UPDATE SET due = greatest(r.due, excluded.due)`,
        [holdKey(channel, person), milliseconds],
      );
    },

    async sweep() {
      await pool.query(`DELETE FROM send_rate WHERE due < now() - interval '1 hour'`);
      // What failed may be sent again by an officer for a week, from where it stopped.
      await pool.query(`DELETE FROM sending WHERE at < now() - interval '8 days'`);
    },
  };
}

function holdKey(channel: string, person?: string): string {
  return `hold ${nameOf(channel, person)}`;
}

/** Of a chat only a hash: that someone was written to is kept nowhere but in their conversation. */
function nameOf(channel: string, person: string | undefined): string {
  if (person === undefined) return channel;
  return createHash('sha256').update(`${channel} ${person}`).digest('base64url').slice(0, 22);
}
