import type { Pool } from '../../database/client.ts';
import type { Projection } from '../projector.ts';

/** The last ids: lines appear in any order, so one may come below the highest that was seen. */
const LAST = `
SELECT string_agg(id::text, ' ') AS last FROM (SELECT id FROM audit_log ORDER BY id DESC LIMIT 50) AS l`;

/** Tells the audit log's page, and the officers', of new lines: what is done to officers stands there too. */
export function auditProjection(pool: Pool): Projection {
  let told: string | null = null;
  return {
    name: 'audit',
    async catchUp() {
      const { rows } = await pool.query<{ last: string | null }>(LAST);
      const { last } = rows[0]!;
      if (last === told) return false;
      told = last;
      return true;
    },
  };
}
