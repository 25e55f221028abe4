import type { Pool } from '../../database/client.ts';
import { type Account, type Activity, present, type StoredActivity } from './activity.ts';
import { DirectLineError } from './error.ts';
import { LISTEN_CHANNEL } from './listener.ts';

/** What is to be appended to a conversation. */
export interface Draft {
  activity: StoredActivity;
  at: Date;
  /** The sender's name for it; the same one again is not stored again. */
  key?: string;
  /** The text that takes the shown one's place after {@link SHOWN_MINUTES}. */
  record?: string;
  /** The conversation's user, where it has none yet. */
  user?: string;
  /** Nothing can be appended after it. */
  ends?: boolean;
  /** Tells all nodes at once; otherwise {@link Store.notify} does when it is time. */
  notify?: boolean;
}

/** Where an activity stands; `isNew` is false when it stood there already. */
export type Appended = { number: number; isNew: boolean } | 'ended' | 'missing';

/** A conversation as far as routes need it. `last` is the number of its newest activity, or 0. */
export interface Conversation {
  userId: string | null;
  last: number;
  /** False when it was started by an earlier call. */
  isNew: boolean;
}

/** Activities after a watermark, oldest first, and the watermark that stands for having seen them. */
export interface Page {
  activities: Activity[];
  last: number;
}

export interface Store {
  /** Starts a conversation, or finds it started. */
  start(id: string, user: string | undefined): Promise<Conversation>;
  find(id: string): Promise<Conversation | undefined>;
  append(id: string, draft: Draft): Promise<Appended>;
  /** Takes an activity back, whose words could not be passed on. */
  withdraw(id: string, number: number): Promise<void>;
  /** At most {@link PAGE} activities; nothing when there is no such conversation. */
  read(id: string, after: number): Promise<Page | undefined>;
  /** Tells all nodes that the conversation has something new. */
  notify(id: string): Promise<void>;
  /** Puts the record in the place of texts that were shown long enough. */
  replaceByRecord(now: Date): Promise<void>;
}

/** The most activities of one answer or frame; the rest comes with the next. */
export const PAGE = 200;

/** A text that names a personal day is shown this long, on reload too, and is then its record. */
export const SHOWN_MINUTES = 10;

/** As for every platform: what cannot be had within 1.5 s is answered 503. */
const DEADLINE_MS = 1500;

const START = `
INSERT INTO direct_line_conversation (id, user_id) VALUES ($1, $2)
ON CONFLICT (id) DO UPDATE SET user_id = coalesce(direct_line_conversation.user_id, excluded.user_id)
RETURNING user_id AS "userId", next_number - 1 AS last, xmax = 0 AS "isNew"`;

const FIND = `
SELECT user_id AS "userId", next_number - 1 AS last, false AS "isNew"
  FROM direct_line_conversation WHERE id = $1`;

/**
 * The number is given under the row's lock, which is held until it is committed: whoever sees a
 * number sees all before it. A number that a repeated key leaves unused is a gap no one notices.
 */
const APPEND = `
WITH placed AS (
  UPDATE direct_line_conversation
     SET next_number = next_number + 1, user_id = coalesce(user_id, $6::text),
         last_at = $4::timestamptz,
         ended_at = CASE WHEN $7::boolean THEN $4::timestamptz END
   WHERE id = $1 AND ended_at IS NULL
  RETURNING next_number - 1 AS number
), stored AS (
  INSERT INTO direct_line_activity (conversation_id, number, key, activity, at, record)
  SELECT $1, number, $2::text, $3::jsonb, $4::timestamptz, $5::text FROM placed
  ON CONFLICT (conversation_id, key) DO NOTHING
  RETURNING number
)
SELECT number, CASE WHEN $8::boolean THEN pg_notify('${LISTEN_CHANNEL}', $1) END FROM stored`;

/** Why nothing was appended. A statement of its own: only a new snapshot shows a rival's row. */
const REFUSED = `
SELECT c.ended_at IS NOT NULL AS ended, a.number
  FROM direct_line_conversation c
  LEFT JOIN direct_line_activity a ON a.conversation_id = c.id AND a.key = $2
 WHERE c.id = $1`;

const READ = `
SELECT c.user_id AS "userId", a.number, a.activity, a.at
  FROM direct_line_conversation c
  LEFT JOIN direct_line_activity a ON a.conversation_id = c.id AND a.number > $2
 WHERE c.id = $1
 ORDER BY a.number
 LIMIT ${PAGE}`;

const REPLACE = `
UPDATE direct_line_activity
   SET activity = jsonb_set(activity, '{text}', to_jsonb(record)), record = NULL
 WHERE record IS NOT NULL AND at < $1::timestamptz - interval '${SHOWN_MINUTES} minutes'`;

/** The endpoint's rows. Every call fails with a 503 when the database does not answer in time. */
export function createStore(pool: Pool, assistant: Account): Store {
  async function query<Row extends object>(name: string, text: string, values: unknown[]) {
    return inTime(pool.query<Row>({ name: `direct-line-${name}`, text, values }));
  }

  return {
    async start(id, user) {
      const { rows } = await query<Conversation>('start', START, [id, user]);
      return rows[0]!;
    },
    async find(id) {
      const { rows } = await query<Conversation>('find', FIND, [id]);
      return rows[0];
    },
    async append(id, { activity, at, key, record, user, ends = false, notify = false }) {
      const values = [id, key, JSON.stringify(activity), at, record, user, ends, notify];
      const { rows } = await query<{ number: number }>('append', APPEND, values);
      if (rows[0] !== undefined) return { number: rows[0].number, isNew: true };
      const refused = await query<{ ended: boolean; number: number | null }>('refused', REFUSED, [
        id,
        key,
      ]);
      const found = refused.rows[0];
      if (found === undefined) return 'missing';
      if (found.number !== null) return { number: found.number, isNew: false };
      if (found.ended) return 'ended';
      throw new DirectLineError(503, 'ServiceError', 'the same activity is being withdrawn');
    },
    async withdraw(id, number) {
      await query(
        'withdraw',
        'DELETE FROM direct_line_activity WHERE conversation_id = $1 AND number = $2',
        [id, number],
      );
    },
    async read(id, after) {
      type Row = { userId: string | null; activity: StoredActivity; at: Date };
      const { rows } = await query<Row & { number: number | null }>('read', READ, [id, after]);
      if (rows[0] === undefined) return undefined;
      const conversation = { id, userId: rows[0].userId };
      let last = after;
      const activities: Activity[] = [];
      for (const { number, ...row } of rows) {
        if (number === null) continue;
        activities.push(present({ number, ...row }, conversation, assistant));
        last = number;
      }
      return { activities, last };
    },
    async notify(id) {
      await query('notify', `SELECT pg_notify('${LISTEN_CHANNEL}', $1)`, [id]);
    },
    async replaceByRecord(now) {
      await query('replace', REPLACE, [now]);
    },
  };
}

async function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database is slow')), DEADLINE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } catch (cause) {
    throw new DirectLineError(503, 'ServiceError', 'the service cannot store or read now', {
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}
