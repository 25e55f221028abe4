import type { Pool } from '../../database/client.ts';
import type { Window } from '../capabilities.ts';
import { SendError } from '../send.ts';

/**
 * Whether a person may be written to now. Zalo takes messages without charge for 48 h after the
 * person's last word, for money or quota up to 7 days, and refuses them then (-230). Throws
 * `permanent-for-this-person`. Of a person nobody knows (their data was just erased) Zalo decides.
 */
export async function keepWindow(
  pool: Pool,
  person: string,
  now: Date,
  { window, billed }: { window: Window; billed: boolean },
): Promise<void> {
  const { rows } = await pool.query<{ last_at: Date }>({
    name: 'zalo-window',
    text: `SELECT last_at FROM conversation WHERE channel = 'zalo' AND person = $1`,
    values: [person],
  });
  const last = rows[0]?.last_at;
  if (last === undefined) return;
  const since = now.getTime() - last.getTime();
  const refuse = (message: string) => new SendError(message, { kind: 'permanent-for-this-person' });
  if (since > window.lastMs) throw refuse('the person’s last word is more than 7 days ago');
  if (!billed && window.freeMs !== undefined && since > window.freeMs) {
    throw refuse('the person’s last word is more than 48 h ago, and ZALO_OA_BILLED_REPLIES is off');
  }
}
