import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { DirectLineError } from './error.ts';
import { type Claims, TokenError, type Tokens } from './token.ts';

/** Who makes a call: a server that holds the secret, or a client with a token for one conversation. */
export type Caller = { secret: true } | ({ secret: false } & Claims);

export type Authenticate = (req: IncomingMessage) => Promise<Caller>;

/** Reads `Authorization: Bearer SECRET|TOKEN`; rejects with 401 or 403 as Direct Line does. */
export function createAuthenticate(tokens: Tokens, secret: string | undefined): Authenticate {
  return async (req) => {
    const bearer = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (bearer === undefined) {
      throw new DirectLineError(401, 'Unauthorized', 'the Authorization header must name a Bearer');
    }
    if (secret !== undefined && isSame(bearer, secret)) return { secret: true };
    const claims = await allowed(tokens.verify(bearer), req);
    return { secret: false, ...claims };
  };
}

/** The claims, when they could be verified and may be used from the page that made the request. */
export async function allowed(verified: Promise<Claims>, req: IncomingMessage): Promise<Claims> {
  const claims = await verified.catch((error: unknown) => {
    if (!(error instanceof TokenError)) throw error;
    throw error.reason === 'expired'
      ? new DirectLineError(403, 'TokenExpired', 'the token has expired')
      : new DirectLineError(403, 'Forbidden', 'the token or secret is not valid');
  });
  const { origin } = req.headers;
  if (claims.origins !== undefined && origin !== undefined && !claims.origins.includes(origin)) {
    throw new DirectLineError(403, 'Forbidden', 'the token may not be used from this origin');
  }
  return claims;
}

/** Throws unless the caller may use that conversation. */
export function mayUse(caller: Caller, conversationId: string): void {
  if (!caller.secret && caller.conversation !== conversationId) {
    throw new DirectLineError(403, 'Forbidden', 'the token belongs to another conversation');
  }
}

/**
 * Who speaks: the token's user whatever the client says, else whoever it says. Ids that begin with
 * `dl_` mean "the minter of the token vouches for this one", so only the secret may claim them.
 */
export function speaker(caller: Caller, claimed: string | undefined): string | undefined {
  if (!caller.secret && caller.user !== undefined) return caller.user;
  if (!caller.secret && claimed?.startsWith('dl_')) {
    throw new DirectLineError(400, 'BadArgument', 'a user id with dl_ must come from the token');
  }
  return claimed;
}

/** Compares without telling by its duration how much was right. */
function isSame(given: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}
