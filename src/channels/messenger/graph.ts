import { z } from 'zod';
import { SendError } from '../send.ts';
import { graphError } from './errors.ts';
import type { MessengerSettings } from './settings.ts';
import { hmac } from './signature.ts';

/** Facebook's Graph API with one access token. */
export interface Graph {
  /**
   * `path` begins with a slash; `query` is what stands in the address besides the token. Throws
   * {@link SendError} by the error table, or whatever the network throws.
   */
  call(
    method: 'GET' | 'POST',
    path: string,
    given?: {
      query?: Readonly<Record<string, string>>;
      body?: unknown;
      /** Nothing is asked once it is aborted, and what was asked is taken back. */
      signal?: AbortSignal | undefined;
    },
  ): Promise<GraphData>;
}

const Data = z.looseObject({
  message_id: z.string().max(512).optional(),
  id: z.string().optional(),
  name: z.string().optional(),
});

/** What an answer carries, as far as we read it. */
export type GraphData = z.infer<typeof Data>;

const Failure = z.object({
  error: z.looseObject({
    code: z.number(),
    error_subcode: z.number().optional(),
    message: z.string().default(''),
    is_transient: z.boolean().optional(),
  }),
});

/** A call without an answer after so long has failed; shorter than the sender's own patience. */
const TIMEOUT_MS = 9000;

/** However long the platform wants us to wait, it is asked again after this; milliseconds. */
const LONGEST_MS = 3_600_000;

export function createGraph(
  {
    apiRoot,
    apiVersion,
    appSecret,
  }: Pick<MessengerSettings, 'apiRoot' | 'apiVersion' | 'appSecret'>,
  token: string,
  timeoutMs = TIMEOUT_MS,
): Graph {
  const proof = hmac(appSecret, token);
  const secrets = [token, appSecret, proof];
  return {
    async call(method, path, { query = {}, body, signal } = {}) {
      const url = new URL(`${apiRoot}/${apiVersion}${path}`);
      const asked = { ...query, access_token: token, appsecret_proof: proof };
      url.search = new URLSearchParams(asked).toString();
      const response = await fetch(url, {
        method,
        ...(body !== undefined && {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
        redirect: 'error',
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
      });
      const answer = readJson(await response.text());
      const afterMs = waitOf(response.headers);
      const failed = Failure.safeParse(answer);
      if (failed.success) throw graphError(failed.data.error, { afterMs, secrets });
      const { success, data } = Data.safeParse(answer);
      if (!success || !response.ok) throw unread(response.status, afterMs);
      return data;
    },
  };
}

/** No answer of the recorded form: a proxy's page, a failure of the platform. */
function unread(status: number, afterMs = 5000): SendError {
  return new SendError(`Messenger answered ${status} in an unknown form`, {
    kind: 'retry-later',
    ...(status === 429 && { afterMs, scope: 'platform' }),
  });
}

const Usage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().nonnegative().default(0) })),
);

/**
 * How long to wait, by `Retry-After` (seconds) or `X-Business-Use-Case-Usage` (minutes, by page and
 * kind of use; developers.facebook.com/docs/graph-api/overview/rate-limiting). Milliseconds.
 */
function waitOf(headers: Headers): number | undefined {
  const usage = Usage.safeParse(readJson(headers.get('x-business-use-case-usage') ?? '')).data;
  const minutes = Object.values(usage ?? {})
    .flat()
    .map((use) => use.estimated_time_to_regain_access);
  const seconds = Math.max(
    0,
    Number(headers.get('retry-after')) || 0,
    ...minutes.map((m) => m * 60),
  );
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST_MS) : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
