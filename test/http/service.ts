import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { outcomeId } from '../../src/engine/rule.ts';
import { type AppParts, createApp } from '../../src/http/app.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { RULES } from '../../src/rules/rules.ts';

/** The day on which the service of the tests lives. */
export const TODAY = '2026-11-22';

/** The real rules, with words that show which outcome they belong to. */
const decide: AppParts['decide'] = (name, facts, on) => {
  const rule = RULES.find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`no rule ${name}`);
  const decision = rule.decide(facts, on, { lastDay: '2026-12-31' });
  return { decision, explanation: `words of ${outcomeId(decision)}`, sources: ['Kế hoạch'] };
};

export interface Service {
  url: string;
  /** Every line of the log, as text. */
  log(): string;
  post(path: string, body: unknown): Promise<Response>;
}

/** The whole application on a port of its own, closed when the test is over. */
export async function serve(parts: Partial<AppParts> = {}): Promise<Service> {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const app = createApp({
    logger: pino({ level: 'info' }, sink),
    decide,
    today: () => TODAY,
    ask: () => ({ decision: 'unknown', sources: [], candidates: [] }),
    ready: async () => true,
    open: async () => undefined,
    unknownLink: 'Liên kết này không còn dùng được.',
    ...parts,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    log: () => lines.join(''),
    post: (path, body) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** A schema of the OpenAPI document, read back from the JSON that clients get. */
export function documented(name: string): z.ZodType {
  const text = JSON.stringify(openApiDocument().components.schemas);
  const $defs = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'));
  return z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs });
}

/** The body of a response, once it is what the document says it is. */
export async function answerOf<T>(response: Response, schema: string): Promise<T> {
  return documented(schema).parse(await response.json()) as T;
}

export interface ProblemBody {
  status: number;
  detail?: string;
  errors?: { field: string; message: string }[];
}

/** The body of a response, once it is a problem of that status. */
export async function problemOf(response: Response, status: number): Promise<ProblemBody> {
  const type = response.headers.get('Content-Type') ?? '';
  if (response.status !== status || !type.startsWith('application/problem+json')) {
    throw new Error(`found ${response.status} ${type}, wanted a problem ${status}`);
  }
  const body = await answerOf<ProblemBody>(response, 'Problem');
  if (body.status !== status) throw new Error(`the body says ${body.status}, not ${status}`);
  return body;
}
