import type { z } from 'zod';
import type { Pool } from '../../database/client.ts';
import type { AuditRow, auditLog } from '../contract/audit.ts';

/** A page of the audit log as it was asked for. */
type Asked = z.infer<typeof auditLog.query>;

/** Where a day of Vietnam begins: `timestamp`, as a `date` would begin in the session's own time zone. */
const BEGINS = "::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'";

/** Reads one page, newest first; whatever is filtered by, an index leads to it. */
export async function listAudit(
  db: Pool,
  asked: Asked,
): Promise<{ entries: AuditRow[]; next: string | null }> {
  const values: unknown[] = [];
  const given = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    ...(asked.officer === undefined ? [] : [`officer_id = ${given(asked.officer)}`]),
    ...(asked.action === undefined ? [] : [`action = ${given(asked.action)}`]),
    ...(asked.from === undefined ? [] : [`at >= ${given(asked.from)}${BEGINS}`]),
    ...(asked.to === undefined ? [] : [`at < (${given(asked.to)}::date + 1)${BEGINS}`]),
    ...(asked.about === undefined
      ? []
      : [`lower(about) LIKE ${given(`${literally(asked.about.toLowerCase())}%`)}`]),
    ...(asked.before === undefined
      ? []
      : [`(at, id) < (SELECT at, id FROM audit_log WHERE id = ${given(asked.before)})`]),
  ];
  const { rows } = await db.query<Row>(
    `SELECT id, at, action, officer_id, officer_name, about, address FROM audit_log
      ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
      ORDER BY at DESC, id DESC LIMIT ${given(asked.limit + 1)}`,
    values,
  );
  const entries = rows.slice(0, asked.limit).map(toEntry);
  return { entries, next: rows.length > asked.limit ? entries.at(-1)!.id : null };
}

interface Row {
  id: string;
  at: Date;
  action: AuditRow['action'];
  officer_id: string | null;
  officer_name: string | null;
  about: string | null;
  address: string | null;
}

function toEntry({ id, at, action, officer_id, officer_name, about, address }: Row): AuditRow {
  const officer = officer_id === null ? null : { id: officer_id, name: officer_name ?? '' };
  return { id, at: at.toISOString(), action, officer, about, address };
}

/** A text that LIKE takes for itself. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
