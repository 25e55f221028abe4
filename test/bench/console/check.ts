import { summaryProjection } from '../../../src/console/conversations/summary.ts';
import type { Pool } from '../../../src/database/client.ts';

/** So many of the latest messages, and events, are read again. */
const READ_AGAIN = 1000;

const END = `
SELECT name, (SELECT max(id) FROM message) AS message, (SELECT max(id) FROM event) AS event
  FROM unnest($1::text[]) AS name`;

/** What is searched by, whatever its order. */
const SHOWN = `
SELECT conversation_id AS id,
       to_jsonb(s) - 'conversation_id' - 'preview' || jsonb_build_object(
         'words', tsvector_to_array(words),
         'facets', (SELECT array_agg(DISTINCT f ORDER BY f) FROM unnest(facets) AS f)) AS shown
  FROM conversation_summary s`;

/**
 * Notes that everything was worked off, and lets the real projection sum up the conversations of the
 * latest messages again. Throws when that comes to anything else: then the copies are not what the
 * service would have made, and it would be measured on something that there never is.
 */
export async function checkSummaries(pool: Pool): Promise<void> {
  await pool.query(`INSERT INTO summary_position (name, message, event) ${END}`, [
    ['conversations', 'misunderstood'],
  ]);
  await pool.query(
    `UPDATE summary_position SET message = message - $1, event = event - $1 WHERE name = 'conversations'`,
    [READ_AGAIN],
  );
  await pool.query(`CREATE TABLE original.before AS ${SHOWN}
 WHERE conversation_id IN (SELECT conversation_id FROM message WHERE id > (SELECT message FROM summary_position WHERE name = 'conversations'))`);
  while (await summaryProjection(pool).catchUp());
  const { rows } = await pool.query(
    `SELECT id, was.shown AS was, became.shown AS became
       FROM original.before AS was FULL JOIN (${SHOWN} WHERE conversation_id IN (
              SELECT id FROM original.before)) AS became USING (id)
      WHERE was.shown IS DISTINCT FROM became.shown LIMIT 1`,
  );
  if (rows.length > 0) {
    throw new Error(
      `a copied summary is not what the projection makes: ${JSON.stringify(rows[0])}`,
    );
  }
}
