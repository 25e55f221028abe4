import express, { type RequestHandler } from 'express';
import type { z } from 'zod';
import { type FieldError, sendProblem } from './problem.ts';

/** The largest body the public API reads: 16 KiB. */
export const BODY_LIMIT = '16kb';

const onlyJson: RequestHandler = (req, res, next) => {
  // `null`: no body at all. An empty one, which needs no type, merely lacks every field.
  const isOther = req.is('application/json') === false && req.get('Content-Length') !== '0';
  if (!isOther) return next();
  sendProblem(res, 415, { detail: 'The body must be sent as application/json.' });
};

/**
 * Reads a JSON body on the routes that want one. It is not applied to the whole app, because
 * webhooks need their raw bytes to check a signature.
 */
export const jsonBody: [RequestHandler, RequestHandler] = [
  onlyJson,
  express.json({ limit: BODY_LIMIT }),
];

/** A body read by its schema, or what is wrong with which field. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; errors: FieldError[] };

/** Reads `body` (undefined when nothing was sent) by its schema. No message repeats a value. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): Parsed<T> {
  const result = schema.safeParse(body ?? {}, {
    error: (issue) => (issue.input === undefined ? 'is required' : undefined),
  });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, errors: result.error.issues.flatMap(fieldErrors) };
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({ field, message: 'is not a field of this request' }));
  }
  return [{ field: issue.path.join('.') || 'body', message: issue.message }];
}
