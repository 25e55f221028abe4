import type { Pool } from '../../database/client.ts';
import { SendError } from '../send.ts';

/**
 * Whether a person may be written to now: Facebook takes answers for 24 h after the person's last
 * word, and writing to people later is held against the page. Throws `permanent-for-this-person`.
 * Of a person nobody knows (their data was just erased) Facebook decides.
 */
export async function keepWindow(
  pool: Pick<Pool, 'query'>,
  person: string,
  now: Date,
  lastMs: number,
): Promise<void> {
  const { rows } = await pool.query<{ last_at: Date }>({
    name: 'messenger-window',
    text: `SELECT last_at FROM conversation WHERE channel = 'messenger' AND person = $1`,
    values: [person],
  });
  const last = rows[0]?.last_at;
  if (last === undefined || now.getTime() - last.getTime() <= lastMs) return;
  throw new SendError('the person’s last word is more than 24 h ago', {
    kind: 'permanent-for-this-person',
  });
}
