/** Who an officer is to the console; one role each. */
export const ROLES = ['administrator', 'content-officer', 'support-officer', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

/**
 * What can be done in the console. Every request asks for one of these, in one place
 * (`src/console/api/serve.ts`); the pages hide what would be refused, by the same table.
 */
export const PERMISSIONS = [
  /** Overview and statistics: figures without a person in them. */
  'see-statistics',
  /** What people wrote, with personal values masked: transcripts, the search, what was not understood. */
  'see-conversations',
  /** Personal values of a transcript; each look is in the audit log. */
  'reveal-personal',
  /** Flows, answers, the simulator: nothing that people wrote. */
  'see-content',
  /** Files to take away: XLSX, and pictures of charts. */
  'export',
  /** Whether everything works. */
  'see-health',
  /** Failed messages and replies once more. */
  'retry-failed',
  'see-audit-log',
  /** Officers, their roles and sessions. */
  'manage-officers',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

const OF: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: PERMISSIONS,
  'content-officer': ['see-statistics', 'see-conversations', 'see-content', 'export', 'see-health'],
  'support-officer': [
    'see-statistics',
    'see-conversations',
    'reveal-personal',
    'see-content',
    'see-health',
    'retry-failed',
  ],
  viewer: ['see-statistics', 'see-content'],
};

/**
 * Someone who is signed in. `donVi`: later an officer may be bound to a unit (a commune, a school)
 * and then sees only what came from it.
 */
export interface Officer {
  id: string;
  name: string;
  email: string;
  role: Role;
  donVi?: string;
}

/** Whether an officer may do that: the one place that knows. */
export function may(officer: Pick<Officer, 'role'>, permission: Permission): boolean {
  return OF[officer.role].includes(permission);
}
