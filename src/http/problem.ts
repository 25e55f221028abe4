import { STATUS_CODES } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';

/** One field of a request that cannot be taken as it is. */
export const FieldError = z
  .object({
    field: z.string().meta({ description: 'The name of the field, or "body" for the whole.' }),
    message: z.string(),
  })
  .meta({ id: 'FieldError' });

/**
 * What every failed request is answered with: RFC 9457, `application/problem+json`. It never holds
 * what was sent (a birth date would end up in other people's logs) nor anything of our insides.
 */
export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().meta({ description: "The status code's own phrase." }),
    status: z.int().min(400).max(599),
    detail: z.string().optional(),
    errors: z.array(FieldError).min(1).optional(),
  })
  .meta({
    id: 'Problem',
    examples: [
      {
        type: 'about:blank',
        title: 'Unprocessable Entity',
        status: 422,
        detail: 'birthDate: is required',
        errors: [{ field: 'birthDate', message: 'is required' }],
      },
    ],
  });

export type FieldError = z.infer<typeof FieldError>;
export type Problem = z.infer<typeof Problem>;

/** What a problem says beyond its status. */
export type ProblemDetails = Pick<Problem, 'detail' | 'errors'>;

export const PROBLEM_TYPE = 'application/problem+json';

/** A problem whose title is the status code's own phrase, as `about:blank` asks for. */
export function problem(status: number, details: ProblemDetails = {}): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...details };
}

/** Answers with a problem. */
export function sendProblem(res: Response, status: number, details: ProblemDetails = {}): void {
  res
    .status(status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem(status, details)));
}

/** Answers 422, naming each field that is wrong, in `errors` and in words in `detail`. */
export function sendInvalid(res: Response, errors: readonly FieldError[]): void {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  sendProblem(res, 422, { detail, errors: [...errors] });
}

/** Stands after the last handler of a route: any other method gets a 405 that lists those allowed. */
export function allowOnly(...methods: string[]): RequestHandler {
  const allow = methods.join(', ');
  return (_req, res) => {
    res.set('Allow', allow);
    sendProblem(res, 405, { detail: `Allowed here: ${allow}.` });
  };
}

/** Stands after the last route. */
export const notFound: RequestHandler = (_req, res) => {
  sendProblem(res, 404, { detail: 'There is nothing at this address.' });
};
