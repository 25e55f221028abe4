import type { Pool } from '../database/client.ts';

/**
 * Whether figures and conversations are, at least in part, a demonstration made by `npm run demo`.
 * Whatever shows or hands out a figure says so: a number that was made up must not end in a report.
 */
export async function isDemonstration(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ made: boolean }>(
    'SELECT EXISTS (SELECT FROM demonstration) AS made',
  );
  return rows[0]!.made;
}
