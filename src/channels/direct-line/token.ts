import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** What a token says: which conversation it opens, who speaks, and from which pages. */
export interface Claims {
  conversation: string;
  /** Absent: whoever holds the token says who they are with each activity. */
  user?: string;
  /** Origins the token may be used from, when its minter named some. */
  origins?: readonly string[];
  /** True for tokens of our own page, which are exchanged for new ones after their end, too. */
  renewable?: boolean;
}

/** A token as it stands in answers; the names are Direct Line's. */
export interface MintedToken {
  conversationId: string;
  token: string;
  /** Seconds. */
  expires_in: number;
}

/** A token that cannot be used: `expired` when it once could. */
export class TokenError extends Error {
  override name = 'TokenError';
  readonly reason: 'expired' | 'invalid';

  constructor(reason: 'expired' | 'invalid') {
    super(`the token is ${reason}`);
    this.reason = reason;
  }
}

/** directlinejs renews every 15 minutes, whatever it is told, so tokens must live well over that. */
export const TOKEN_SECONDS = 30 * 60;

/** A stream must be opened this soon after its address was handed out. */
const STREAM_SECONDS = 60;

/** How long after its end a token of our own page can still be exchanged for a new one. */
const RENEWABLE_SECONDS = 30 * 24 * 60 * 60;

/** What a token is good for, in its `aud` claim: one kind is never taken for the other. */
type Use = 'conversation' | 'stream';

/** Claims as they stand in the JWT. directlinejs reads `user` to know that it is fixed. */
const Payload = z.object({
  conv: z.string().min(1),
  user: z.string().min(1).optional(),
  origins: z.array(z.string()).optional(),
  renewable: z.boolean().optional(),
});

export interface Tokens {
  mint(claims: Claims): Promise<MintedToken>;
  /** A token for the stream's address: short-lived, and good for nothing else. */
  mintStream(claims: Claims): Promise<string>;
  /** The claims of a valid token; rejects with {@link TokenError}. */
  verify(token: string): Promise<Claims>;
  verifyStream(token: string): Promise<Claims>;
  /** As `verify`, for tokens of our own page only, up to 30 days after their end. */
  verifyRenewable(token: string): Promise<Claims>;
}

/** JWTs signed (HS256) with a secret that all nodes share. */
export function createTokens(key: string, now: () => Date): Tokens {
  const secret = new TextEncoder().encode(key);

  function sign({ conversation, user, origins, renewable }: Claims, use: Use, seconds: number) {
    const issued = Math.floor(now().getTime() / 1000);
    return new SignJWT({ conv: conversation, user, origins, renewable })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(use)
      .setIssuedAt(issued)
      .setExpirationTime(issued + seconds)
      .sign(secret);
  }

  async function verify(token: string, use: Use, tolerance = 0): Promise<Claims> {
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ['HS256'],
        audience: use,
        currentDate: now(),
        clockTolerance: tolerance,
        requiredClaims: ['exp'],
      });
      const { conv, user, origins, renewable } = Payload.parse(payload);
      return {
        conversation: conv,
        ...(user !== undefined && { user }),
        ...(origins !== undefined && { origins }),
        ...(renewable !== undefined && { renewable }),
      };
    } catch (error) {
      throw new TokenError(error instanceof errors.JWTExpired ? 'expired' : 'invalid');
    }
  }

  return {
    async mint(claims) {
      const token = await sign(claims, 'conversation', TOKEN_SECONDS);
      return { conversationId: claims.conversation, token, expires_in: TOKEN_SECONDS };
    },
    mintStream: (claims) => sign(claims, 'stream', STREAM_SECONDS),
    verify: (token) => verify(token, 'conversation'),
    verifyStream: (token) => verify(token, 'stream'),
    async verifyRenewable(token) {
      const claims = await verify(token, 'conversation', RENEWABLE_SECONDS);
      if (claims.renewable !== true) throw new TokenError('invalid');
      return claims;
    },
  };
}
