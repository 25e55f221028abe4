import type { Queryable } from '../../../src/database/transaction.ts';
import { copySql, type Other } from './columns.ts';
import { DAYS, TABLES, type Table } from './original.ts';

/** Sources that the copies come from; the first ones most. */
const SOURCES = 200;

/** Of these only conversations of the first weeks come, and of these only such of the last. */
export const OLD_SOURCE = 'source-old';
export const NEW_SOURCE = 'source-new';

/** A word in some thirty conversations, however many there are. */
export const RARE_WORD = 'hiemgap';

/** A word in every other conversation of the first weeks, and in none since. */
export const OLD_WORD = 'thoixua';

/** Which part of the time counts as its beginning, and its end. */
const BEGINNING = 0.3;
const END = 0.1;

/** A reply in so many fails. */
const FAILS = 5000;

/** Rows of `event` that are put in order at once, about. */
const AT_ONCE = 250_000;

/** Tables that are filled at the same time; half of it all are messages. */
const LANES: readonly (readonly Table[])[] = [
  ['message'],
  ['conversation', 'inbox', 'outbox', 'event', 'tracked_link', 'conversation_summary'],
];

/** A number from 0 to 1 that is the own one of seat `n`, another one for each `salt`. */
const draw = (salt: number, n = 'n') =>
  `((hashint8extended(${n}, ${salt}) & 2147483647)::float8 / 2147483648)`;

/** A number's own uuid, of version 4 by its looks. */
const uuid = (number: string) =>
  `overlay(overlay(md5(${number}::text) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid`;

/**
 * Where each copy of each original lies: on days of its own, so that what is alike is scattered as
 * the rest is, at the original's time of day, all of it before now. `mark`: a word it says besides.
 */
const seats = (copies: number, now: string) => `
CREATE UNLOGGED TABLE original.seat AS
SELECT n, number, ${uuid('n')} AS id, hashint8extended(n, 11) AS account,
       days, make_interval(days => days) AS moved,
       begins + make_interval(days => days) AS begins, ends + make_interval(days => days) AS ends,
       CASE WHEN source IS NULL THEN NULL
            WHEN age > ${1 - BEGINNING} AND ${draw(3)} < 0.1 THEN '${OLD_SOURCE}'
            WHEN age < ${END} AND ${draw(3)} < 0.1 THEN '${NEW_SOURCE}'
            ELSE 'source-' || 1 + floor(power(${draw(4)}, 3) * ${SOURCES}) END AS source,
       concat_ws(' ', CASE WHEN n % (1 + seats / 30) = 0 THEN '${RARE_WORD}' END,
                      CASE WHEN age > ${1 - BEGINNING} AND n % 2 = 0 THEN '${OLD_WORD}' END) AS mark
  FROM (
    SELECT *, extract(epoch FROM '${now}' - begins - make_interval(days => days)) / 86400 / ${DAYS} AS age FROM (
      SELECT *, count(*) OVER () AS seats,
             earliest + floor(${draw(1)} * (latest - earliest + 1))::int AS days
        FROM (SELECT number, source, begins, ends, (number - 1) * ${copies}::bigint + copy AS n,
                     ceil(extract(epoch FROM '${now}' - begins) / 86400)::int - ${DAYS} AS earliest,
                     floor(extract(epoch FROM '${now}' - ends) / 86400)::int AS latest
                FROM original.conversation CROSS JOIN generate_series(1, ${copies}) AS copy) AS c
    ) AS drawn
  ) AS placed`;

const FAILING = `(s.n + x.seq) % ${FAILS} = 0`;

/** What of a copy is neither as in the original nor simply the seat's. */
const OTHER: Partial<Record<Table, Other>> = {
  conversation: {
    id: 's.id',
    person: `CASE WHEN x.person LIKE 'erased:%' THEN 'erased:' || s.id ELSE 'bench:' || s.n END`,
    demo: 'false',
  },
  inbox: { event_id: `x.event_id || ' ' || s.n` },
  message: {
    text: `CASE WHEN x.opens AND s.mark <> '' THEN x.text || ' ' || s.mark ELSE x.text END`,
  },
  outbox: {
    status: `CASE WHEN ${FAILING} THEN 'failed' ELSE x.status END`,
    error: `CASE WHEN ${FAILING} THEN 'retry-later: 503 busy' END`,
  },
  tracked_link: { token: `x.token || '-' || s.n` },
  conversation_summary: {
    facets: `x.plain || CASE WHEN x.source IS NULL THEN '{}' ELSE ARRAY['source:' || s.source] END
      || ('week:' || date_trunc('week', (x.last_at + s.moved) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
      || ARRAY(SELECT 'day:' || day + s.days FROM unnest(x.days) AS day)
      || ARRAY(SELECT DISTINCT 'month:' || to_char(day + s.days, 'YYYY-MM') FROM unnest(x.days) AS day)`,
    words: `x.words || to_tsvector('simple', s.mark)`,
  },
};

/** Fills the tables with `copies` of each original, in the order of time. */
export async function copyOriginals(
  db: Queryable,
  { copies, now }: { copies: number; now: Date },
  onProgress: (percent: number) => void,
): Promise<void> {
  await db.query(seats(copies, now.toISOString()));
  await db.query('ANALYZE original.seat');
  const statements = new Map<Table, string>();
  for (const table of LANES.flat()) {
    const at = `x.${TABLES[table]} + s.moved`;
    const from = `original.seat s JOIN original.${table} x USING (number)
 WHERE s.begins < $2 AND s.ends >= $1 AND ${at} >= $1 AND ${at} < $2`;
    const order = [at, 's.n', ...(table in COUNTED ? ['x.id'] : [])].join(', ');
    statements.set(table, await copySql(db, table, from, { other: OTHER[table] ?? {}, order }));
  }
  const { rows } = await db.query<{ first: Date; events: number }>(
    `SELECT (SELECT min(begins) FROM original.seat) AS first,
            (SELECT count(*)::int FROM original.event) * $1::int AS events`,
    [copies],
  );
  const { first, events } = rows[0]!;
  const parts = Math.ceil(events / AT_ONCE);
  const until = now.getTime() + 1;
  const boundary = (part: number) =>
    new Date(first.getTime() + ((until - first.getTime()) * part) / parts);
  for (let part = 0; part < parts; part++) {
    await Promise.all(
      LANES.map(async (lane) => {
        for (const table of lane) {
          await db.query(statements.get(table)!, [boundary(part), boundary(part + 1)]);
        }
      }),
    );
    onProgress(Math.round((100 * (part + 1)) / parts));
  }
}

/** Tables whose rows have a number that must rise with time, within a turn too. */
const COUNTED: Partial<Record<Table, true>> = {
  inbox: true,
  message: true,
  outbox: true,
  event: true,
};

/** How much messages of the same kind are spread over groups of their own. */
const COPIES_A_GROUP = 5;

/** What was not understood, with its messages; after {@link copyOriginals}, with its indexes. */
export async function copyMisunderstood(db: Queryable, copies: number): Promise<void> {
  const groups = Math.ceil(copies / COPIES_A_GROUP);
  const group = (number: string, own: string) => `(${number} - 1) * ${groups} + ${own} + 1`;
  await db.query(`
INSERT INTO misunderstood_group (id, key, words, rare)
SELECT ${group('number', 'n')}, key || ' ' || n, words, rare
  FROM original.misunderstood_group CROSS JOIN generate_series(0, ${groups - 1}) AS n`);
  await db.query(
    `SELECT setval(pg_get_serial_sequence('misunderstood_group', 'id'), (SELECT max(id) FROM misunderstood_group))`,
  );
  const from = `original.seat s JOIN original.misunderstood_message x USING (number)
  JOIN original.misunderstood_group g ON g.id = x.group_id
  JOIN message m ON m.conversation_id = s.id AND m.seq = x.seq`;
  const own = `floor(power(${draw(5, 's.n')}, 3) * ${groups})::int`;
  await db.query(
    await copySql(db, 'misunderstood_message', from, {
      other: { message_id: 'm.id', group_id: group('g.number', own) },
      order: 'm.id',
    }),
  );
}
