import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { sendProblem } from './problem.ts';

/** What may be said about a request that could not be read, by status. */
const DETAILS: Readonly<Record<number, string>> = {
  400: 'The request could not be read; a body must be well-formed JSON.',
  413: 'The body is too large.',
  415: 'The body must be JSON in UTF-8, sent as application/json.',
};

/**
 * The last resort: whatever a handler threw becomes a problem without insides. A request that could
 * not be read keeps its 4xx status; everything else is ours, is a 500 and is logged.
 */
export function failureHandler(logger: Logger): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const status = clientStatus(error);
    if (status === undefined) logger.error({ failure: traceOf(error) }, 'request failed');
    if (res.headersSent) return next(error);
    const detail = DETAILS[status ?? 500];
    sendProblem(res, status ?? 500, detail === undefined ? {} : { detail });
  };
}

/** The status of an error that is the client's, as express and its body parser mark them. */
function clientStatus(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

/**
 * An error as it may be logged: its kind and where it arose, without its message. A message may
 * quote what a person wrote ("invalid date …"), and logs hold no personal data.
 */
export function traceOf(error: unknown): { name: string; code?: string; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    ...(typeof code === 'string' && { code }),
    at: (error.stack ?? '').split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line)),
  };
}
