import type { Database } from '../../../src/database/open.ts';
import type { Queryable } from '../../../src/database/transaction.ts';
import { fillWithDemo } from '../../../src/demo/fill.ts';
import type { Loaded } from '../../../src/load.ts';
import { createLog } from '../../../src/log.ts';
import { parseSettings } from '../../../src/settings.ts';
import { copySql } from './columns.ts';

/** Over so many days the conversations lie: a programme of more than a year, to the last minute. */
export const DAYS = 400;

/** Visits of the demonstration: more of them, and fewer copies are alike. */
const VISITS = { least: 400, most: 2000, perEvents: 200 };

/** Tables of a conversation, as they are copied, with when each of their rows was. */
export const TABLES = {
  conversation: 'created_at',
  inbox: 'received_at',
  message: 'at',
  outbox: 'created_at',
  event: 'at',
  tracked_link: 'created_at',
  conversation_summary: 'last_at',
} as const;

export type Table = keyof typeof TABLES;

/** Messages that the longest conversation has at least: more than one page of a transcript. */
const LONG = 520;

/** Tables of conversations that follow from the others, or are marked by a demonstration. */
const EMPTIED = [
  'misunderstood_group',
  'misunderstood_message',
  'summary_position',
  'demonstration',
];

/**
 * Plays the demonstration's people through the real assistant, delivery and projections, and puts
 * what that wrote aside, into tables of the same names in the schema `original`, from which any
 * number of conversations is copied. Every row knows the `number` of its conversation.
 *
 * @param events how many there will be in the end
 */
export async function makeOriginals(
  database: Database,
  db: Queryable,
  { loaded, events, now }: { loaded: Loaded; events: number; now: Date },
  onProgress: (percent: number) => void,
): Promise<void> {
  const { least, most, perEvents } = VISITS;
  await fillWithDemo({
    database,
    loaded,
    log: createLog('warn'),
    now,
    seed: 'bench',
    days: DAYS,
    conversations: Math.min(most, Math.max(least, Math.round(events / perEvents))),
    publicUrl: 'http://localhost',
    channels: parseSettings({}).channels,
    onProgress,
  });
  await db.query('CREATE SCHEMA original');
  await db.query(`
CREATE TABLE original.conversation AS
SELECT row_number() OVER (ORDER BY c.created_at, c.id)::int AS number, c.*,
       least(c.created_at, m.first, e.first) AS begins, greatest(c.created_at, m.last, e.last) AS ends
  FROM conversation c
  LEFT JOIN (SELECT conversation_id, min(at) AS first, max(at) AS last FROM message GROUP BY 1) AS m ON m.conversation_id = c.id
  LEFT JOIN (SELECT conversation_id, min(at) AS first, max(at) AS last FROM event GROUP BY 1) AS e ON e.conversation_id = c.id`);
  for (const table of [...Object.keys(TABLES), 'misunderstood_message']) {
    if (table === 'conversation') continue;
    await db.query(`CREATE TABLE original.${table} AS
      SELECT c.number, x.* FROM ${table} x JOIN original.conversation c ON c.id = x.conversation_id`);
  }
  await db.query(`
CREATE TABLE original.misunderstood_group AS
SELECT row_number() OVER (ORDER BY id)::int AS number, * FROM misunderstood_group`);
  await db.query(`TRUNCATE ${[...Object.keys(TABLES), ...EMPTIED].join(', ')} CASCADE`);
  await lengthen(db);
  await db.query(`
ALTER TABLE original.message ADD opens boolean NOT NULL DEFAULT false;
UPDATE original.message m SET opens = true
  FROM (SELECT number, min(seq) AS seq FROM original.message
         WHERE direction = 'in' AND ending <> 'silent' GROUP BY number) AS o
 WHERE (m.number, m.seq) = (o.number, o.seq);
ALTER TABLE original.conversation_summary ADD days date[], ADD plain text[];
UPDATE original.conversation_summary
   SET days = ARRAY(SELECT substr(f, 5)::date FROM unnest(facets) AS f WHERE f LIKE 'day:%'),
       plain = ARRAY(SELECT f FROM unnest(facets) AS f
                      WHERE f !~ '^(day|week|month):' AND f IS DISTINCT FROM 'source:' || source)`);
  await db.query('ANALYZE');
}

/** The longest of the short visits goes on, with the same words again and again. */
async function lengthen(db: Queryable): Promise<void> {
  const { rows } = await db.query(
    `
SELECT number, rounds, rounds * pace AS longer FROM (
  SELECT c.number, c.begins, c.ends, c.ends - c.begins + '1 minute'::interval AS pace,
         ($1::int / count(*))::int + 1 AS rounds
    FROM original.conversation c JOIN original.message USING (number) GROUP BY 1, 2, 3) AS c
 WHERE (begins AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
     = ((ends + rounds * pace) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
   AND number IN (SELECT number FROM original.conversation_summary)
 ORDER BY rounds, number LIMIT 1`,
    [LONG],
  );
  const [{ number, rounds, longer }] = rows;
  for (const table of ['inbox', 'message', 'outbox', 'event'] as const) {
    const seq = { seq: 'x.seq + s.n * 100000' };
    const from = `(
      SELECT number, id, source, n, account, 0 AS days, n * ($2::interval / $3::int) AS moved
        FROM original.conversation CROSS JOIN generate_series(1, $3::int) AS n
       CROSS JOIN LATERAL (SELECT account FROM original.event WHERE event.number = conversation.number LIMIT 1) AS e
       WHERE number = $1) AS s JOIN original.${table} x USING (number)`;
    await db.query(
      await copySql(db, table, from, {
        into: `original.${table}`,
        also: { number: 'x.number', id: 'x.id + s.n * 10000000' },
        ...(table === 'message' || table === 'outbox' ? { other: seq } : {}),
        ...(table === 'inbox' ? { other: { event_id: `x.event_id || ' ' || s.n` } } : {}),
      }),
      [number, longer, rounds],
    );
  }
  await db.query(
    `UPDATE original.conversation SET ends = ends + $2::interval, last_at = last_at + $2 WHERE number = $1`,
    [number, longer],
  );
  await db.query(
    `UPDATE original.conversation_summary
        SET last_at = last_at + $2::interval, received = received * (1 + $3::int), replied = replied * (1 + $3::int)
      WHERE number = $1`,
    [number, longer, rounds],
  );
}
