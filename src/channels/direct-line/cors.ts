import type { RequestHandler } from 'express';

/**
 * Lets pages of any origin call: tokens travel in headers and there are no cookies, so a foreign
 * page can do no more than any program could. Which pages a token may be used from, its minter says
 * (`trustedOrigins`).
 */
export const cors: RequestHandler = (req, res, next) => {
  const origin = req.get('Origin');
  // directlinejs asks for the session "with credentials", for which `*` does not count.
  const repeated = req.path.endsWith('/session/getsessionid') ? origin : undefined;
  res.set('Access-Control-Allow-Origin', repeated ?? '*');
  if (repeated !== undefined) res.set('Access-Control-Allow-Credentials', 'true').vary('Origin');
  res.set('Access-Control-Expose-Headers', 'Retry-After');
  res.set('Cache-Control', 'no-store');
  if (req.method !== 'OPTIONS') return next();
  res.set('Access-Control-Allow-Methods', 'GET, POST');
  res.set(
    'Access-Control-Allow-Headers',
    req.get('Access-Control-Request-Headers') ?? 'Authorization, Content-Type',
  );
  res.set('Access-Control-Max-Age', '86400');
  res.status(204).end();
};
