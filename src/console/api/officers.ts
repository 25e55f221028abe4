import { Router } from 'express';
import type { Pool } from '../../database/client.ts';
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
import { type Answered, type ServeParts, serve } from './serve.ts';

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

const DONE = { done: true as const };
const MISSING = { missing: true as const };

/** Officers: who they are, what they may do, and the links by which they come in. */
export function officersRouter(parts: OfficersParts): Router {
  const { pool, signIn, publicUrl } = parts;
  const router = Router();

  serve(router, parts, officers, async ({ now }) => ({
    answer: { officers: await listOfficers(pool, now) },
  }));

  serve(router, parts, inviteOfficer, async ({ body, now }) => {
    const id = await addOfficer(pool, body, now);
    if (id === undefined) throw new Conflict('there is an officer with this address');
    const { link, expiresAt } = await makeLink(pool, id, publicUrl, now);
    const answer = { id, link, expiresAt: expiresAt.toISOString() };
    return { answer, about: `${body.email} role=${body.role}` };
  });

  serve(router, parts, renewLink, async ({ query, body, now }) => {
    const officer = await findOfficer(pool, query);
    if (officer === undefined) return MISSING;
    if (!officer.active) throw new Conflict('the officer is deactivated');
    if (body.removeTwoFactor) await removeTwoFactor(pool, officer.id);
    const { link, expiresAt } = await makeLink(pool, officer.id, publicUrl, now);
    const answer = { id: officer.id, link, expiresAt: expiresAt.toISOString() };
    const about = `${officer.email} link${body.removeTwoFactor ? ' two-factor=removed' : ''}`;
    return { answer, about };
  });

  async function change(
    id: string,
    what: Parameters<typeof changeOfficer>[2],
    now: Date,
  ): Promise<Answered<typeof DONE>> {
    const outcome = await changeOfficer(pool, id, what, now);
    if (outcome === 'last') throw new Conflict('the last administrator');
    const officer = await findOfficer(pool, { id });
    if (officer === undefined) return MISSING;
    const [field, value] = Object.entries(what)[0]!;
    return { answer: DONE, about: `${officer.email} ${field}=${value}` };
  }

  serve(router, parts, changeRole, ({ query, body, now }) => change(query.id, body, now));
  serve(router, parts, setActive, ({ query, body, now }) => change(query.id, body, now));

  serve(router, parts, unlockOfficer, async ({ query }) => {
    const officer = await findOfficer(pool, query);
    if (officer === undefined) return MISSING;
    await signIn.lockout.lift(officer.email);
    return { answer: DONE, about: `${officer.email} unlocked` };
  });

  serve(router, parts, revokeOfficerSessions, async ({ query }) => {
    const officer = await findOfficer(pool, query);
    if (officer === undefined) return MISSING;
    await endSessions(pool, officer.id, 'all');
    return { answer: DONE, about: officer.email };
  });

  return router;
}
