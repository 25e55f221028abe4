import { Router } from 'express';
import type { Pool } from '../../database/client.ts';
import { transaction } from '../../database/transaction.ts';
import {
  changeRole,
  inviteOfficer,
  officers,
  renewLink,
  revokeOfficerSessions,
  setActive,
  unlockOfficer,
} from '../contract/officers.ts';
import { makeLink } from '../sign-in/links.ts';
import {
  addOfficer,
  changeOfficer,
  findOfficer,
  listOfficers,
  removeTwoFactor,
} from '../sign-in/officers.ts';
import { endSessions } from '../sign-in/sessions.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { type Answered, type Asked, type ServeParts, serve } from './serve.ts';

/** What the list of officers needs. */
export interface OfficersParts extends ServeParts {
  pool: Pool;
  signIn: SignIn;
  /** Stands in the links that are handed over. */
  publicUrl: string;
}

/** The state of things does not allow what was asked; becomes a problem with status 409. */
class Conflict extends Error {
  override name = 'Conflict';
  readonly status = 409;
}

const DONE = { answer: { done: true as const } };
const MISSING = { missing: true as const };

/** Officers: who they are, what they may do, and the links by which they come in. */
export function officersRouter(parts: OfficersParts): Router {
  const { pool, signIn, publicUrl } = parts;
  const router = Router();

  serve(router, parts, officers, async ({ now }) => ({
    answer: { officers: await listOfficers(pool, now) },
  }));

  serve(router, parts, inviteOfficer, ({ body, now, record }) =>
    transaction(pool, async (db) => {
      const id = await addOfficer(db, body, now);
      if (id === undefined) throw new Conflict('there is an officer with this address');
      const { link, expiresAt } = await makeLink(db, id, publicUrl, now);
      await record(db, `${body.email} role=${body.role}`);
      return { answer: { id, link, expiresAt: expiresAt.toISOString() } };
    }),
  );

  serve(router, parts, renewLink, ({ query, body, now, record }) =>
    transaction(pool, async (db) => {
      const officer = await findOfficer(db, query);
      if (officer === undefined) return MISSING;
      if (!officer.active) throw new Conflict('the officer is deactivated');
      if (body.removeTwoFactor) await removeTwoFactor(db, officer.id);
      const { link, expiresAt } = await makeLink(db, officer.id, publicUrl, now);
      const removed = body.removeTwoFactor ? ' two-factor=removed' : '';
      await record(db, `${officer.email} link${removed}`);
      return { answer: { id: officer.id, link, expiresAt: expiresAt.toISOString() } };
    }),
  );

  const change = (
    { query, now, record }: Pick<Asked<{ id: string }, unknown>, 'query' | 'now' | 'record'>,
    what: Parameters<typeof changeOfficer>[2],
  ): Promise<Answered<{ done: true }>> =>
    transaction(pool, async (db) => {
      const changed = await changeOfficer(db, query.id, what, now);
      if (changed === 'last') throw new Conflict('the last administrator');
      if (changed === 'missing') return MISSING;
      const [field, value] = Object.entries(what)[0]!;
      await record(db, `${changed.email} ${field}=${value}`);
      return DONE;
    });

  serve(router, parts, changeRole, (asked) => change(asked, asked.body));
  serve(router, parts, setActive, (asked) => change(asked, asked.body));

  serve(router, parts, unlockOfficer, ({ query, record }) =>
    transaction(pool, async (db) => {
      const officer = await findOfficer(db, query);
      if (officer === undefined) return MISSING;
      await signIn.lockout.lift(officer.email, db);
      await record(db, `${officer.email} unlocked`);
      return DONE;
    }),
  );

  serve(router, parts, revokeOfficerSessions, ({ query, record }) =>
    transaction(pool, async (db) => {
      const officer = await findOfficer(db, query);
      if (officer === undefined) return MISSING;
      await endSessions(db, officer.id, 'all');
      await record(db, officer.email);
      return DONE;
    }),
  );

  return router;
}
