import type { Pool } from '../../database/client.ts';
import type { Projection } from '../projector.ts';

/** Tells the audit log's page, and the officers', of new lines: what is done to officers stands there too. */
export function auditProjection(pool: Pool): Projection {
  let told: string | null = null;
  return {
    name: 'audit',
    async catchUp() {
      const { rows } = await pool.query<{ last: string | null }>(
        'SELECT max(id) AS last FROM audit_log',
      );
      const { last } = rows[0]!;
      if (last === told) return false;
      told = last;
      return true;
    },
  };
}
