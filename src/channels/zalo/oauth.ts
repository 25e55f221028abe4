import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ZaloSettings } from './settings.ts';

/** An access token and the refresh token that replaces both, once. */
export interface TokenPair {
  access: string;
  refresh: string;
  /** How long the access token is good; milliseconds (25 h as a rule). */
  lifeMs: number;
}

/** Zalo's OAuth v4 for Official Accounts. */
export interface ZaloOAuth {
  /** Where the account's administrator grants the app its permission. */
  permissionUrl(redirectUri: string, state: string, verifier: string): string;
  /** A pair for the code that the callback brought; a code is good once, for 10 minutes. */
  exchange(code: string, verifier: string): Promise<TokenPair>;
  /** The next pair. From then on the given refresh token and its access token are dead. */
  refresh(refreshToken: string): Promise<TokenPair>;
}

/** Zalo gave no pair. No token stands in the message. */
export class OAuthError extends Error {
  override name = 'OAuthError';
  /** True when the same may succeed later; else somebody has to connect the account again. */
  readonly temporary: boolean;

  constructor(message: string, temporary: boolean, cause?: unknown) {
    super(message, { cause });
    this.temporary = temporary;
  }
}

/** `expires_in` is a string of seconds; at most 90 days are believed. */
const Pair = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive().max(7_776_000),
});

const Failure = z.looseObject({
  error: z.number(),
  error_name: z.string().optional(),
  error_description: z.string().optional(),
});

const TIMEOUT_MS = 8000;

/** 43 characters, as PKCE wants them at least. */
export function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

export function createZaloOAuth(
  settings: Pick<ZaloSettings, 'appId' | 'appSecret' | 'oauthRoot' | 'pkce'>,
): ZaloOAuth {
  const { appId, appSecret, oauthRoot, pkce } = settings;

  async function ask(fields: Record<string, string>): Promise<TokenPair> {
    let status: number;
    let body: unknown;
    try {
      const response = await fetch(`${oauthRoot}/v4/oa/access_token`, {
        method: 'POST',
        headers: { secret_key: appSecret },
        body: new URLSearchParams({ ...fields, app_id: appId }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      status = response.status;
      body = JSON.parse(await response.text());
    } catch (cause) {
      throw new OAuthError('Zalo gave no answer about a token', true, cause);
    }
    const pair = Pair.safeParse(body).data;
    if (pair !== undefined) {
      const { access_token: access, refresh_token: refresh, expires_in } = pair;
      return { access, refresh, lifeMs: expires_in * 1000 };
    }
    const failure = Failure.safeParse(body).data;
    if (failure === undefined) throw new OAuthError(`Zalo answered ${status} about a token`, true);
    const words = (failure.error_name ?? failure.error_description ?? '').slice(0, 120);
    // No list of codes is published: all but the rate and the platform's own failures are final.
    const temporary = failure.error === -32 || status === 429 || status >= 500;
    throw new OAuthError(`Zalo gave no token: ${failure.error} ${words}`.trim(), temporary);
  }

  return {
    permissionUrl(redirectUri, state, verifier) {
      const hash = createHash('sha256').update(verifier, 'ascii').digest();
      const challenge = hash.toString(pkce).replace(/=+$/, '');
      const query = { app_id: appId, redirect_uri: redirectUri, code_challenge: challenge, state };
      return `${oauthRoot}/v4/oa/permission?${new URLSearchParams(query)}`;
    },
    exchange: (code, verifier) =>
      ask({ code, grant_type: 'authorization_code', code_verifier: verifier }),
    refresh: (token) => ask({ refresh_token: token, grant_type: 'refresh_token' }),
  };
}
