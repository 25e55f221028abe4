import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Done, Nothing } from './nothing.ts';
import { Moment, Role } from './session.ts';

/** One officer in the list of all. */
export const OfficerRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  /** `invited`: has never set a password nor come by the city's sign-on. */
  state: z.enum(['invited', 'active', 'deactivated']),
  twoFactor: z.boolean(),
  /** Until when a one-time link that was handed out still works; null: there is none. */
  linkUntil: Moment.nullable(),
  /** Until when too many failures keep them out; null: not locked out. */
  lockedUntil: Moment.nullable(),
  /** How many sessions are open. */
  sessions: z.int(),
  /** The latest sign of them in a session, of the open ones and those that ended; null: never. */
  lastSeenAt: Moment.nullable(),
  createdAt: Moment,
});

export type OfficerRow = z.infer<typeof OfficerRow>;

/** All officers by name, those deactivated last. */
export const officers = endpoint({
  method: 'GET',
  path: '/officers',
  permission: 'manage-officers',
  query: Nothing,
  body: Nothing,
  answer: z.object({ officers: z.array(OfficerRow) }),
});

/** A link to hand over: it works once, until `expiresAt`, and is shown this once. */
const OneTimeLink = z.object({ id: z.string(), link: z.url(), expiresAt: Moment });

const Id = z.object({ id: z.uuid() });

/** 409: there is an officer with this address, perhaps a deactivated one. */
export const inviteOfficer = endpoint({
  method: 'POST',
  path: '/officers/invite',
  permission: 'manage-officers',
  query: Nothing,
  body: z.object({
    email: z.email('must be an e-mail address').max(254).toLowerCase(),
    name: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(200, 'must have at most 200 characters'),
    role: Role,
  }),
  answer: OneTimeLink,
  audit: 'officer-invited',
});

/**
 * A new link: of the invitation, or to set a new password for who forgot theirs. Earlier links are
 * void. The old password works until the link is used. `removeTwoFactor`: at once, for who lost
 * their device; their sessions end. 409: deactivated.
 */
export const renewLink = endpoint({
  method: 'POST',
  path: '/officers/:id/link',
  permission: 'manage-officers',
  query: Id,
  body: z.object({ removeTwoFactor: z.boolean().default(false) }),
  answer: OneTimeLink,
  audit: 'officer-changed',
});

/** Works from the officer's next request on. 409: nobody would be an administrator any more. */
export const changeRole = endpoint({
  method: 'POST',
  path: '/officers/:id/role',
  permission: 'manage-officers',
  query: Id,
  body: z.object({ role: Role }),
  answer: Done,
  audit: 'officer-changed',
});

/**
 * `active: false` ends all sessions at once and voids links; they can be made active again.
 * 409: nobody would be an administrator any more.
 */
export const setActive = endpoint({
  method: 'POST',
  path: '/officers/:id/active',
  permission: 'manage-officers',
  query: Id,
  body: z.object({ active: z.boolean() }),
  answer: Done,
  audit: 'officer-changed',
});

/** Lifts the lockout of an officer's account (not that of an address). */
export const unlockOfficer = endpoint({
  method: 'POST',
  path: '/officers/:id/unlock',
  permission: 'manage-officers',
  query: Id,
  body: Nothing,
  answer: Done,
  audit: 'officer-changed',
});

/** Ends all sessions of an officer; they may sign in anew. */
export const revokeOfficerSessions = endpoint({
  method: 'POST',
  path: '/officers/:id/sessions/revoke',
  permission: 'manage-officers',
  query: Id,
  body: Nothing,
  answer: Done,
  audit: 'sessions-revoked',
});
