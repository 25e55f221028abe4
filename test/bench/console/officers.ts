import type { AuditAction } from '../../../src/console/contract/endpoint.ts';
import { hashPassword } from '../../../src/console/sign-in/password.ts';
import type { Queryable } from '../../../src/database/transaction.ts';

/** Who signs in to be measured: an administrator, who may see every page. */
export const OFFICER = { email: 'bench@example.vn', password: 'a password for the bench' } as const;

/** Officers who were there all the time. */
const OFFICERS = 12;

/** What is in the log, in the order of how often. */
const ACTIONS: readonly AuditAction[] = [
  'conversation-seen',
  'conversations-searched',
  'misunderstood-seen',
  'signed-in',
  'personal-revealed',
  'exported',
];

/** Officers, and so many lines of the audit log over so many days: the newest last. */
export async function fillAudit(
  db: Queryable,
  { lines, days, now }: { lines: number; days: number; now: Date },
): Promise<void> {
  await db.query(
    `INSERT INTO officer (name, email, role)
     SELECT 'Officer ' || n, 'officer' || n || '@example.vn',
            (ARRAY['content-officer', 'support-officer', 'viewer'])[1 + n % 3]
       FROM generate_series(1, $1::int) AS n`,
    [OFFICERS],
  );
  await db.query(
    `INSERT INTO audit_log (at, action, officer_id, officer_name, about, address)
     SELECT $2::timestamptz - ($1::int - line) * (make_interval(days => $3) / $1), a.action, o.id, o.name,
            CASE WHEN a.action IN ('conversation-seen', 'personal-revealed') THEN s.id::text END, '10.0.0.7'
       FROM generate_series(1, $1::int) AS line
       JOIN original.seat s ON s.n = 1 + line * 7919::bigint % (SELECT count(*) FROM original.seat)
       JOIN unnest($4::text[]) WITH ORDINALITY AS a(action, place)
         ON a.place = 1 + floor(power((hashint4extended(line, 1) & 65535) / 65536.0::float8, 3) * cardinality($4))
       JOIN (SELECT id, name, row_number() OVER (ORDER BY email) AS place FROM officer) AS o
         ON o.place = 1 + line % $5::int
      ORDER BY line`,
    [lines, now, days, ACTIONS, OFFICERS],
  );
}

/** Makes the officer who is measured, unless they are there. */
export async function addOfficer(db: Queryable): Promise<void> {
  await db.query(
    `WITH o AS (
       INSERT INTO officer (name, email, role) VALUES ('Bench', $1, 'administrator')
       ON CONFLICT (email) DO NOTHING RETURNING id
     )
     INSERT INTO officer_account (officer_id, provider_id, account_id, password)
     SELECT id, 'credential', id::text, $2 FROM o`,
    [OFFICER.email, await hashPassword(OFFICER.password)],
  );
}
