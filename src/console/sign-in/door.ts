import { type Response as Answer, type Request as Asked, Router } from 'express';
import { z } from 'zod';
import { jsonBody, parseBody } from '../../http/json.ts';
import { sendInvalid } from '../../http/problem.ts';
import { AUTH_PATH, CITY } from '../contract/session.ts';
import { ADDRESS_HEADER, type Auth } from './auth.ts';

const Password = z.string().max(1000);
const Code = z.object({ code: z.string().trim().min(1).max(40) });

/** A page of the console to come back to; nothing that a browser would take for another site. */
const Page = z.string().regex(/^\/console(\/[A-Za-z0-9/_.~-]*)?(\?[A-Za-z0-9/_.~=&%+-]*)?$/);

/**
 * All that can be asked of better-auth by POST, and with which fields: what stands in no schema does
 * not get through. So nobody is remembered without a code (`trustDevice`), signs in with a token of
 * their own finding (`idToken`), or keeps other sessions over a new password.
 */
const POSTS: Readonly<Record<string, z.ZodType>> = {
  '/sign-in/email': z.object({ email: z.email().max(254).toLowerCase(), password: Password }),
  '/sign-in/social': z.object({
    provider: z.literal(CITY),
    callbackURL: Page.default('/console'),
    // No query of the asker's own: its `error` would be read before better-auth's.
    errorCallbackURL: z.literal('/console/sign-in').default('/console/sign-in'),
  }),
  '/sign-out': z.object({}),
  '/change-password': z
    .object({ currentPassword: Password, newPassword: Password })
    .transform((body) => ({ ...body, revokeOtherSessions: true })),
  '/two-factor/enable': z.object({ password: Password }),
  '/two-factor/disable': z.object({ password: Password }),
  '/two-factor/generate-backup-codes': z.object({ password: Password }),
  '/two-factor/verify-totp': Code,
  '/two-factor/verify-backup-code': Code,
};

/**
 * The way to better-auth over HTTP. A POST must come from the console's own origin, whether it
 * carries a cookie or not: signing someone in unasked is an attack too. Refusals are in
 * better-auth's form, `{ code, message }`, which its client reads.
 */
export function authDoor(auth: Auth, origin: string): Router {
  const router = Router();
  for (const [path, schema] of Object.entries(POSTS)) {
    router.post(`${AUTH_PATH}${path}`, ...jsonBody, async (req, res) => {
      res.set('Cache-Control', 'no-store');
      if (req.get('Origin') !== origin) {
        const message = 'Only the console itself may ask this.';
        return res.status(403).json({ code: 'ORIGIN', message });
      }
      const body = parseBody(schema, req.body);
      if (!body.ok) return sendInvalid(res, body.errors);
      return pass(auth, origin, req, res, JSON.stringify(body.value));
    });
  }
  router.get(`${AUTH_PATH}/callback/${CITY}`, (req, res) => {
    res.set('Cache-Control', 'no-store');
    return pass(auth, origin, req, res);
  });
  return router;
}

/** Hands a request on in the form of `fetch`, and the answer back. */
async function pass(auth: Auth, origin: string, req: Asked, res: Answer, body?: string) {
  const asked = new Request(new URL(req.originalUrl, origin), {
    method: req.method,
    headers: headersOf(req),
    ...(body !== undefined && { body }),
  });
  const answered = await auth.handler(asked);
  res.status(answered.status);
  for (const [name, value] of answered.headers) {
    if (name !== 'set-cookie') res.set(name, value);
  }
  for (const cookie of answered.headers.getSetCookie()) res.append('Set-Cookie', cookie);
  res.set('Cache-Control', 'no-store').send(await answered.text());
}

/** No more is kept of a browser's name for itself, in characters. */
const MAX_AGENT = 500;

/** What better-auth gets to see of a request's headers: no word of a client on its own address. */
export function headersOf(req: Asked): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'content-type']) {
    const value = req.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  headers.set('user-agent', (req.get('user-agent') ?? '').slice(0, MAX_AGENT));
  if (req.ip !== undefined) headers.set(ADDRESS_HEADER, req.ip);
  return headers;
}
