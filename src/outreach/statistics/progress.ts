import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Pool } from '../../database/client.ts';
import type { CalendarDate } from '../../engine/value.ts';
import { REFRESH_DAILY, refreshDaily } from './daily.ts';
import { JOIN, LEAVE_DAYS, refreshReached } from './reached.ts';

/** One at a time brings the statistics up to date: an advisory lock ("stat", and who of it). */
const LOCK = [0x73746174, 1];

/** Days counted by one statement: enough to be quick, few enough for the memory. */
const DAYS_AT_ONCE = 14;

/** What the figures were counted by: when it changes, everything is counted anew. */
const DEFINITIONS = createHash('sha256')
  .update(`${REFRESH_DAILY} ${LEAVE_DAYS} ${JOIN}`)
  .digest('base64url');

/**
 * How far the events have been read. Ids are given before a transaction commits, so a low one may
 * appear after a higher one. `settled`: nothing will appear up to this id any more. `read`: the
 * highest id seen when `horizon` was the next transaction to come; once all transactions before
 * that have ended, everything up to `read` is settled. `unsettled`: of each day with later events,
 * which were counted.
 */
interface Progress {
  settled: string;
  read: string;
  horizon: string;
  unsettled: Record<CalendarDate, string>;
  definitions: string;
}

interface Scanned {
  /** Every transaction before `horizon` has ended. */
  over: boolean;
  /** The next transaction to come. */
  next: string;
  /** The highest id. */
  last: string | null;
  /** Days with events that were not settled: what there is of them now, and what beyond `read`. */
  days: { day: CalendarDate; now: string; beyond: string | null }[] | null;
}

/** In one statement, so that ids and transactions are seen at the same moment. */
const SCAN = `
WITH later AS (
  SELECT day::text, count(*) || ' ' || max(id) AS now, max(id) AS last,
         CASE WHEN max(id) > $2 THEN count(*) FILTER (WHERE id > $2) || ' ' || max(id) END AS beyond
    FROM event WHERE id > $1 GROUP BY day
)
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= $3 AS over,
       pg_snapshot_xmax(pg_current_snapshot())::text AS next,
       (SELECT max(last) FROM later) AS last,
       (SELECT json_agg(later ORDER BY day) FROM later) AS days`;

/** Erasure changes whose events those of earlier days are. */
const ERASED = `
SELECT DISTINCT e.day::text FROM event e
 WHERE e.conversation_id IN (SELECT conversation_id FROM event WHERE id > $1 AND type = 'erasure-asked')`;

type Tell = (counted: number, of: number) => void;

/** How the events are read. */
export interface Reading {
  /** Every day, from nothing. */
  anew?: boolean;
  /** For its turn, where somebody else is at it; so unless said otherwise. */
  wait?: boolean;
  /** Is told now and then how many days are counted, and of how many. */
  tell?: Tell;
}

/**
 * Brings all figures to what the events say: the days that got events since, counted afresh; with
 * `anew`, or when the definitions have changed, every day, from nothing. Returns the days counted;
 * none without `wait` while somebody else is at it.
 *
 * Readers see the figures of before until all is done.
 */
export async function readEvents(
  pool: Pool,
  { anew = false, wait = true, tell = () => undefined }: Reading = {},
): Promise<readonly CalendarDate[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const days = (await locked(client, wait)) ? await read(client, anew, tell) : [];
    await client.query('COMMIT');
    return days;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Whether it is this one's turn; it waits for it unless told not to. */
async function locked(client: pg.ClientBase, wait: boolean): Promise<boolean> {
  if (wait) {
    await client.query('SELECT pg_advisory_xact_lock($1::int, $2::int)', LOCK);
    return true;
  }
  const { rows } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1::int, $2::int) AS mine',
    LOCK,
  );
  return rows[0]!.mine;
}

async function read(
  client: pg.ClientBase,
  anew: boolean,
  tell: Tell,
): Promise<readonly CalendarDate[]> {
  const progress = (await client.query<Progress>('SELECT * FROM statistic_progress')).rows[0]!;
  const { settled, read, horizon, unsettled } = progress;
  const scanned = (await client.query<Scanned>(SCAN, [settled, read, horizon])).rows[0]!;
  const found = scanned.days ?? [];
  const all = anew || progress.definitions !== DEFINITIONS;
  let days: CalendarDate[];
  if (all) {
    for (const table of ['statistic_daily', 'statistic_monthly', 'reached', 'reached_count']) {
      await client.query(`DELETE FROM ${table}`);
    }
    days = await daysOf(client, 'SELECT DISTINCT day::text FROM event ORDER BY 1', []);
  } else {
    days = found.filter(({ day, now }) => unsettled[day] !== now).map(({ day }) => day);
    if (days.length > 0) {
      days = [...new Set([...days, ...(await daysOf(client, ERASED, [settled]))])].sort();
    }
  }
  await refresh(client, days, tell);
  if (!all && found.length === 0 && read === settled) return days;
  const next: Progress = scanned.over
    ? {
        settled: read,
        read: scanned.last ?? read,
        horizon: scanned.next,
        unsettled: pairs(found, 'beyond'),
        definitions: DEFINITIONS,
      }
    : { ...progress, unsettled: pairs(found, 'now'), definitions: DEFINITIONS };
  await client.query(
    'UPDATE statistic_progress SET settled = $1, read = $2, horizon = $3, unsettled = $4, definitions = $5',
    [next.settled, next.read, next.horizon, JSON.stringify(next.unsettled), next.definitions],
  );
  return days;
}

async function refresh(
  client: pg.ClientBase,
  days: readonly CalendarDate[],
  tell: Tell,
): Promise<void> {
  // One statement of many sorts over much: compiling it takes longer than it saves.
  await client.query(`SET LOCAL jit = off`);
  await client.query(`SET LOCAL work_mem = '64MB'`);
  for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
    const some = days.slice(from, from + DAYS_AT_ONCE);
    await refreshDaily(client, some);
    await refreshReached(client, some);
    tell(from + some.length, days.length);
  }
}

async function daysOf(client: pg.ClientBase, sql: string, values: unknown[]): Promise<string[]> {
  return (await client.query<{ day: string }>(sql, values)).rows.map(({ day }) => day);
}

function pairs(
  found: NonNullable<Scanned['days']>,
  which: 'now' | 'beyond',
): Record<CalendarDate, string> {
  return Object.fromEntries(
    found.flatMap((row) => (row[which] === null ? [] : [[row.day, row[which]]])),
  );
}
