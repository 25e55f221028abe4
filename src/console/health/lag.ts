import type { Pool } from '../../database/client.ts';

/** Rows that wait are counted up to here. */
const COUNTED = 10_000;

const AFTER = (table: 'message' | 'event', position: string) =>
  `(SELECT count(*)::int FROM (SELECT FROM ${table} WHERE id > ${position} LIMIT ${COUNTED}) AS w)`;

/**
 * The position of the statistics is the highest event of those that were counted: up to `read`, and
 * of some days further (`unsettled`: how many, and up to which).
 */
const LAG = `
WITH position AS (
  SELECT n.name, coalesce(p.message, 0) AS message, coalesce(p.event, 0) AS event
    FROM unnest(ARRAY['conversations', 'misunderstood']) AS n(name)
    LEFT JOIN summary_position p ON p.name = n.name
)
SELECT 'statistics' AS name, ${AFTER('event', 's.counted')} AS waiting
  FROM (SELECT greatest(read, (SELECT max(split_part(value, ' ', 2)::bigint)
                                 FROM jsonb_each_text(unsettled::jsonb))) AS counted
          FROM statistic_progress) AS s
UNION ALL
SELECT name, greatest(${AFTER('message', 'p.message')}, ${AFTER('event', 'p.event')})
  FROM position p`;

/**
 * How many messages or events what officers see does not know of yet, up to 10,000: normally those
 * of the last second. Many, or never none, means that the projector (`src/console/projector.ts`) is
 * held up; its log says by what.
 */
export async function lag(
  pool: Pool,
): Promise<{ name: 'statistics' | 'conversations' | 'misunderstood'; waiting: number }[]> {
  return (await pool.query(LAG)).rows;
}
