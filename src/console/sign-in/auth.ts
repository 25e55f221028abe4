import { randomUUID } from 'node:crypto';
import { APIError, betterAuth } from 'better-auth';
import { type GenericOAuthConfig, genericOAuth, twoFactor } from 'better-auth/plugins';
import { traceOf } from '../../http/failure.ts';
import type { Log } from '../../log.ts';
import { AUTH_PATH, CITY, PASSWORD_LENGTH } from '../contract/session.ts';
import type { CitySignOn } from '../settings.ts';
import { type GuardParts, guard } from './guard.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** A session ends when nobody used it for so long: what a page asks by itself is no use. */
export const IDLE_MS = 2 * 3_600_000;

/** A session ends then however much it is used: a working day. */
export const LONGEST_MS = 12 * 3_600_000;

/** How exactly the last use is known. */
const SEEN_MS = 60_000;

/** The header by which the visitor's address reaches better-auth; set by us on every request. */
export const ADDRESS_HEADER = 'x-officer-address';

export interface AuthParts extends GuardParts {
  /** Signs cookies and encrypts two-factor secrets. */
  secret: string;
  publicUrl: string;
  city?: CitySignOn;
  log: Log;
}

/**
 * better-auth as the console needs it: no sign-up, accounts come by invitation; sessions in the
 * database only, so that ending one works at once on all nodes; every table and column is ours
 * (migration `officers`). What may be asked of it over HTTP says `door.ts`.
 */
export function createAuth(parts: AuthParts) {
  const { pool, secret, publicUrl, city, log } = parts;
  const { origin, protocol } = new URL(publicUrl);
  const strict = { attributes: { sameSite: 'strict' as const } };

  return betterAuth({
    appName: 'Trợ lý .vn',
    baseURL: origin,
    basePath: AUTH_PATH,
    trustedOrigins: [origin],
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message, ...rest) => logged(log, level, message, rest) },
    // What is ours goes to the application's own handler: better-auth's prints it, with a row's values.
    onAPIError: { throw: true },
    // The guard counts failures itself, by account and by address.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    plugins: [
      twoFactor({
        issuer: 'Trợ lý .vn',
        // The guard locks the account, with the same count as for passwords.
        accountLockout: { enabled: false },
        schema: TWO_FACTOR_NAMES,
      }),
      ...(city === undefined ? [] : [citySignOn(city, publicUrl)]),
      // Last, so that it sees what the others made of a request.
      guard(parts),
    ],
    ...NAMES,
    session: {
      ...NAMES.session,
      expiresIn: IDLE_MS / 1000,
      updateAge: SEEN_MS / 1000,
      cookieCache: { enabled: false },
      additionalFields: {
        signedInBy: { type: 'string', required: true, input: false, fieldName: 'signed_in_by' },
        endsAt: { type: 'date', required: true, input: false, fieldName: 'ends_at' },
      },
    },
    account: {
      ...NAMES.account,
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, allowDifferentEmails: false },
    },
    databaseHooks: {
      session: {
        create: {
          async before(session, context) {
            const officer = await context?.context.internalAdapter.findUserById(session.userId);
            const isActive = (officer as { active?: boolean } | null | undefined)?.active === true;
            const isCity = context?.path === '/callback/:id';
            // By password nobody learns that it was the right one.
            if (!isActive && isCity) throw new APIError('FORBIDDEN', { code: 'deactivated' });
            if (!isActive) {
              throw new APIError('UNAUTHORIZED', {
                code: 'INVALID_EMAIL_OR_PASSWORD',
                message: 'Invalid email or password',
              });
            }
            const earlier = session as { signedInBy?: string; endsAt?: Date };
            return {
              data: {
                signedInBy: earlier.signedInBy ?? (isCity ? 'city' : 'password'),
                endsAt: earlier.endsAt ?? new Date(Date.now() + LONGEST_MS),
              },
            };
          },
        },
      },
      account: {
        create: {
          // Nothing is asked of the sign-on later: its tokens would only lie about.
          before: async () => ({
            data: { accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    advanced: {
      cookiePrefix: 'officer',
      useSecureCookies: protocol === 'https:',
      defaultCookieAttributes: { path: '/console', httpOnly: true, sameSite: 'lax' },
      // All but what must survive coming back from the city's sign-on.
      cookies: { session_token: strict, two_factor: strict },
      database: { generateId: () => randomUUID() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/**
 * better-auth asks for the sign-on's addresses as it starts, for as long as that takes, and every
 * request waits for it. Here they are looked up as after a failure of that: by who comes by the
 * sign-on, for ten seconds at most, until they are known.
 */
function citySignOn({ issuer, clientId, clientSecret }: CitySignOn, publicUrl: string) {
  const config: GenericOAuthConfig = {
    providerId: CITY,
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    redirectURI: `${publicUrl}${AUTH_PATH}/callback/${CITY}`,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    // Only who was invited: by the verified address the first time, by the sign-on's own id later.
    disableSignUp: true,
    disableImplicitSignUp: true,
  };
  const later = { genericOAuthPendingDiscovery: new Map([[CITY, config]]) };
  return { ...genericOAuth({ config: [config] }), init: () => ({ context: later }) };
}

/** better-auth's names for tables and columns, and ours. */
const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' };
const NAMES = {
  user: {
    modelName: 'officer',
    fields: { ...TIMES, emailVerified: 'email_verified' },
    additionalFields: {
      role: { type: 'string', required: true, input: false },
      active: { type: 'boolean', required: true, input: false },
    },
  },
  session: {
    modelName: 'officer_session',
    fields: {
      ...TIMES,
      userId: 'officer_id',
      expiresAt: 'expires_at',
      ipAddress: 'address',
      userAgent: 'agent',
    },
  },
  account: {
    modelName: 'officer_account',
    fields: {
      ...TIMES,
      userId: 'officer_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: {
    modelName: 'officer_verification',
    fields: { ...TIMES, expiresAt: 'expires_at' },
  },
} as const;
const TWO_FACTOR_NAMES = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'officer_two_factor',
    fields: {
      userId: 'officer_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
};

/** Its messages, of which some name what was sent, stay within debug; an error keeps its trace. */
function logged(log: Log, level: string, message: string, rest: readonly unknown[]): void {
  const error = rest.find((one) => one instanceof Error);
  const fields = error === undefined ? { note: message } : { failure: traceOf(error) };
  if (level === 'error') log.warn(fields, 'sign-in failed');
  else log.debug(fields, 'sign-in');
}
