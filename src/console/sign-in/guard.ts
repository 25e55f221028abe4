import type { BetterAuthPlugin, GenericEndpointContext, HookEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import type { Pool } from '../../database/client.ts';
import type { AuditEntry } from '../api/serve.ts';
import type { AuditAction } from '../contract/endpoint.ts';
import { ADDRESS_HEADER } from './auth.ts';
import type { Codes } from './codes.ts';
import type { Attempt, Lockout } from './lockout.ts';

export interface GuardParts {
  pool: Pool;
  lockout: Lockout;
  codes: Codes;
  audit(entry: AuditEntry): Promise<void>;
  now(): Date;
}

/** Whom a request is about, as far as it is known. */
interface Subject {
  id: string;
  name: string;
  email: string;
}

/** One request between its two hooks. */
interface Underway {
  subject: Subject | undefined;
  /** Whether they were signed in already. */
  isSignedIn: boolean;
  attempt: Attempt | undefined;
}

/** Paths at which a password or a code is tried, and so may be guessed. */
const TRIES = new Set([
  '/sign-in/email',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/generate-backup-codes',
  '/change-password',
]);

/** Who begins to sign in is not who may be signed in already. */
const SIGN_INS = new Set(['/sign-in/email', '/sign-in/social', '/callback/:id']);

/** What of one's own account is changed where: the audit log's action and `about`. */
const CHANGES: Readonly<Record<string, [AuditAction, string | undefined]>> = {
  '/two-factor/verify-totp': ['two-factor-changed', 'two-factor=on'],
  '/two-factor/disable': ['two-factor-changed', 'two-factor=off'],
  '/two-factor/generate-backup-codes': ['two-factor-changed', 'two-factor=codes'],
  '/change-password': ['password-changed', undefined],
};

/** Refusals that say that a password or code was wrong, rather than that something was amiss. */
const WRONG = new Set([
  'INVALID_EMAIL_OR_PASSWORD',
  'INVALID_PASSWORD',
  'INVALID_CODE',
  'INVALID_BACKUP_CODE',
]);

/**
 * Stands around better-auth's own steps: locks out who guesses, lets no code of an app in twice, and
 * writes to the audit log who signed in, failed, was locked out, knocked at a lock (once each), signed
 * out, or changed password or second factor. Password and second factor change only once that stands
 * there; new backup codes, which have no such hook, are shown only then.
 */
export function guard({ pool, lockout, codes, audit, now }: GuardParts): BetterAuthPlugin {
  const underway = new WeakMap<Request, Underway>();

  async function write(
    ctx: Context,
    action: AuditAction,
    { officer, about }: { officer?: Subject | undefined; about?: string | undefined },
  ): Promise<void> {
    const address = addressOf(ctx);
    await audit({
      action,
      ...(officer !== undefined && { officer: { id: officer.id, name: officer.name } }),
      ...(about !== undefined && { about }),
      ...(address !== undefined && { address }),
      at: now(),
    });
  }

  async function failed(ctx: Context, attempt: Attempt, officer: Subject | undefined) {
    const { locked } = await attempt.failed();
    const entry = { officer, about: officer?.email };
    await write(ctx, 'sign-in-failed', entry);
    for (const scope of locked) {
      // Whoever tried last is not who is locked out: that is everyone there.
      await write(ctx, 'locked-out', scope === 'account' ? entry : { about: 'address' });
    }
  }

  async function entered(ctx: Context, officer: Subject, about?: string): Promise<void> {
    await write(ctx, 'signed-in', { officer, about });
    const sql = 'UPDATE officer SET last_seen_at = $2 WHERE id = $1';
    await pool.query(sql, [officer.id, now()]);
  }

  async function changed(ctx: Context): Promise<void> {
    const subject = ctx.request === undefined ? undefined : underway.get(ctx.request)?.subject;
    const change = CHANGES[ctx.path];
    if (change === undefined) return;
    const [action, about] = change;
    await write(ctx, action, { officer: subject, about });
  }

  /** The account's password or the officer's `twoFactorEnabled` is about to be written. */
  const changing = async (_: unknown, ctx: GenericEndpointContext | null): Promise<void> => {
    if (ctx === null) return;
    try {
      await changed(ctx as Context);
    } catch (error) {
      // What follows a request does not follow this error, and the officer was not wrong.
      if (ctx.request !== undefined) await underway.get(ctx.request)?.attempt?.undone();
      throw error;
    }
  };

  const before = createAuthMiddleware(async (ctx) => {
    if (ctx.request === undefined) return;
    const signedIn = SIGN_INS.has(ctx.path) ? undefined : await signedInSubject(ctx);
    const subject = signedIn ?? (await meantSubject(ctx));
    const tried = subject?.email ?? emailOf(ctx);
    let attempt: Attempt | undefined;
    if (TRIES.has(ctx.path) && tried !== undefined) {
      const begun = await lockout.begin(tried, addressOf(ctx));
      if ('lockedUntil' in begun) {
        if (begun.isFirst) {
          const which = begun.scope === 'account' ? 'locked' : 'address-locked';
          const about = [...(subject === undefined ? [] : [subject.email]), which].join(' ');
          await write(ctx, 'sign-in-failed', { officer: subject, about });
        }
        throw new APIError('TOO_MANY_REQUESTS', {
          code: 'LOCKED_OUT',
          message: 'Too many failures; try again later.',
          unlocksAt: begun.lockedUntil.toISOString(),
          scope: begun.scope,
        });
      }
      attempt = begun;
      if (ctx.path === '/two-factor/verify-totp' && subject !== undefined) {
        const { code } = (ctx.body ?? {}) as { code?: unknown };
        if (!(await codes.claim(subject.id, String(code)))) {
          await failed(ctx, begun, subject);
          throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' });
        }
      }
    }
    underway.set(ctx.request, { subject, isSignedIn: signedIn !== undefined, attempt });
  });

  const after = createAuthMiddleware(async (ctx) => {
    const state = ctx.request === undefined ? undefined : underway.get(ctx.request);
    if (state === undefined) return;
    const { subject, isSignedIn, attempt } = state;
    const refusal = refusalOf(ctx.context.returned);
    if (attempt !== undefined && refusal !== undefined) {
      if (!WRONG.has(refusal)) return attempt.undone();
      return failed(ctx, attempt, subject);
    }
    const session = ctx.context.newSession;
    if (attempt !== undefined) {
      // The password alone may be right: the account's failures stay until the code is.
      const isComplete = isSignedIn || session !== null;
      await (isComplete ? attempt.succeeded() : attempt.undone());
    }
    if (refusal === undefined && ctx.path === '/sign-out' && isSignedIn) {
      await write(ctx, 'signed-out', { officer: subject });
    }
    if (ctx.path === '/callback/:id') {
      const error = errorOf(ctx);
      if (session) await entered(ctx, session.user, 'city');
      else if (error !== undefined) {
        await write(ctx, 'sign-in-failed', { officer: subject, about: `city ${error}` });
      }
    } else if (!isSignedIn && attempt !== undefined && session) {
      await entered(ctx, session.user);
    } else if (refusal === undefined && ctx.path === '/two-factor/generate-backup-codes') {
      await changed(ctx);
    }
  });

  const matcher = ({ request }: HookEndpointContext) => request !== undefined;
  return {
    id: 'officer-guard',
    init: () => ({
      options: {
        databaseHooks: {
          account: { update: { before: changing } },
          user: { update: { before: changing } },
        },
      },
    }),
    hooks: { before: [{ matcher, handler: before }], after: [{ matcher, handler: after }] },
  };
}

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0] & { path: string };

async function signedInSubject(ctx: Context): Promise<Subject | undefined> {
  const session = await getSessionFromCtx(ctx);
  return session === null ? undefined : session.user;
}

/** Whom a request without a session means: by address, or as the one whose code is waited for. */
async function meantSubject(ctx: Context): Promise<Subject | undefined> {
  const { internalAdapter, secret } = ctx.context;
  const email = emailOf(ctx);
  if (email !== undefined) return (await internalAdapter.findUserByEmail(email))?.user;
  if (!ctx.path.startsWith('/two-factor/')) return undefined;
  const cookie = ctx.context.createAuthCookie('two_factor');
  const identifier = await ctx.getSignedCookie(cookie.name, secret);
  if (!identifier) return undefined;
  const waiting = await internalAdapter.findVerificationValue(identifier);
  return waiting ? ((await internalAdapter.findUserById(waiting.value)) ?? undefined) : undefined;
}

function emailOf(ctx: Context): string | undefined {
  const { email } = (ctx.body ?? {}) as { email?: unknown };
  return ctx.path === '/sign-in/email' && typeof email === 'string'
    ? email.toLowerCase()
    : undefined;
}

function addressOf(ctx: Context): string | undefined {
  return ctx.request?.headers.get(ADDRESS_HEADER) ?? undefined;
}

/** The code of a refusal; undefined when the request was done. A redirect is no refusal. */
function refusalOf(returned: unknown): string | undefined {
  if (!(returned instanceof APIError) || returned.statusCode < 400) return undefined;
  return returned.body?.code ?? 'UNKNOWN';
}

/** Refusals of a person whom the city's sign-on named; anyone can cause the other errors at will. */
const REFUSED_BY_CITY = new Set([
  'signup_disabled',
  'account_not_linked',
  'unable_to_link_account',
  'deactivated',
]);

/**
 * Why a person came back from the city's sign-on in vain: `error` of where they are sent. One that
 * they brought along is only handed on, and may be anyone's invention.
 */
function errorOf(ctx: Context): string | undefined {
  if (ctx.query?.error !== undefined) return undefined;
  const { returned } = ctx.context as { returned?: { headers?: HeadersInit } | null };
  const headers = new Headers(returned?.headers);
  const location = new URL(headers.get('location') ?? '/', 'http://unused');
  const error = location.searchParams.get('error');
  return error !== null && REFUSED_BY_CITY.has(error) ? error : undefined;
}
