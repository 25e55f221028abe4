import { type DestinationStream, type Logger, pino } from 'pino';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** How much is logged, in pino's words. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Structured log: one JSON object a line, on standard output. */
export type Log = Logger;

/** Fields that may hold what a person said or who they are. They never reach the log, one level deep either. */
const PERSONAL = ['person', 'text', 'payload', 'reply', 'state', 'inbound', 'password', 'token'];

/**
 * The service's log. Personal data stays out of it twice over: fields named in `PERSONAL` are
 * removed, and of an error only its kind, code, message and stack are written, because a database
 * error carries the rejected row in its other fields.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PERSONAL.flatMap((name) => [name, `*.${name}`]), remove: true },
    serializers: { err: errorFields, error: errorFields },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    message: error.message,
    stack: error.stack,
  };
}
