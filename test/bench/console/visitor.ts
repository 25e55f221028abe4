import { performance } from 'node:perf_hooks';
import type { z } from 'zod';
import type { Endpoint } from '../../../src/console/contract/endpoint.ts';
import { AUTH_PATH } from '../../../src/console/contract/session.ts';
import { addressOf, type Callable, type Given } from '../../../src/console/web/call.ts';
import { OFFICER } from './officers.ts';

/** A browser at which the officer is signed in. */
export interface Visitor {
  /** One request, as its page makes it: the answer by the contract. Throws where that is refused. */
  call<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
    endpoint: Callable<Query, Body, Answer>,
    given?: Given<z.input<Query>, z.input<Body>>,
  ): Promise<z.infer<Answer>>;
  /** The same, with how long it took until all of the answer was there, in milliseconds. */
  time(request: Sent): Promise<{ ms: number; content: Buffer }>;
}

/** A request as it goes out. */
export interface Sent {
  method: Endpoint['method'];
  address: string;
  body?: string;
}

/** A request of the contract as it goes out. */
export function sent<Query extends z.ZodType, Body extends z.ZodType>(
  endpoint: Pick<Endpoint<Query, Body>, 'method' | 'path' | 'query'>,
  { query, body }: Given<z.input<Query>, z.input<Body>>,
): Sent {
  const { method } = endpoint;
  const address = addressOf(endpoint as Pick<Endpoint<Query>, 'path'>, query);
  return { method, address, ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }) };
}

/** Signs the officer in at a service. */
export async function signIn(url: string): Promise<Visitor> {
  const send = ({ method, address, body }: Sent, cookie = '') =>
    fetch(url + address, {
      method,
      headers: { Origin: url, 'Content-Type': 'application/json', cookie },
      ...(body !== undefined && { body }),
    });
  const answer = await send({
    method: 'POST',
    address: `${AUTH_PATH}/sign-in/email`,
    body: JSON.stringify(OFFICER),
  });
  if (!answer.ok) throw new Error(`the officer could not sign in: ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const time: Visitor['time'] = async (request) => {
    const began = performance.now();
    const response = await send(request, cookie);
    const content = Buffer.from(await response.arrayBuffer());
    const ms = performance.now() - began;
    if (!response.ok) throw new Error(`${request.address}: ${response.status} ${content}`);
    return { ms, content };
  };
  return {
    time,
    async call(endpoint, given = {}) {
      const { content } = await time(sent(endpoint, given));
      return endpoint.answer.parse(JSON.parse(content.toString()));
    },
  };
}
