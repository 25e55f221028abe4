import type pg from 'pg';
import type { CalendarDate } from '../../engine/value.ts';
import { DEFINITIONS, type Scope, type StatisticDefinition } from './definitions.ts';
import { ALL, storedSourceSql } from './stored.ts';

/** The days that are counted. */
export const DAYS: Scope = (event) => `${event}.day = ANY ($1::date[])`;

/** The figures of one definition by day, channel, source and key, with those of all sources and all keys. */
function figuresSql({ id, counts, from, where, key, keys }: StatisticDefinition): string {
  const count = counts === 'events' ? 'count(*)' : 'count(DISTINCT conversation_id)';
  const all = (column: string) =>
    `CASE WHEN grouping(${column}) = 1 THEN '${ALL}' ELSE ${column} END`;
  return `
SELECT '${id}' AS definition, ${all('source')} AS source, ${keys === null ? `'${ALL}'` : all('key')} AS key,
       day, channel, ${count} AS count
  FROM (SELECT e.day, e.channel, ${storedSourceSql('e.source')} AS source, ${key} AS key, e.conversation_id
          FROM ${from(DAYS)}
         WHERE ${DAYS('e')} AND ${where}) AS counted
 WHERE key IS NOT NULL
 GROUP BY day, channel, ${keys === null ? 'ROLLUP (source)' : 'CUBE (source, key)'}`;
}

/** Every figure that adds up over days, for the days `$1`. */
const FIGURES = DEFINITIONS.filter(({ counts }) => counts !== 'accounts')
  .map(figuresSql)
  .join('\nUNION ALL');

/**
 * Writes only what differs: today is counted again and again, and most of it stays as it was. In the
 * order of the index, which with many sources is larger than the memory for it. The months get what
 * their days got more or less; what came to nothing stays there as 0.
 */
export const REFRESH_DAILY = `
WITH fresh AS MATERIALIZED (${FIGURES}
), changed AS MATERIALIZED (
  SELECT definition, source, key, day, channel, f.count,
         coalesce(f.count, 0) - coalesce(d.count, 0) AS more
    FROM fresh f
    FULL JOIN (SELECT * FROM statistic_daily WHERE day = ANY ($1::date[])) AS d
   USING (definition, source, key, day, channel)
   WHERE f.count IS DISTINCT FROM d.count
), gone AS (
  DELETE FROM statistic_daily d USING changed c
   WHERE c.count IS NULL
     AND (c.definition, c.source, c.key, c.day, c.channel)
       = (d.definition, d.source, d.key, d.day, d.channel)
), put AS (
  INSERT INTO statistic_daily (definition, source, key, day, channel, count)
  SELECT definition, source, key, day, channel, count FROM changed
   WHERE count IS NOT NULL ORDER BY 1, 2, 3, 4, 5
      ON CONFLICT (definition, source, key, day, channel) DO UPDATE SET count = EXCLUDED.count
)
INSERT INTO statistic_monthly AS m (definition, source, month, key, channel, count)
SELECT definition, source, date_trunc('month', day)::date, key, channel, sum(more) FROM changed
 GROUP BY 1, 2, 3, 4, 5 HAVING sum(more) <> 0 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (definition, source, month, key, channel)
    DO UPDATE SET count = m.count + EXCLUDED.count`;

/** Brings the figures of these days, and those of their months, to what the events say now. */
export async function refreshDaily(
  client: pg.ClientBase,
  days: readonly CalendarDate[],
): Promise<void> {
  await client.query(REFRESH_DAILY, [days]);
}
