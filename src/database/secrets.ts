import { randomBytes } from 'node:crypto';
import type { Pool } from './client.ts';

/**
 * A secret that nobody set: 32 random bytes (base64url), generated when first asked for and from
 * then on the same for every node on this database, however many ask at once.
 */
export async function secret(db: Pool, name: string): Promise<string> {
  await db.query('INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING', [
    name,
    randomBytes(32).toString('base64url'),
  ]);
  // A statement of its own: only a new snapshot shows the row of a process that was quicker.
  const { rows } = await db.query('SELECT value FROM secret WHERE name = $1', [name]);
  return rows[0].value;
}
