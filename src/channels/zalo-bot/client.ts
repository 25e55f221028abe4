import { z } from 'zod';

/** The Zalo Bot API. All its methods are POSTs to `/bot<token>/<method>`. */
export interface ZaloBotClient {
  /**
   * Resolves with the answer's `result`, whatever that is. Throws {@link ZaloBotRefusal} when the
   * platform says no, an `Error` when it says nothing that can be read. The token is in none of them.
   */
  call(method: string, body?: object, options?: CallOptions): Promise<unknown>;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
}

/** The platform's no: `{"ok":false,"error_code":401,"description":"Unauthorized"}`. */
export class ZaloBotRefusal extends Error {
  override name = 'ZaloBotRefusal';
  /** As of HTTP: 400, 401, 403, 404, 408 (nothing to hand out), 429 (quota). */
  readonly code: number;
  readonly description: string;
  /** How long to wait, should it say so; milliseconds. */
  readonly afterMs: number | undefined;

  constructor(code: number, description: string, afterMs?: number) {
    super(`Zalo Bot: ${code} ${description}`.trim());
    this.code = code;
    this.description = description;
    this.afterMs = afterMs;
  }
}

const Seconds = z.coerce.number().nonnegative().max(86_400);

const Answer = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.number().int().nullish(),
  description: z.string().nullish(),
  // Not documented here; the Bot API it was made after has it.
  parameters: z.object({ retry_after: Seconds.optional().catch(undefined) }).nullish(),
});

/** A call without an answer after so long has failed; shorter than the sender's own patience. */
const TIMEOUT_MS = 9000;

export function createZaloBotClient({
  apiRoot,
  token,
}: {
  apiRoot: string;
  token: string;
}): ZaloBotClient {
  return {
    async call(method, body = {}, { signal, timeoutMs = TIMEOUT_MS } = {}) {
      const ending = AbortSignal.timeout(timeoutMs);
      const { response, text } = await request(`${apiRoot}/bot${token}/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: signal === undefined ? ending : AbortSignal.any([signal, ending]),
      });
      const answer = Answer.safeParse(readJson(text)).data;
      if (answer?.ok) return answer.result;
      const { status } = response;
      if (answer === undefined && status !== 429) {
        throw new Error(`Zalo Bot answered ${status} in an unknown form`);
      }
      const { error_code: code, description, parameters } = answer ?? {};
      const seconds = parameters?.retry_after ?? waitOf(response);
      throw new ZaloBotRefusal(
        code ?? status,
        // It might repeat what we sent.
        (description ?? '').slice(0, 120),
        seconds === undefined ? undefined : seconds * 1000,
      );
    },
  };
}

async function request(
  url: string,
  init: RequestInit,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch {
    // Without the cause: the address, in which the token stands, might be in it.
    throw new Error('Zalo Bot did not answer');
  }
}

function waitOf({ headers }: Response): number | undefined {
  const given = headers.get('retry-after');
  return given === null ? undefined : Seconds.safeParse(given).data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
