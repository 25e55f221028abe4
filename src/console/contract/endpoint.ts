import type { z } from 'zod';
import type { Permission } from './permission.ts';

/**
 * One request of the console's API, said once for both sides: the server reads query and body by
 * these schemas and answers by `answer`, the pages call it by the same (`web/call.ts`).
 */
export interface Endpoint<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST';
  /** Below `/console/api`, with parameters as express writes them: `/conversations/:id`. */
  path: string;
  /** What the officer must be allowed to do; `signed-in` is any officer. */
  permission: Permission | 'signed-in';
  /** Query parameters and those of the path together: strings, so schemas coerce. */
  query: Query;
  /** Of a POST. */
  body: Body;
  /** Absent where the answer is a file. */
  answer: Answer;
  /**
   * What the audit log calls it; absent where nothing personal is seen, taken away or changed. The
   * entry is written before the answer leaves, with `about` of the handler's answer.
   */
  audit?: AuditAction;
}

/** What the audit log knows; the console names them in Vietnamese. */
export const AUDIT_ACTIONS = [
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'locked-out',
  'password-changed',
  'two-factor-changed',
  'sessions-revoked',
  'officer-invited',
  'officer-changed',
  'conversations-searched',
  'conversation-seen',
  'misunderstood-seen',
  'personal-revealed',
  'exported',
  'retried',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Keeps the schemas' types: `export const overview = endpoint({ … })`. */
export function endpoint<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  given: Endpoint<Query, Body, Answer>,
): Endpoint<Query, Body, Answer> {
  return given;
}
