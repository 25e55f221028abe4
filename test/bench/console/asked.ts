import type { z } from 'zod';
import type { Endpoint } from '../../../src/console/contract/endpoint.ts';
import type { Callable, Given } from '../../../src/console/web/call.ts';
import { percentile } from '../percentile.ts';
import { type Sent, sent, type Visitor } from './visitor.ts';

/** One request that is measured. */
export interface Asked {
  /** Which of the console's pages makes it. */
  page: string;
  /** What is different about it. */
  name: string;
  /** Whose it is: `GET /conversations/:id`. */
  endpoint: string;
  request: Sent;
  /** Throws when the answer is not by the contract, or has nothing in it. */
  check(content: Buffer): void;
  /** It makes a file, which people wait for. */
  isFile: boolean;
}

/** How long it took, in milliseconds. */
export interface Taken extends Asked {
  median: number;
  p95: number;
  worst: number;
}

/** What is not counted, and what is. */
const WARM_UPS = 3;
const ROUNDS = 21;

/**
 * A request of a page. `isFull` says whether there is something in the answer: what answers with
 * nothing is quick, and says nothing.
 */
export function ask<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  [page, name]: readonly [page: string, name: string],
  endpoint: Callable<Query, Body, Answer>,
  given: Given<z.input<Query>, z.input<Body>>,
  isFull: (answer: z.infer<Answer>) => boolean,
): Asked {
  const request = sent(endpoint, given);
  return {
    page,
    name,
    endpoint: nameOf(endpoint),
    request,
    isFile: false,
    check(content) {
      if (isFull(endpoint.answer.parse(JSON.parse(content.toString())))) return;
      throw new Error(`${page}, ${name}: found nothing in the answer to ${request.address}`);
    },
  };
}

/** The least that a workbook with anything in it weighs, in bytes. */
const WORKBOOK = 4000;

/** A request for a file. */
export function askFile<Query extends z.ZodType>(
  [page, name]: readonly [page: string, name: string],
  endpoint: Endpoint<Query>,
  query: z.input<Query>,
): Asked {
  const request = sent(endpoint, { query });
  return {
    page,
    name,
    endpoint: nameOf(endpoint),
    request,
    isFile: true,
    check(content) {
      if (content.length >= WORKBOOK && content.subarray(0, 2).toString() === 'PK') return;
      throw new Error(`${page}, ${name}: found no workbook at ${request.address}`);
    },
  };
}

/** As {@link Asked} calls it. */
export const nameOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`;

/** Makes it again and again, one after the other; every answer is checked. */
export async function measure(visitor: Visitor, asked: Asked): Promise<Taken> {
  const samples: number[] = [];
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    const { ms, content } = await visitor.time(asked.request);
    asked.check(content);
    if (round >= 0) samples.push(ms);
  }
  return {
    ...asked,
    median: percentile(samples, 0.5),
    p95: percentile(samples, 0.95),
    worst: Math.max(...samples),
  };
}
