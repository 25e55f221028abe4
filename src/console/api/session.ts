import { Router } from 'express';
import type { Pool } from '../../database/client.ts';
import { transaction } from '../../database/transaction.ts';
import { isDemonstration } from '../../outreach/demonstration.ts';
import { writeAudit } from '../audit/log.ts';
import { may, PERMISSIONS } from '../contract/permission.ts';
import {
  acceptInvitation,
  invitation,
  type Me,
  mySessions,
  revokeOtherSessions,
  revokeSession,
  session,
} from '../contract/session.ts';
import type { ConsoleSettings } from '../settings.ts';
import { acceptLink, findLink } from '../sign-in/links.ts';
import { serveOpen } from '../sign-in/serve-open.ts';
import { endSessions, listSessions } from '../sign-in/sessions.ts';
import type { SignedIn, SignIn } from '../sign-in/sign-in.ts';
import { type ServeParts, serve } from './serve.ts';

/** What the officer's own place needs. */
export interface SessionParts extends ServeParts {
  pool: Pool;
  signIn: SignIn;
  settings: ConsoleSettings;
}

const DONE = { answer: { done: true as const } };

/** Who is signed in, one-time links, and one's own sessions. */
export function sessionRouter(parts: SessionParts): Router {
  const { pool, signIn, settings, origin, now } = parts;
  const router = Router();

  serveOpen(router, origin, session, async (_, req) => {
    const signedIn = await signIn.signedIn(req);
    return {
      me: signedIn === undefined ? null : await meOf(pool, signedIn),
      cityOffered: settings.city !== undefined,
      twoFactorRequired: settings.requireTwoFactor,
      mustEnableTwoFactor: signedIn?.mustEnableTwoFactor ?? false,
      demo: await isDemonstration(pool),
    };
  });

  serveOpen(router, origin, invitation, async ({ token }) => {
    const holder = await findLink(pool, token, now());
    if (holder === undefined) return undefined;
    const { email, name, role, hasSignedIn, expiresAt } = holder;
    const kind: 'recovery' | 'invitation' = hasSignedIn ? 'recovery' : 'invitation';
    return { kind, email, name, role, expiresAt: expiresAt.toISOString() };
  });

  serveOpen(router, origin, acceptInvitation, async (given, req) => {
    const at = now();
    const holder = await acceptLink(pool, given, at, (db, { id, name }) =>
      writeAudit(db, {
        action: 'password-changed',
        officer: { id, name },
        about: 'link',
        ...(req.ip !== undefined && { address: req.ip }),
        at,
      }),
    );
    if (holder === undefined) return undefined;
    await signIn.lockout.lift(holder.email);
    return { email: holder.email };
  });

  serve(router, parts, mySessions, async ({ officer, now }) => ({
    answer: { sessions: await listSessions(pool, officer.id, signIn.sessionOf(officer), now) },
  }));

  serve(router, parts, revokeSession, ({ officer, query, record }) =>
    transaction(pool, async (db) => {
      if ((await endSessions(db, officer.id, { id: query.id })) === 0) return { missing: true };
      await record(db, undefined);
      return DONE;
    }),
  );

  serve(router, parts, revokeOtherSessions, ({ officer, record }) =>
    transaction(pool, async (db) => {
      await endSessions(db, officer.id, { allBut: signIn.sessionOf(officer) });
      await record(db, undefined);
      return DONE;
    }),
  );

  return router;
}

async function meOf(db: Pool, { officer, by, endsAt, twoFactor }: SignedIn): Promise<Me> {
  const { rows } = await db.query<{ has: boolean }>(
    `SELECT EXISTS (SELECT FROM officer_account
                     WHERE officer_id = $1 AND provider_id = 'credential') AS has`,
    [officer.id],
  );
  return {
    id: officer.id,
    name: officer.name,
    email: officer.email,
    role: officer.role,
    permissions: PERMISSIONS.filter((permission) => may(officer, permission)),
    twoFactor,
    hasPassword: rows[0]!.has,
    by,
    endsAt: endsAt.toISOString(),
  };
}
