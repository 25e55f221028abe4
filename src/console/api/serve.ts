import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import { jsonBody, parseBody } from '../../http/json.ts';
import { sendInvalid, sendProblem } from '../../http/problem.ts';
import type { AuditAction, Endpoint } from '../contract/endpoint.ts';
import { may, type Officer } from '../contract/permission.ts';

/** Where the console's API is. */
export const API_PATH = '/console/api';

/** What every request of the console is checked and recorded by. */
export interface ServeParts {
  /** Who is signed in, by the request's cookie. */
  officerOf(req: Request): Promise<Officer | undefined>;
  /** Writes to the audit log; the request fails when it cannot. */
  audit(entry: AuditEntry): Promise<void>;
  /** Where the pages are served from: the only origin that may change anything. */
  origin: string;
  now(): Date;
}

/** One line of the audit log: who did what to what, and from where. */
export interface AuditEntry {
  action: AuditAction;
  officer?: Pick<Officer, 'id' | 'name'>;
  /** What it was done to: a conversation's id, a file's name, an officer's address; no words of a citizen. */
  about?: string;
  address?: string;
  at: Date;
}

/** What a handler is given. */
export interface Asked<Query, Body> {
  query: Query;
  body: Body;
  officer: Officer;
  now: Date;
}

/** A file as an answer. */
export interface FileAnswer {
  name: string;
  type: string;
  content: Buffer;
}

/** What a handler gives back: the answer by the contract, or a file, or that there is no such thing. */
export type Answered<Answer> =
  | { answer: Answer; about?: string }
  | { file: FileAnswer; about?: string }
  | { missing: true };

/**
 * Puts an endpoint of the contract on a router. In this order: signed in (401), same origin (403),
 * allowed (403), well-formed (422), there (404); then the audit log, then the answer, read by its
 * schema so that nothing leaves that the contract does not promise.
 */
export function serve<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  router: Router,
  parts: ServeParts,
  endpoint: Endpoint<Query, Body, Answer>,
  handle: (asked: Asked<z.infer<Query>, z.infer<Body>>) => Promise<Answered<z.input<Answer>>>,
): void {
  const path = `${API_PATH}${endpoint.path}`;
  const answerTo = async (req: Request, res: Response): Promise<void> => {
    res.set('Cache-Control', 'no-store');
    const officer = await parts.officerOf(req);
    if (officer === undefined) return sendProblem(res, 401, { detail: 'Sign in first.' });
    if (endpoint.method !== 'GET' && req.get('Origin') !== parts.origin) {
      return sendProblem(res, 403, { detail: 'Only the console itself may change anything.' });
    }
    if (endpoint.permission !== 'signed-in' && !may(officer, endpoint.permission)) {
      return sendProblem(res, 403, { detail: `Your role does not allow: ${endpoint.permission}.` });
    }
    const query = parseBody(endpoint.query as z.ZodType<z.infer<Query>>, {
      ...req.query,
      ...req.params,
    });
    if (!query.ok) return sendInvalid(res, query.errors);
    const body = parseBody(
      endpoint.body as z.ZodType<z.infer<Body>>,
      endpoint.method === 'GET' ? {} : req.body,
    );
    if (!body.ok) return sendInvalid(res, body.errors);

    const now = parts.now();
    const answered = await handle({ query: query.value, body: body.value, officer, now });
    if ('missing' in answered) return sendProblem(res, 404, { detail: 'There is no such thing.' });
    if (endpoint.audit !== undefined) {
      await parts.audit({
        action: endpoint.audit,
        officer,
        ...(answered.about !== undefined && { about: answered.about }),
        ...(req.ip !== undefined && { address: req.ip }),
        at: now,
      });
    }
    if ('file' in answered) return sendFile(res, answered.file);
    res.json(endpoint.answer.parse(answered.answer));
  };
  if (endpoint.method === 'GET') router.get(path, answerTo);
  else router.post(path, ...jsonBody, answerTo);
}

function sendFile(res: Response, { name, type, content }: FileAnswer): void {
  res.set('Content-Type', type).attachment(name).send(content);
}
