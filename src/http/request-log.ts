import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

/**
 * Logs each request once it is answered: method, route, status, milliseconds. Nothing personal: of
 * the address only the pattern of the route that served it (`/r/:token`), and neither query string,
 * body, headers nor IP address.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    res.once('close', () => {
      const entry = {
        method: req.method,
        route: routeOf(req),
        status: res.statusCode,
        ms: Math.round(performance.now() - start),
        ...(!res.writableFinished && { aborted: true }),
      };
      logger[levelOf(entry)](entry, 'request');
    });
    next();
  };
}

/** Routers declare whole paths and are mounted at `/`, so a route's pattern is all of it. */
function routeOf(req: Request): string {
  return req.route === undefined ? '(none)' : String(req.route.path);
}

/** Probes come every few seconds: they are worth a line only when they fail. */
function levelOf({ route, status }: { route: string; status: number }) {
  if (status >= 500) return 'error';
  return route === '/healthz' || route === '/readyz' ? 'debug' : 'info';
}
