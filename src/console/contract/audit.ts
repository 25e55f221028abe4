import { z } from 'zod';
import { AskedDay } from './asked-day.ts';
import { AUDIT_ACTIONS, endpoint } from './endpoint.ts';
import { Nothing } from './nothing.ts';
import { Moment } from './session.ts';

/** One line of the audit log. */
export const AuditRow = z.object({
  id: z.string(),
  at: Moment,
  action: z.enum(AUDIT_ACTIONS),
  /** Who; null where nobody was signed in and no officer was meant. The name is that of the time. */
  officer: z.object({ id: z.string(), name: z.string() }).nullable(),
  /**
   * What it was done to: a conversation's id, a file's name; of officers their e-mail address and,
   * behind it, what was done: `lan@example.vn role=viewer`, `… active=false`, `… link`,
   * `… link two-factor=removed`, `… unlocked`; of their own account `two-factor=on`, `=off`, `=codes`
   * (new backup codes); `address`: everyone at that address is locked out. Of a file and of a list
   * also what was chosen: `channels=zalo source=qr-a`, `text from=2026-11-01`; see `audit/chosen.ts`.
   * Null where there is nothing to say.
   */
  about: z.string().nullable(),
  address: z.string().nullable(),
});

export type AuditRow = z.infer<typeof AuditRow>;

/** The audit log, newest first, page by page: the next page is asked for with `before` = `next`. */
export const auditLog = endpoint({
  method: 'GET',
  path: '/audit',
  permission: 'see-audit-log',
  query: z.object({
    /** An officer's id. */
    officer: z.uuid().optional(),
    action: z.enum(AUDIT_ACTIONS).optional(),
    /** First and last day, as YYYY-MM-DD in Asia/Ho_Chi_Minh. */
    from: AskedDay.optional(),
    to: AskedDay.optional(),
    /** What `about` begins with; case does not matter. */
    about: z.string().trim().min(1).max(200).optional(),
    before: z
      .string()
      .regex(/^\d{1,18}$/, 'is not the next of an answer')
      .optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  body: Nothing,
  answer: z.object({
    entries: z.array(AuditRow),
    /** Null: this was the last page. */
    next: z.string().nullable(),
  }),
});

/** Whom the log can be filtered by: all officers by name, also those deactivated. */
export const auditOfficers = endpoint({
  method: 'GET',
  path: '/audit/officers',
  permission: 'see-audit-log',
  query: Nothing,
  body: Nothing,
  answer: z.object({ officers: z.array(z.object({ id: z.string(), name: z.string() })) }),
});
