import type { Pool } from '../../database/client.ts';

/** Most sources that are offered to choose from. */
const MOST = 500;

/** Goes from one source to the next in the index, whatever number of conversations each has. */
const SOURCES = `
WITH RECURSIVE seen AS (
  (SELECT min(source) AS source, 1 AS n FROM conversation_summary)
  UNION ALL
  SELECT (SELECT min(s.source) FROM conversation_summary s WHERE s.source > seen.source), n + 1
    FROM seen WHERE seen.source IS NOT NULL AND n < ${MOST}
)
SELECT source FROM seen WHERE source IS NOT NULL`;

/** Where people came from, in alphabetical order. */
export async function sourcesSeen(pool: Pool): Promise<string[]> {
  return (await pool.query<{ source: string }>(SOURCES)).rows.map(({ source }) => source);
}
