import type { ErrorRequestHandler, Response } from 'express';
import type { Log } from '../../log.ts';

/** The words of Direct Line for what went wrong; clients look at the status, people at these. */
export type ErrorCode =
  | 'BadArgument'
  | 'BadSyntax'
  | 'ConversationEnded'
  | 'Forbidden'
  | 'MessageSizeTooBig'
  | 'NotFound'
  | 'ServiceError'
  | 'TokenExpired'
  | 'TooManyRequests'
  | 'Unauthorized';

/** A request that is refused, with what its client is told. The message never repeats what was sent. */
export class DirectLineError extends Error {
  override name = 'DirectLineError';
  readonly status: number;
  readonly code: ErrorCode;

  constructor(status: number, code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

/** The shape every failed call of Direct Line is answered in. */
export function errorBody({ code, message }: Pick<DirectLineError, 'code' | 'message'>) {
  return { error: { code, message } };
}

/**
 * Answers whatever a route threw in Direct Line's shape. What the body parser refused keeps its
 * status; anything unforeseen is a 500 and logged.
 */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (thrown, _req, res, next) => {
    const error = asDirectLineError(thrown);
    if (error.status >= 500) log.error({ err: error.cause ?? thrown }, 'a Direct Line call failed');
    if (res.headersSent) return next(thrown);
    sendError(res, error);
  };
}

function sendError(res: Response, error: DirectLineError): void {
  if (error.status === 429) res.set('Retry-After', '60');
  res.status(error.status).json(errorBody(error));
}

function asDirectLineError(thrown: unknown): DirectLineError {
  if (thrown instanceof DirectLineError) return thrown;
  const status = (thrown as { status?: unknown } | null)?.status;
  if (status === 413) return new DirectLineError(413, 'MessageSizeTooBig', 'the body is too large');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new DirectLineError(status, 'BadSyntax', 'the request could not be read');
  }
  return new DirectLineError(500, 'ServiceError', 'an internal error', { cause: thrown });
}
