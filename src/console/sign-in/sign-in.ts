import type { Request, Router } from 'express';
import type { Pool } from '../../database/client.ts';
import { secret } from '../../database/secrets.ts';
import type { Log } from '../../log.ts';
import type { AuditEntry } from '../api/serve.ts';
import type { Officer, Role } from '../contract/permission.ts';
import type { ConsoleSettings } from '../settings.ts';
import { createAuth } from './auth.ts';
import { createCodes } from './codes.ts';
import { authDoor, headersOf } from './door.ts';
import { createLockout, type Lockout } from './lockout.ts';

export interface SignInParts {
  pool: Pool;
  log: Log;
  publicUrl: string;
  settings: ConsoleSettings;
  audit(entry: AuditEntry): Promise<void>;
  now(): Date;
}

/** Who is behind a request, with what the session tells beyond {@link Officer}. */
export interface SignedIn {
  officer: Officer;
  /** The session's id. */
  session: string;
  by: 'password' | 'city';
  endsAt: Date;
  twoFactor: boolean;
  /** The setting asks for two-factor and they have none: nothing else may be done until then. */
  mustEnableTwoFactor: boolean;
}

/** Who may come in, and who is in. */
export interface SignIn {
  /** better-auth over HTTP. */
  router: Router;
  /**
   * The session behind a request's cookie; undefined: none, or it ended. It is prolonged, unless the
   * request says `X-Unattended: 1`: a page sends that when nobody has used key or pointer lately.
   */
  signedIn(req: Request, isUnattended?: boolean): Promise<SignedIn | undefined>;
  /** For `serve`: as {@link SignIn.signedIn}, and with a second factor where that is asked for. */
  officerOf(req: Request, isUnattended?: boolean): Promise<Officer | undefined>;
  /** The session by which an officer came that {@link SignIn.officerOf} gave. */
  sessionOf(officer: Officer): string;
  lockout: Lockout;
}

/** Opens the way in. better-auth is reached by no other file than those of this folder. */
export async function createSignIn(parts: SignInParts): Promise<SignIn> {
  const { pool, settings, publicUrl, now } = parts;
  const lockout = createLockout(pool, now);
  const auth = createAuth({
    pool,
    secret: await secret(pool, 'console-sign-in'),
    publicUrl,
    ...(settings.city !== undefined && { city: settings.city }),
    lockout,
    codes: createCodes(pool, now),
    audit: parts.audit,
    log: parts.log,
    now,
  });

  const sessions = new WeakMap<Officer, string>();

  async function signedIn(
    req: Request,
    isUnattended = req.get('X-Unattended') === '1',
  ): Promise<SignedIn | undefined> {
    // Without any cookie there is nothing to look up.
    if (req.get('Cookie') === undefined) return undefined;
    const { headers, response } = await auth.api.getSession({
      headers: headersOf(req),
      query: { disableRefresh: isUnattended },
      returnHeaders: true,
    });
    // A session that was prolonged has its cookie prolonged too.
    for (const cookie of headers.getSetCookie()) req.res?.append('Set-Cookie', cookie);
    if (response === null) return undefined;
    const { user, session } = response;
    if (!user.active) return undefined;
    const by = session.signedInBy as SignedIn['by'];
    const twoFactor = user.twoFactorEnabled === true;
    return {
      officer: { id: user.id, name: user.name, email: user.email, role: user.role as Role },
      session: session.id,
      by,
      endsAt: session.endsAt,
      twoFactor,
      // Who comes by the city's sign-on has the second factor there.
      mustEnableTwoFactor: settings.requireTwoFactor && by === 'password' && !twoFactor,
    };
  }

  return {
    router: authDoor(auth, new URL(publicUrl).origin),
    signedIn,
    async officerOf(req, isUnattended) {
      const found = await signedIn(req, isUnattended);
      if (found === undefined || found.mustEnableTwoFactor) return undefined;
      sessions.set(found.officer, found.session);
      return found.officer;
    },
    sessionOf(officer) {
      const session = sessions.get(officer);
      if (session === undefined) throw new Error('this officer was not given by officerOf');
      return session;
    },
    lockout,
  };
}
