import { Router } from 'express';
import { allowOnly } from './problem.ts';

export interface HealthParts {
  /** Whether a message would be answered now: the database can be reached, the flows are compiled. */
  ready(): Promise<boolean>;
}

/**
 * `GET /healthz`: the process lives; when it does not answer, restart it. `GET /readyz`: it can
 * serve; while it answers 503, send people elsewhere, but leave it alone.
 */
export function healthRouter({ ready }: HealthParts): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_req, res) => {
      res.set('Cache-Control', 'no-store').json({ status: 'ok' });
    })
    .all(allowOnly('GET', 'HEAD'));
  router
    .route('/readyz')
    .get(async (_req, res) => {
      const isReady = await ready().catch(() => false);
      res
        .status(isReady ? 200 : 503)
        .set('Cache-Control', 'no-store')
        .json({ status: isReady ? 'ok' : 'unavailable' });
    })
    .all(allowOnly('GET', 'HEAD'));
  return router;
}
