import type { Pool } from '../../database/client.ts';
import { type Counted, countedSql } from '../../outreach/statistics/counted.ts';
import { dayIn } from './day.ts';
import { weekFacets } from './facets.ts';

/** A place in the list: after (older than) this conversation. */
export interface Cursor {
  lastAt: Date;
  id: string;
}

/** A conversation that was found. */
export interface Found {
  conversation_id: string;
  channel: string;
  source: string | null;
  started_at: Date;
  last_at: Date;
  received: number;
  replied: number;
  preview: string;
  ending: string | null;
  facets: string[];
  /** Made by `npm run demo`; null of a conversation that was removed just now. */
  demo: boolean | null;
}

/** What is looked for in one stretch of the list; all of it together. */
export interface Part {
  /** All of these. */
  facets: readonly string[];
  /** Of each of these lists one at least. */
  anyOf: readonly (readonly string[])[];
  /** A `tsquery`. */
  query: string | undefined;
  /** Last went on from here … */
  from?: Date | undefined;
  /** … until before here. */
  before?: Date;
  /** Something happened in it on more than one day. */
  returned?: boolean;
  /** Began before this. */
  beganBefore?: Date;
  /** Is among those that a figure counts. */
  counted?: Counted | undefined;
}

/**
 * How many conversations are looked at one after another, newest first, before the index of words
 * and facets is asked. What is common stands among these; what is not among them is rare, and then
 * the index leads to few. So neither a common word nor a rare one reads much. Of those that were gone
 * on with on another day few belong to any one period, so there the index is asked at once.
 */
const WINDOW = 20_000;

const COLUMNS = `conversation_id, channel, source, started_at, last_at, received, replied, preview,
  ending, facets,
  (SELECT demo FROM conversation WHERE id = conversation_id) AS demo`;

const ORDER = {
  older: 'ORDER BY last_at DESC, conversation_id DESC',
  newer: 'ORDER BY last_at, conversation_id',
} as const;

export interface Wish {
  cursor?: Cursor;
  direction: keyof typeof ORDER;
  limit: number;
}

/** The next conversations of a part. */
export async function pageOf(pool: Pool, part: Part, wish: Wish): Promise<Found[]> {
  const { limit } = wish;
  const order = ORDER[wish.direction];
  const { range, bounds, match, counted, values } = conditions(part, wish);
  if (match === 'true' && counted === 'true') {
    const all = `SELECT ${COLUMNS} FROM conversation_summary WHERE ${range} ${order} LIMIT ${limit}`;
    return (await pool.query<Found>(all, values)).rows;
  }
  if (!part.returned) {
    const near = await pool.query<Found>(
      `SELECT ${COLUMNS} FROM (
         SELECT * FROM conversation_summary WHERE ${range} ${order} LIMIT ${WINDOW}
       ) AS s WHERE ${match} AND ${counted} ${order} LIMIT ${limit}`,
      values,
    );
    if (near.rows.length >= limit || (await isInWindow(pool, range, bounds))) return near.rows;
  }
  const weeks = await weeksOf(pool, range, bounds);
  if (wish.direction === 'newer') weeks.reverse();
  const at = { weeks: values.length + 1, count: weeks.length };
  const far = await pool.query<Found>(
    `WITH page AS MATERIALIZED (
       ${byWeek({ range, match, counted, ...at }, { order, limit })} LIMIT ${limit}
     )
     SELECT ${COLUMNS} FROM page JOIN conversation_summary USING (conversation_id, last_at) ${order}`,
    [...values, weeks],
  );
  return far.rows;
}

/** Whether all conversations of a stretch were looked at. */
async function isInWindow(pool: Pool, range: string, bounds: unknown[]): Promise<boolean> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count
       FROM (SELECT FROM conversation_summary WHERE ${range} LIMIT ${WINDOW}) AS s`,
    bounds,
  );
  return rows[0]!.count < WINDOW;
}

/**
 * Weeks the index is asked for at once: at first few, because of what is common much would have to be
 * put in order; then more and more, because for what is rare the index would read the same long lists
 * over and over.
 */
const WEEKS = 4;
const MORE = 4;

/**
 * SQL for the matches of some weeks after others, as many as are fetched. Each few weeks are found
 * by the index and put in order by themselves; that they are materialized keeps the planner from
 * walking through all conversations of the time instead, in the hope of an early match. In that order
 * they are asked whether a figure counts them, until there are enough (hence OFFSET, which keeps that
 * question outside). `weeks`: the number of their parameter; `count`: how many there are.
 */
function byWeek(
  of: { range: string; match: string; counted: string; weeks: number; count: number },
  { order = '', limit }: { order?: string; limit: number },
): string {
  const weeks = `($${of.weeks}::text[])[n.first : n.last]`;
  return `SELECT hit.* FROM (VALUES ${stretches(of.count).join(', ')}) AS n(first, last) CROSS JOIN LATERAL (
    WITH hit AS MATERIALIZED (
      SELECT conversation_id, last_at FROM conversation_summary
       WHERE ${of.match} AND facets && ${weeks} AND ${of.range}
    ) SELECT s.* FROM (SELECT * FROM hit ${order} OFFSET 0) AS s WHERE ${of.counted} LIMIT ${limit}
  ) AS hit`;
}

/** `(1, 4)`, `(5, 16)`, `(17, 64)`, …: the first and the last of the weeks asked for at once. */
function stretches(count: number): string[] {
  const all = [`(1, ${WEEKS})`];
  for (let done = WEEKS; done < count; done *= MORE) all.push(`(${done + 1}, ${done * MORE})`);
  return all;
}

/** The weeks in which conversations of a stretch last went on, newest first. */
async function weeksOf(pool: Pool, range: string, bounds: unknown[]): Promise<string[]> {
  const { rows } = await pool.query<{ first: Date | null; last: Date | null }>(
    `SELECT min(last_at) AS first, max(last_at) AS last FROM conversation_summary WHERE ${range}`,
    bounds,
  );
  const { first, last } = rows[0]!;
  return first === null || last === null ? [] : weekFacets(dayIn(first), dayIn(last));
}

/** How many conversations of a part match; no more than `most` are counted. */
export async function totalOf(pool: Pool, part: Part, most: number): Promise<number> {
  const { range, bounds, match, counted, values } = conditions(part, { direction: 'older' });
  const count = async (rows: string, ...more: unknown[]) => {
    const sql = `SELECT count(*)::int AS count FROM (${rows} LIMIT ${most}) AS counted`;
    return (await pool.query<{ count: number }>(sql, [...values, ...more])).rows[0]!.count;
  };
  if (match === 'true' && counted === 'true') {
    return count(`SELECT FROM conversation_summary WHERE ${range}`);
  }
  if (!part.returned) {
    const near = await count(
      `SELECT FROM (
         SELECT conversation_id, facets, words FROM conversation_summary WHERE ${range} ${ORDER.older} LIMIT ${WINDOW}
       ) AS s WHERE ${match} AND ${counted}`,
    );
    if (near >= most || (await isInWindow(pool, range, bounds))) return near;
  }
  const weeks = await weeksOf(pool, range, bounds);
  const at = { weeks: values.length + 1, count: weeks.length };
  const rows = byWeek({ range, match, counted, ...at }, { limit: most });
  return count(rows, weeks);
}

/**
 * SQL for a part: what bounds the stretch (with its own values, which come first), what must match
 * within it, and whether a figure counts the conversation `s`.
 */
function conditions(part: Part, { cursor, direction }: Pick<Wish, 'cursor' | 'direction'>) {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const range = ['true'];
  const match = ['true'];
  const { facets, anyOf, query, from, before, returned, beganBefore } = part;
  if (from !== undefined) range.push(`last_at >= ${value(from)}::timestamptz`);
  if (before !== undefined) range.push(`last_at < ${value(before)}::timestamptz`);
  if (returned) range.push('returned');
  if (beganBefore !== undefined) range.push(`started_at < ${value(beganBefore)}::timestamptz`);
  if (cursor !== undefined) {
    const than = direction === 'older' ? '<' : '>';
    const place = `(${value(cursor.lastAt)}::timestamptz, ${value(cursor.id)}::uuid)`;
    range.push(`(last_at, conversation_id) ${than} ${place}`);
  }
  const bounds = [...values];
  if (facets.length > 0) match.push(`facets @> ${value(facets)}::text[]`);
  for (const some of anyOf) match.push(`facets && ${value(some)}::text[]`);
  if (query !== undefined) match.push(`words @@ ${value(query)}::tsquery`);
  const counted = part.counted ? countedSql(part.counted, 's.conversation_id', value) : 'true';
  return { range: range.join(' AND '), bounds, match: match.join(' AND '), counted, values };
}
