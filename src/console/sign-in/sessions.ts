import type { z } from 'zod';
import type { Pool } from '../../database/client.ts';
import type { Queryable } from '../../database/transaction.ts';
import type { SessionRow } from '../contract/session.ts';

/** The open sessions of an officer, the latest first. */
export async function listSessions(
  db: Pool,
  officer: string,
  current: string,
  now: Date,
): Promise<z.infer<typeof SessionRow>[]> {
  const { rows } = await db.query(
    `SELECT id, signed_in_by, address, agent, created_at, updated_at, expires_at
       FROM officer_session WHERE officer_id = $1 AND expires_at > $2
      ORDER BY updated_at DESC, id`,
    [officer, now],
  );
  return rows.map((row) => ({
    id: row.id,
    current: row.id === current,
    by: row.signed_in_by,
    address: row.address ?? '',
    agent: row.agent ?? '',
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.updated_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }));
}

/** Which sessions of an officer to end: one, all but one, or all. */
export type Which = { id: string } | { allBut: string } | 'all';

/** Ends sessions of an officer at once, on all nodes; gives how many. */
export async function endSessions(db: Queryable, officer: string, which: Which): Promise<number> {
  const one = which === 'all' ? null : 'id' in which ? which.id : which.allBut;
  const condition = which === 'all' ? '$2::uuid IS NULL' : 'id' in which ? 'id = $2' : 'id <> $2';
  const { rowCount } = await db.query(
    `DELETE FROM officer_session WHERE officer_id = $1 AND ${condition}`,
    [officer, one],
  );
  return rowCount ?? 0;
}
