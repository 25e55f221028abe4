import type { z } from 'zod';
import type { Endpoint } from '../contract/endpoint.ts';

/** Where the API is; the same as `API_PATH` of the server, which the pages cannot import. */
const API = '/console/api';

/** How long nobody presses a key or moves a pointer in the tab until it counts as left alone. */
const UNATTENDED_MS = 5 * 60_000;

let lastUse = Date.now();

/** To be told of every key and pointer: what a page asks by itself must not keep a session going. */
export function noticeUse(): void {
  lastUse = Date.now();
}

/** A request that was answered with a problem. */
export class CallError extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.name = 'CallError';
    this.status = status;
  }
}

/** What of an endpoint a call needs: also of those that need no sign-in. */
export type Callable<
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> = Pick<Endpoint<Query, Body, Answer>, 'method' | 'path' | 'query' | 'body' | 'answer'>;

/** What a request is given: the query with the parameters of the path, and the body of a POST. */
export interface Given<Query, Body> {
  query?: Query;
  body?: Body;
  signal?: AbortSignal;
}

/**
 * Calls an endpoint of the contract; `X-Unattended` says that nobody is there. Throws
 * {@link CallError} for any answer but a good one (status 0: no answer at all), and a ZodError when
 * the server answers otherwise than the contract says.
 */
export async function call<
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  endpoint: Callable<Query, Body, Answer>,
  { query, body, signal }: Given<z.input<Query>, z.input<Body>> = {},
): Promise<z.infer<Answer>> {
  let response: Response;
  try {
    response = await fetch(addressOf(endpoint, query), {
      method: endpoint.method,
      headers: {
        ...(endpoint.method === 'POST' && { 'Content-Type': 'application/json' }),
        ...(Date.now() - lastUse > UNATTENDED_MS && { 'X-Unattended': '1' }),
      },
      ...(endpoint.method === 'POST' && { body: JSON.stringify(body ?? {}) }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new CallError(0, 'no answer');
  }
  if (!response.ok) {
    const problem: { detail?: string } = await response.json().catch(() => ({}));
    throw new CallError(response.status, problem.detail ?? response.statusText);
  }
  return endpoint.answer.parse(await response.json());
}

/** The address of a request, for links to files: parameters of the path filled, the rest as query. */
export function addressOf<Query extends z.ZodType>(
  endpoint: Pick<Endpoint<Query>, 'path'>,
  query?: z.input<Query>,
): string {
  const left = new URLSearchParams();
  let path = endpoint.path;
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (value === undefined || value === null || value === '') continue;
    const filled = path.replace(`:${name}`, encodeURIComponent(String(value)));
    if (filled !== path) path = filled;
    else for (const one of Array.isArray(value) ? value : [value]) left.append(name, String(one));
  }
  const search = left.toString();
  return `${API}${path}${search === '' ? '' : `?${search}`}`;
}
