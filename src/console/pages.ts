import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import compression from 'compression';
import express, { type Response, Router } from 'express';

/**
 * What the pages may do. No script but our own files; styles also in the page, because the
 * components write theirs there; pictures also made by the page (charts to take away, QR codes).
 */
const POLICY = Object.entries({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
})
  .map(([name, sources]) => `${name} ${sources}`)
  .join('; ');

/**
 * The built pages: `GET /console` and every address below it is the same page, whose script knows
 * the rest; `/console/assets/<name>.<hash>` are its files, made small for phones and kept by browsers for
 * good. Not built: 503.
 *
 * @param folder where `vite build` put the pages: `dist/console`
 */
export function pagesRouter(folder: string): Router {
  const router = Router();
  router.use(
    '/console/assets',
    compression(),
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false }),
  );
  router.get(['/console', '/console/*page'], async (req, res, next) => {
    // An address of the API or a file that is not there is no page.
    if (/^\/console\/(api|assets)(\/|$)/i.test(req.path)) return next();
    const index = join(folder, 'index.html');
    protect(res);
    if (!existsSync(index)) {
      const text =
        'The pages of the console are not built. Run "npm run build", then load this again.';
      return res.status(503).type('text/plain').send(`${text}\n`);
    }
    return res.type('html').send(await readFile(index, 'utf8'));
  });
  return router;
}

function protect(res: Response): void {
  res.set({
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-cache',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  });
}
