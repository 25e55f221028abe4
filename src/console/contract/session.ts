import { z } from 'zod';
import { type Endpoint, endpoint } from './endpoint.ts';
import { Done, Nothing } from './nothing.ts';
import { PERMISSIONS, ROLES } from './permission.ts';

/*
 * What the pages do with better-auth's own client, and not by an endpoint of this file:
 *
 *   import { createAuthClient } from 'better-auth/react';
 *   import { twoFactorClient } from 'better-auth/client/plugins';
 *   const auth = createAuthClient({ basePath: AUTH_PATH, plugins: [twoFactorClient()] });
 *
 * Every call answers `{ data, error }`; `error.status` and `error.code` say what went wrong. All of
 * them must come from the console's own origin (403 ORIGIN else, which means that the console was
 * opened at another address than PUBLIC_URL).
 *
 * Signing in
 *   auth.signIn.email({ email, password })
 *     data.twoFactorRedirect === true   go on with a code, below; nobody is signed in yet
 *     data.user                         signed in; ask `session` anew
 *     401 INVALID_EMAIL_OR_PASSWORD     wrong, or no such officer, or deactivated: all the same
 *     429 LOCKED_OUT                    error.unlocksAt (ISO 8601) says when to try again; error.scope
 *       `account` or `address`: everyone there, and no administrator can lift it
 *   auth.twoFactor.verifyTotp({ code })           six digits of the app
 *   auth.twoFactor.verifyBackupCode({ code })     one of the codes on paper; each works once
 *     401 INVALID_CODE or INVALID_BACKUP_CODE     wrong, or tried before; 429 LOCKED_OUT as above
 *     401 INVALID_TWO_FACTOR_COOKIE               ten minutes have passed: sign in from the start
 *   auth.signIn.social({ provider: CITY, callbackURL: '/console', errorCallbackURL: '/console/sign-in' })
 *     leaves for the city's sign-on (offered when `session.cityOffered`); back at errorCallbackURL
 *     `?error=` says why not: `signup_disabled`: no invited officer has this e-mail address;
 *     `account_not_linked`: one has, but the provider does not vouch for the address;
 *     `unable_to_link_account`: linking the two failed; `deactivated`: an officer no more;
 *     anything else: the sign-on failed, try again.
 *   auth.signOut()
 *
 * Own account, signed in. Each asks for the present password and counts a wrong one towards the
 * lockout (400 INVALID_PASSWORD, 429 LOCKED_OUT).
 *   auth.changePassword({ currentPassword, newPassword })       ends all other sessions
 *     400 PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG: see PASSWORD_LENGTH
 *   auth.twoFactor.enable({ password })   data.totpURI (show it as a QR code, and its `secret`
 *     parameter as text) and data.backupCodes (shown this once); then, to finish:
 *   auth.twoFactor.verifyTotp({ code })   until then two-factor is not on
 *   auth.twoFactor.disable({ password })
 *   auth.twoFactor.generateBackupCodes({ password })   data.backupCodes; the old ones are void
 *
 * After any of these the page asks `session` again. No other path of better-auth can be reached.
 */

/** Where better-auth is. */
export const AUTH_PATH = '/console/api/auth';

/** What better-auth calls the city's sign-on. */
export const CITY = 'city';

/** How long a password must be and may be, in characters; nothing else is asked of it. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/**
 * An endpoint for those who are not signed in yet: nobody is asked who they are, and the rest is as
 * with {@link Endpoint}: a POST must come from the console's own origin, 422 tells the fields.
 */
export type OpenEndpoint<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = Omit<Endpoint<Query, Body, Answer>, 'permission' | 'audit'>;

function openEndpoint<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  given: OpenEndpoint<Query, Body, Answer>,
): OpenEndpoint<Query, Body, Answer> {
  return given;
}

/** A moment, as ISO 8601 with `Z`. */
export const Moment = z.iso.datetime();

export const Role = z.enum(ROLES);

/** Whoever is signed in, as the pages see them. */
export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  /** What the role allows; the pages hide the rest. */
  permissions: z.array(z.enum(PERMISSIONS)),
  twoFactor: z.boolean(),
  /** False: two-factor and password are not theirs to set, they come by the city's sign-on only. */
  hasPassword: z.boolean(),
  /** How they signed in this time. */
  by: z.enum(['password', 'city']),
  /** At the latest then they must sign in anew. */
  endsAt: Moment,
});

export type Me = z.infer<typeof Me>;

/**
 * The first question of every page, answered to anyone. `mustEnableTwoFactor`: the setting asks for
 * two-factor and this officer has not set it up: everything else answers 401 until they have, so
 * the page shows nothing but that.
 */
export const session = openEndpoint({
  method: 'GET',
  path: '/session',
  query: Nothing,
  body: Nothing,
  answer: z.object({
    me: Me.nullable(),
    /** Whether there is a sign-on of the city to sign in by. */
    cityOffered: z.boolean(),
    twoFactorRequired: z.boolean(),
    mustEnableTwoFactor: z.boolean(),
    /** What the pages show is, at least in part, made up by `npm run demo`; every page says so. */
    demo: z.boolean(),
  }),
});

/** What stands behind the `#` of a one-time link `/console/invitation#<token>`. */
const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is not a token');

/** Whom a one-time link is for; it is not used up by looking. 404: used, replaced or expired. */
export const invitation = openEndpoint({
  method: 'POST',
  path: '/invitation',
  query: Nothing,
  body: z.object({ token: Token }),
  answer: z.object({
    /** `recovery`: of an officer who has a password or had one. */
    kind: z.enum(['invitation', 'recovery']),
    email: z.string(),
    name: z.string(),
    role: Role,
    expiresAt: Moment,
  }),
});

/**
 * Sets name and password and uses the link up; all sessions end, a lockout is lifted. Nobody is
 * signed in by it: go on with `auth.signIn.email`. 404: used, replaced or expired.
 */
export const acceptInvitation = openEndpoint({
  method: 'POST',
  path: '/invitation/accept',
  query: Nothing,
  body: z.object({
    token: Token,
    name: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(200, 'must have at most 200 characters'),
    password: z
      .string()
      .min(PASSWORD_LENGTH.min, `must have at least ${PASSWORD_LENGTH.min} characters`)
      .max(PASSWORD_LENGTH.max, `must have at most ${PASSWORD_LENGTH.max} characters`),
  }),
  answer: z.object({ email: z.string() }),
});

/** One place where the officer is signed in. */
export const SessionRow = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  by: z.enum(['password', 'city']),
  address: z.string(),
  /** The browser's `User-Agent`. */
  agent: z.string(),
  createdAt: Moment,
  /** To the minute. */
  lastSeenAt: Moment,
  expiresAt: Moment,
});

/** Own sessions, the latest first. */
export const mySessions = endpoint({
  method: 'GET',
  path: '/sessions',
  permission: 'signed-in',
  query: Nothing,
  body: Nothing,
  answer: z.object({ sessions: z.array(SessionRow) }),
});

/** Ends one of one's own sessions. 404: there is none such. */
export const revokeSession = endpoint({
  method: 'POST',
  path: '/sessions/:id/revoke',
  permission: 'signed-in',
  query: z.object({ id: z.uuid() }),
  body: Nothing,
  answer: Done,
  audit: 'sessions-revoked',
});

/** Ends all of one's own sessions but the one that asks. */
export const revokeOtherSessions = endpoint({
  method: 'POST',
  path: '/sessions/revoke-others',
  permission: 'signed-in',
  query: Nothing,
  body: Nothing,
  answer: Done,
  audit: 'sessions-revoked',
});
