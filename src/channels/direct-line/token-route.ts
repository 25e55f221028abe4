import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { newConversationId } from './conversation-routes.ts';
import { DirectLineError } from './error.ts';
import { type RateLimit, visitor } from './rate-limit.ts';
import type { Claims, Tokens } from './token.ts';

/** What a page hands back that was here before: its token, and the conversation it believes it is for. */
const Renewal = z.object({
  token: z.string().max(4000).optional().catch(undefined),
  conversationId: z.string().max(200).optional().catch(undefined),
});

/**
 * `POST /chat/token`: a token for whoever opens our own page, without the secret. A page that still
 * has a token of the last 30 days gets one for the same conversation, and with it the history;
 * anything else gets a new conversation, which it can tell by `conversationId`.
 */
export function tokenRoute(parts: { tokens: Tokens; limit: RateLimit }): Router {
  const { tokens, limit } = parts;
  const router = Router();

  async function renewable(body: unknown): Promise<Claims | undefined> {
    const parsed = Renewal.safeParse(body ?? {});
    if (!parsed.success || parsed.data.token === undefined) return undefined;
    const { token, conversationId } = parsed.data;
    const claims = await tokens.verifyRenewable(token).catch(() => undefined);
    const other = conversationId !== undefined && conversationId !== claims?.conversation;
    return other ? undefined : claims;
  }

  router.post('/chat/token', async (req, res) => {
    const known = await renewable(req.body);
    if (known === undefined && !limit.allows(visitor(req.ip))) {
      throw new DirectLineError(429, 'TooManyRequests', 'too many new conversations in one minute');
    }
    res.json(await tokens.mint(known ?? stranger()));
  });

  return router;
}

/** Nobody we know, in a conversation of their own. */
function stranger(): Claims {
  return {
    conversation: newConversationId(),
    user: `dl_${randomBytes(16).toString('base64url')}`,
    renewable: true,
  };
}
