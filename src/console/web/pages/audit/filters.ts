import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import { auditLog } from '../../../contract/audit.ts';

/** What the log is asked for. */
export type AuditQuery = z.input<typeof auditLog.query>;

const NAMES = ['officer', 'action', 'from', 'to', 'about', 'before'] as const;

/**
 * Filters and page of the log, which live in the address; what it says wrongly is as if it did not
 * say it. A change of filters begins at the newest entry again.
 */
export function useFilters(): {
  query: AuditQuery;
  hasFilters: boolean;
  change(next: { [Name in (typeof NAMES)[number]]?: string | undefined }): void;
  clear(): void;
} {
  const [params, setParams] = useSearchParams();
  const query: AuditQuery = {};
  for (const name of NAMES) {
    const given = auditLog.query.shape[name].safeParse(params.get(name) ?? undefined);
    if (given.success && given.data !== undefined) Object.assign(query, { [name]: given.data });
  }
  return {
    query,
    hasFilters: NAMES.some((name) => name !== 'before' && query[name] !== undefined),
    change: (next) =>
      setParams((earlier) => {
        const after = new URLSearchParams(earlier);
        after.delete('before');
        for (const [name, value] of Object.entries(next)) {
          if (value === undefined || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      }),
    clear: () => setParams({}),
  };
}
