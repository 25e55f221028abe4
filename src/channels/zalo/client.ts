import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { SendError } from '../send.ts';
import { zaloError } from './errors.ts';
import type { ZaloSettings } from './settings.ts';

/** Zalo's OpenAPI for Official Accounts. */
export interface ZaloClient {
  /** Throws {@link SendError} by the error table, or whatever the network throws. */
  call(
    method: 'GET' | 'POST',
    path: string,
    access: string,
    given?: {
      body?: unknown;
      /** Nothing is asked once it is aborted, and what was asked is taken back. */
      signal?: AbortSignal | undefined;
    },
  ): Promise<ZaloData>;
}

const Data = z.looseObject({
  message_id: z.union([z.string(), z.number()]).transform(String).optional(),
  name: z.string().optional(),
  oa_id: z.union([z.string(), z.number()]).transform(String).optional(),
});

/** What an answer carries, as far as we read it. */
export type ZaloData = z.infer<typeof Data>;

const Answer = z.looseObject({
  error: z.number(),
  message: z.string().default(''),
  // What was taken is taken, in whatever form that is said: else it would be sent again.
  data: Data.optional().catch(undefined),
});

/** A call without an answer after so long has failed; shorter than the sender's own patience. */
const TIMEOUT_MS = 9000;

export function createZaloClient({
  apiRoot,
  appSecret,
  appSecretProof,
}: Pick<ZaloSettings, 'apiRoot' | 'appSecret' | 'appSecretProof'>): ZaloClient {
  return {
    async call(method, path, access, { body, signal } = {}) {
      const headers: Record<string, string> = { access_token: access };
      if (body !== undefined) headers['Content-Type'] = 'application/json';
      if (appSecretProof) {
        headers.appsecret_proof = createHmac('sha256', appSecret).update(access).digest('hex');
      }
      const response = await fetch(`${apiRoot}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])]),
      });
      const text = await response.text();
      const answer = Answer.safeParse(readJson(text)).data;
      if (answer === undefined || (response.status >= 500 && answer.error === 0)) {
        throw unread(response);
      }
      if (answer.error !== 0) throw zaloError(answer.error, answer.message);
      return answer.data ?? {};
    },
  };
}

/** No answer of the recorded form: a proxy's page, a failure of the platform. */
function unread({ status, headers }: Response): SendError {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const asked = Number.isFinite(seconds) ? { afterMs: seconds * 1000 } : {};
  const crowded = status === 429 ? { afterMs: 5000, scope: 'platform' as const, ...asked } : {};
  return new SendError(`Zalo answered ${status} in an unknown form`, {
    kind: 'retry-later',
    ...crowded,
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
