import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import { jsonBody } from '../../http/json.ts';
import { sendInvalid, sendProblem } from '../../http/problem.ts';
import { API_PATH, parseGiven } from '../api/serve.ts';
import type { OpenEndpoint } from '../contract/session.ts';

/**
 * Puts an endpoint on a router that is there for everyone: as `serve`, without the question who
 * asks. The handler gets the request, and gives undefined where there is no such thing (404).
 */
export function serveOpen<
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  router: Router,
  origin: string,
  endpoint: OpenEndpoint<Query, Body, Answer>,
  handle: (body: z.infer<Body>, req: Request) => Promise<z.input<Answer> | undefined>,
): void {
  const path = `${API_PATH}${endpoint.path}`;
  const answerTo = async (req: Request, res: Response): Promise<void> => {
    res.set('Cache-Control', 'no-store');
    if (endpoint.method !== 'GET' && req.get('Origin') !== origin) {
      return sendProblem(res, 403, { detail: 'Only the console itself may change anything.' });
    }
    const body = parseGiven(endpoint.body, endpoint.method === 'GET' ? {} : req.body);
    if (!body.ok) return sendInvalid(res, body.errors);
    const answer = await handle(body.value, req);
    if (answer === undefined) return sendProblem(res, 404, { detail: 'There is no such thing.' });
    res.json(endpoint.answer.parse(answer));
  };
  if (endpoint.method === 'GET') router.get(path, answerTo);
  else router.post(path, ...jsonBody, answerTo);
}
