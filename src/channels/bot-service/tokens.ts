import { z } from 'zod';
import { SendError } from '../send.ts';
import type { BotServiceSettings } from './settings.ts';

/** Our own tokens, which connectors want to see with each reply. */
export interface Tokens {
  /** One that is good for five minutes at least. Rejects with a {@link SendError}. */
  current(): Promise<string>;
  /** A new one, because the current was refused; many at once come down to one. */
  renew(): Promise<void>;
}

const Answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });

/** Of a "multi tenant" app, where its tokens are asked for. */
const MULTI_TENANT = 'botframework.com';

const SCOPE = 'https://api.botframework.com/.default';

/** A token is renewed so long before its end. */
const MARGIN_MS = 5 * 60_000;

/** A refused token is renewed at most so often: what follows was refused for another reason. */
const AGAIN_MS = 10_000;

const TIMEOUT_MS = 8000;

/**
 * Tokens by the client credentials grant of OAuth 2.0 (RFC 6749, 4.4), kept in memory: each node has
 * its own. Not by botbuilder's own way (MSAL), which asks Microsoft's host about every other host
 * and so cannot be tested against a fake, nor tell a wrong secret from a host that is down.
 */
export function createTokens(settings: BotServiceSettings, now: () => Date): Tokens {
  const { appId, password, tenantId = MULTI_TENANT, loginRoot } = settings;
  let token: { value: string; from: number; until: number } | undefined;
  let pending: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const response = await fetch(`${loginRoot}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: password,
        scope: SCOPE,
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw await refusal(response);
    const answer = Answer.parse(await response.json());
    const from = now().getTime();
    token = { value: answer.access_token, from, until: from + answer.expires_in * 1000 };
    return token.value;
  }

  function fresh(): Promise<string> {
    pending ??= ask().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    async current() {
      const isGood = token !== undefined && token.until - now().getTime() > MARGIN_MS;
      return isGood ? token!.value : fresh();
    },
    async renew() {
      if (token === undefined || now().getTime() - token.from >= AGAIN_MS) await fresh();
    },
  };
}

/** `{error, error_description, error_codes}`; of the description only the code AADSTS… is told on. */
async function refusal(response: Response): Promise<SendError> {
  const { error, error_description: description } = (await response
    .json()
    .catch(() => ({}))) as Record<string, unknown>;
  const code = /^AADSTS\d+/.exec(String(description))?.[0] ?? '';
  const message = `the login host: ${response.status} ${String(error ?? '')} ${code}`.trim();
  const isOurs = response.status >= 400 && response.status < 500 && response.status !== 429;
  return new SendError(message, { kind: isOurs ? 'needs-an-operator' : 'retry-later' });
}
