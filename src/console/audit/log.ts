import type { Queryable } from '../../database/transaction.ts';
import type { AuditEntry } from '../api/serve.ts';

/**
 * Writes one line of the audit log; rejects when it cannot, and then what it is about must not be done.
 * But a session that its officer ended stays ended, and backup codes stay void whose successors nobody
 * got to see.
 */
export async function writeAudit(db: Queryable, entry: AuditEntry): Promise<void> {
  const { at, action, officer, about, address } = entry;
  await db.query(
    `INSERT INTO audit_log (at, action, officer_id, officer_name, about, address)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [at, action, officer?.id, officer?.name, about, address],
  );
}
