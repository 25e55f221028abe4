import type pg from 'pg';
import type { CalendarDate } from '../../engine/value.ts';
import { DAYS } from './daily.ts';
import { definitionOf } from './definitions.ts';
import { ALL, storedSourceSql } from './stored.ts';

/** Under which start the one set of the whole programme is kept. */
export const PROGRAMME_START: CalendarDate = '0001-01-01';

/** The periods a day is part of, besides itself: kind and first day. Weeks are those of ISO 8601. */
const periodsOf = (day: string) => `(VALUES
    ('week', date_trunc('week', ${day})::date),
    ('month', date_trunc('month', ${day})::date),
    ('quarter', date_trunc('quarter', ${day})::date),
    ('programme', DATE '${PROGRAMME_START}')) AS period(kind, start)`;

/** The accounts of the days `$1`, each for its source and for all sources together. */
const FRESH = (() => {
  const { from, where } = definitionOf('accounts');
  return `
SELECT DISTINCT e.day AS start, e.channel, e.account, s.source
  FROM ${from(DAYS)} CROSS JOIN LATERAL (VALUES ('${ALL}'), (${storedSourceSql('e.source')})) AS s(source)
 WHERE ${DAYS('e')} AND ${where}`;
})();

/** Accounts that are no longer among a day's: their conversations were erased since. */
export const LEAVE_DAYS = `
WITH fresh AS MATERIALIZED (${FRESH}
), gone AS (
  DELETE FROM reached r
   WHERE r.kind = 'day' AND r.start = ANY ($1::date[])
     AND NOT EXISTS (SELECT FROM fresh f WHERE (f.start, f.channel, f.account, f.source)
                                             = (r.start, r.channel, r.account, r.source))
  RETURNING r.start, r.channel, r.account::text, r.source
), fewer AS (
  UPDATE reached_count c SET accounts = c.accounts - g.accounts
    FROM (SELECT start, channel, source, count(*) AS accounts FROM gone GROUP BY 1, 2, 3) AS g
   WHERE (c.kind, c.start, c.channel, c.source) = ('day', g.start, g.channel, g.source)
)
SELECT start::text AS day, channel, account, source FROM gone`;

/** … and so of none of the periods around that day in which no other day has them. */
const LEAVE_PERIODS = `
WITH left_days AS (
  SELECT * FROM json_to_recordset($1::json) AS l(day date, channel text, account bigint, source text)
), gone AS (
  DELETE FROM reached r USING (
    SELECT DISTINCT l.channel, l.account, l.source, period.kind, period.start
      FROM left_days l CROSS JOIN LATERAL ${periodsOf('l.day')}) AS p
   WHERE (r.channel, r.account, r.kind, r.source, r.start)
       = (p.channel, p.account, p.kind, p.source, p.start)
     AND NOT EXISTS (
       SELECT FROM reached d CROSS JOIN LATERAL ${periodsOf('d.start')}
        WHERE (d.channel, d.account, d.kind, d.source) = (r.channel, r.account, 'day', r.source)
          AND (period.kind, period.start) = (r.kind, r.start))
  RETURNING r.kind, r.start, r.channel, r.source
)
UPDATE reached_count c SET accounts = c.accounts - g.accounts
  FROM (SELECT kind, start, channel, source, count(*) AS accounts FROM gone GROUP BY 1, 2, 3, 4) AS g
 WHERE (c.kind, c.start, c.channel, c.source) = (g.kind, g.start, g.channel, g.source)`;

/** Accounts new to a day, and so maybe to the periods around it; every set's number rises with it. */
export const JOIN = `
WITH come AS (
  INSERT INTO reached (kind, start, channel, account, source)
  SELECT 'day', start, channel, account, source FROM (${FRESH}) AS fresh
   ORDER BY channel, account
  ON CONFLICT DO NOTHING
  RETURNING kind, start, channel, account, source
), more AS (
  INSERT INTO reached (kind, start, channel, account, source)
  SELECT DISTINCT period.kind, period.start, come.channel, come.account, come.source
    FROM come CROSS JOIN LATERAL ${periodsOf('come.start')}
   ORDER BY 3, 4
  ON CONFLICT DO NOTHING
  RETURNING kind, start, channel, source
)
INSERT INTO reached_count AS c (kind, start, channel, source, accounts)
SELECT kind, start, channel, source, count(*)
  FROM (SELECT kind, start, channel, source FROM come
        UNION ALL SELECT kind, start, channel, source FROM more) AS joined
 GROUP BY 1, 2, 3, 4
ON CONFLICT (kind, start, channel, source) DO UPDATE SET accounts = c.accounts + EXCLUDED.accounts`;

/**
 * Brings the sets of accounts of these days, and of the periods around them, to what the events say
 * now. An account leaves only by erasure, which gives a conversation's events another account.
 */
export async function refreshReached(
  client: pg.ClientBase,
  days: readonly CalendarDate[],
): Promise<void> {
  const { rows } = await client.query(LEAVE_DAYS, [days]);
  if (rows.length > 0) {
    await client.query(LEAVE_PERIODS, [JSON.stringify(rows)]);
    await client.query('DELETE FROM reached_count WHERE accounts = 0');
  }
  await client.query(JOIN, [days]);
}
