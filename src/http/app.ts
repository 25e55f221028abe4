import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { type AskParts, askRouter } from './ask.ts';
import { type EligibilityParts, eligibilityRouter } from './eligibility.ts';
import { failureHandler } from './failure.ts';
import { type HealthParts, healthRouter } from './health.ts';
import { openApiRouter } from './openapi.ts';
import { notFound } from './problem.ts';
import { type RedirectParts, redirectRouter } from './redirect.ts';
import { requestLog } from './request-log.ts';

/** Everything the HTTP side needs of the rest of the house, passed in. */
export interface AppParts extends EligibilityParts, AskParts, HealthParts, RedirectParts {
  logger: Logger;
  /** Where the service is reached from outside; stands in the OpenAPI document. */
  publicUrl?: string;
  /** Proxies in front whose word on a visitor's address is believed; express's `trust proxy`. */
  trustProxy?: string;
  /**
   * Webhooks, the widget, the officers' pages. They declare whole paths (what is logged of an
   * address is the route's pattern) and read their bodies themselves ({@link jsonBody}, or the raw
   * bytes where a signature is checked).
   */
  routers?: readonly Router[];
}

/**
 * The HTTP application: protective headers, the log, the public routes, the routers passed in, and
 * a problem for whatever no one took or something threw.
 */
export function createApp(parts: AppParts): Express {
  const app = express();
  if (parts.trustProxy !== undefined) app.set('trust proxy', parts.trustProxy);
  app.use(
    // HTTPS is the proxy's: upgrading our own addresses would break a service reached by plain HTTP.
    helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }),
    requestLog(parts.logger),
    healthRouter(parts),
    redirectRouter(parts),
    eligibilityRouter(parts),
    askRouter(parts),
    openApiRouter(parts.publicUrl),
    ...(parts.routers ?? []),
    notFound,
    failureHandler(parts.logger),
  );
  return app;
}
