import { Router } from 'express';
import { allowOnly } from './problem.ts';
import { isPerson } from './visitor.ts';

export interface RedirectParts {
  /**
   * Where a token leads, if it leads anywhere; only to hosts on the allow-list of the programme.
   * `counts`: record the opening. False for HEAD, link previews and search engines.
   */
  open(token: string, counts: boolean): Promise<{ url: string } | undefined>;
  /** What a person reads whose link leads nowhere, in plain text. */
  unknownLink: string;
}

const TOKEN = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * `GET /r/:token`: the tracked links of the chat. Neither caches nor the target learn of the token:
 * it stands for one conversation.
 */
export function redirectRouter({ open, unknownLink }: RedirectParts): Router {
  const router = Router();
  router
    .route('/r/:token')
    .get(async (req, res) => {
      res.set({
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Robots-Tag': 'noindex',
      });
      const { token } = req.params;
      const target = TOKEN.test(token) ? await open(token, isPerson(req)) : undefined;
      if (target) res.redirect(302, target.url);
      else res.status(404).type('text/plain').send(unknownLink);
    })
    .all(allowOnly('GET', 'HEAD'));
  return router;
}
