import { createHash } from 'node:crypto';
import type { Pool } from '../../database/client.ts';

/** An app's code is right for 90 s (its own 30, and those before and after, as clocks differ); with time to spare. */
const KEPT_MS = 5 * 60_000;

/** Which codes of authenticator apps were tried already. */
export interface Codes {
  /**
   * Takes a code before it is tried, right or wrong: false when it was tried before, and then it
   * must not be tried again (RFC 6238, 5.2), however many come with it at the same moment, on any node.
   */
  claim(officer: string, code: string): Promise<boolean>;
}

export function createCodes(db: Pool, now: () => Date): Codes {
  return {
    async claim(officer, code) {
      const at = now();
      const hash = createHash('sha256').update(`${officer} ${code}`).digest('base64url');
      const old = new Date(at.getTime() - KEPT_MS);
      await db.query('DELETE FROM officer_code WHERE at < $1', [old]);
      const { rowCount } = await db.query(
        `INSERT INTO officer_code (officer_id, code_hash, at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING`,
        [officer, hash, at],
      );
      return rowCount === 1;
    },
  };
}
