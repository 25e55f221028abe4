import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { Queryable } from '../../database/transaction.ts';
import { jsonBody, type Parsed, parseBody } from '../../http/json.ts';
import { sendInvalid, sendProblem } from '../../http/problem.ts';
import { createLooks } from '../audit/looks.ts';
import type { AuditAction, Endpoint } from '../contract/endpoint.ts';
import { may, type Officer } from '../contract/permission.ts';

/** Where the console's API is. */
export const API_PATH = '/console/api';

/** What every request of the console is checked and recorded by. */
export interface ServeParts {
  /** Who is signed in, by the request's cookie; see `SignIn.signedIn` for `isUnattended`. */
  officerOf(req: Request, isUnattended?: boolean): Promise<Officer | undefined>;
  /** Writes to the audit log, as part of a transaction where one is given; rejects when it cannot. */
  audit(entry: AuditEntry, db?: Queryable): Promise<void>;
  /** Where the pages are served from: the only origin that may change anything. */
  origin: string;
  now(): Date;
}

/** One line of the audit log: who did what to what, and from where. */
export interface AuditEntry {
  action: AuditAction;
  officer?: Pick<Officer, 'id' | 'name'>;
  /** What it was done to: a conversation's id, a file's name, an officer's address; no words of a citizen. */
  about?: string | undefined;
  address?: string;
  at: Date;
}

/** What a handler is given. */
export interface Asked<Query, Body> {
  query: Query;
  body: Body;
  officer: Officer;
  now: Date;
  /**
   * Writes the endpoint's entry within the transaction of a change, so that neither is without the
   * other; then none is written afterwards.
   */
  record(db: Queryable, about: string | undefined): Promise<void>;
}

/** A file as an answer. */
export interface FileAnswer {
  name: string;
  type: string;
  content: Buffer;
}

/** What a handler gives back: the answer by the contract, or a file, or that there is no such thing. */
export type Answered<Answer> =
  | {
      answer: Answer;
      about?: string | undefined;
      /** Of a list: everything that makes it the same one again; see `audit/looks.ts`. */
      look?: string;
    }
  | { file: FileAnswer; about?: string | undefined }
  | { missing: true };

/**
 * Puts an endpoint of the contract on a router. In this order: signed in (401), same origin (403),
 * allowed (403), well-formed (422), there (404); then the audit log (unless the handler recorded it
 * with its change), then the answer, read by its schema so that nothing leaves that the contract
 * does not promise.
 */
export function serve<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  router: Router,
  parts: ServeParts,
  endpoint: Endpoint<Query, Body, Answer>,
  handle: (asked: Asked<z.infer<Query>, z.infer<Body>>) => Promise<Answered<z.input<Answer>>>,
): void {
  const path = `${API_PATH}${endpoint.path}`;
  const looks = createLooks();
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
    const query = parseGiven(endpoint.query, { ...req.query, ...req.params });
    if (!query.ok) return sendInvalid(res, query.errors);
    const body = parseGiven(endpoint.body, endpoint.method === 'GET' ? {} : req.body);
    if (!body.ok) return sendInvalid(res, body.errors);

    const now = parts.now();
    let isRecorded = false;
    const record = async (db: Queryable | undefined, about: string | undefined) => {
      if (endpoint.audit === undefined || isRecorded) return;
      const entry: AuditEntry = {
        action: endpoint.audit,
        officer,
        ...(about !== undefined && { about }),
        ...(req.ip !== undefined && { address: req.ip }),
        at: now,
      };
      await parts.audit(entry, db);
      isRecorded = true;
    };
    const asked = { query: query.value, body: body.value, officer, now, record };
    const answered = await handle(asked);
    if ('missing' in answered) return sendProblem(res, 404, { detail: 'There is no such thing.' });
    const look = 'look' in answered ? [officer.id, req.ip, answered.look].join(' ') : undefined;
    if (look === undefined || looks.isNew(look, now)) {
      await record(undefined, answered.about);
      if (look !== undefined) looks.written(look, now);
    }
    if ('file' in answered) return sendFile(res, answered.file);
    res.json(endpoint.answer.parse(answered.answer));
  };
  if (endpoint.method === 'GET') router.get(path, answerTo);
  else router.post(path, ...jsonBody, answerTo);
}

/** Query or body by its schema, and without NUL: no text in the database can hold it, or be compared with it. */
export function parseGiven<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): Parsed<z.infer<Schema>> {
  const parsed = parseBody(schema as z.ZodType<z.infer<Schema>>, given);
  if (!parsed.ok) return parsed;
  const [field] = Object.entries(parsed.value ?? {}).find(([, value]) => holdsNul(value)) ?? [];
  if (field === undefined) return parsed;
  return { ok: false, errors: [{ field, message: 'must not hold NUL' }] };
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}

function sendFile(res: Response, { name, type, content }: FileAnswer): void {
  res.set('Content-Type', type).attachment(name).send(content);
}
