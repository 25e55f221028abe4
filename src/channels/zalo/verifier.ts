import { Router } from 'express';

/**
 * `/zalo_verifier<CODE>.html`, by which Zalo checks whose the domain is before it accepts our
 * addresses. Without a code the page does not exist.
 */
export function verifierPage(code: string | undefined): Router {
  const router = Router();
  if (code === undefined) return router;
  router.get(`/zalo_verifier${code}.html`, (_, res) => {
    const meta = `<meta name="zalo-platform-site-verification" content="${code}">`;
    res.type('html').send(`<!doctype html><html><head>${meta}<title>Zalo</title></head></html>`);
  });
  return router;
}
