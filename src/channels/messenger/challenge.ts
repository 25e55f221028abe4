import { Router } from 'express';
import type { ChannelContext } from '../channel.ts';
import { isSame } from '../webhook.ts';

/** Facebook's is a number; what is not plain is not sent back to anybody. */
const CHALLENGE = /^[A-Za-z0-9_-]{1,200}$/;

/**
 * `GET ?hub.mode=subscribe&hub.verify_token=…&hub.challenge=…`, by which Facebook asks, when the
 * webhook is set, whether we want it: the challenge comes back to whoever knows the token, 403 to
 * anyone else (counted as `webhook_refused`, `unsigned`).
 */
export function challenge(
  path: string,
  verifyToken: string | undefined,
  metrics: ChannelContext['metrics'],
): Router {
  const router = Router();
  router.get(path, (req, res) => {
    const {
      'hub.mode': mode,
      'hub.verify_token': token,
      'hub.challenge': asked,
    } = req.query as Record<string, unknown>;
    const knows =
      verifyToken !== undefined && typeof token === 'string' && isSame(token, verifyToken);
    if (mode === 'subscribe' && knows && typeof asked === 'string' && CHALLENGE.test(asked)) {
      return void res.type('text').send(asked);
    }
    metrics.count('webhook_refused', { channel: 'messenger', reason: 'unsigned' });
    res.sendStatus(403);
  });
  return router;
}
