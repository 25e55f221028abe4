import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { type Authenticate, type Caller, mayUse, speaker } from './caller.ts';
import { DirectLineError } from './error.ts';
import type { Conversation, Store } from './store.ts';
import type { Claims, Tokens } from './token.ts';
import { parseWatermark, toWatermark } from './watermark.ts';

export interface ConversationParts {
  authenticate: Authenticate;
  tokens: Tokens;
  store: Store;
  /** Where streams are reached; `https://…` becomes `wss://…`. */
  publicUrl: string;
}

const UserId = z.string().min(1).max(200);

/** `{user:{id},trustedOrigins}`, or the same as .NET clients write it. */
const TokenParameters = z.object({
  user: z.object({ id: UserId.optional() }).optional(),
  User: z.object({ Id: UserId.optional() }).optional(),
  trustedOrigins: z.array(z.string().max(300)).max(50).optional(),
  TrustedOrigins: z.array(z.string().max(300)).max(50).optional(),
});

/** A name for a conversation that nobody guesses: 16 random bytes. */
export function newConversationId(): string {
  return randomBytes(16).toString('base64url');
}

/** Tokens and conversations: who may speak, and where to listen. */
export function conversationRoutes(parts: ConversationParts): Router {
  const { authenticate, tokens, store, publicUrl } = parts;
  const router = Router();

  /** A token and a stream that begins after `position`. */
  async function opened(claims: Claims, position: number) {
    const stream = new URL(
      `${publicUrl.replace(/^http/, 'ws')}${path(claims.conversation)}/stream`,
    );
    stream.searchParams.set('watermark', toWatermark(position));
    stream.searchParams.set('t', await tokens.mintStream(claims));
    return { ...(await tokens.mint(claims)), streamUrl: stream.href };
  }

  router.post('/v3/directline/tokens/generate', async (req, res) => {
    const caller = await authenticate(req);
    if (!caller.secret) throw new DirectLineError(403, 'Forbidden', 'only the secret mints tokens');
    const { user, origins } = parameters(req.body);
    const claims = {
      conversation: newConversationId(),
      ...(user !== undefined && { user }),
      ...(origins !== undefined && { origins }),
    };
    res.json(await tokens.mint(claims));
  });

  router.post('/v3/directline/tokens/refresh', async (req, res) => {
    const caller = await authenticate(req);
    if (caller.secret) throw new DirectLineError(403, 'Forbidden', 'the secret is no token');
    res.json(await tokens.mint(caller));
  });

  router.post('/v3/directline/conversations', async (req, res) => {
    const caller = await authenticate(req);
    const user = speaker(caller, parameters(req.body).user);
    const id = caller.secret ? newConversationId() : caller.conversation;
    const conversation = await store.start(id, user);
    const body = await opened(claimsFor(caller, id, conversation), conversation.last);
    res.status(conversation.isNew ? 201 : 200).json(body);
  });

  router.get('/v3/directline/conversations/:id', async (req, res) => {
    const caller = await authenticate(req);
    const { id } = req.params;
    mayUse(caller, id);
    const watermark = parseWatermark(req.query.watermark);
    const conversation = await store.find(id);
    if (conversation === undefined) throw noConversation();
    // Without a watermark only what is said from now on is wanted.
    const position = watermark ?? conversation.last;
    res.json(await opened(claimsFor(caller, id, conversation), position));
  });

  router.get('/v3/directline/session/getsessionid', async (req, res) => {
    await authenticate(req);
    // For signing in on cards, which we have none of: a session that is never looked at.
    res.json({ sessionId: newConversationId() });
  });

  return router;
}

export function noConversation(): DirectLineError {
  return new DirectLineError(404, 'NotFound', 'there is no such conversation');
}

/** Claims as they were; what the secret opens belongs to the user the conversation is bound to. */
function claimsFor(caller: Caller, id: string, { userId }: Conversation): Claims {
  const claims = caller.secret ? { conversation: id } : caller;
  return userId === null ? claims : { user: userId, ...claims };
}

function parameters(body: unknown): { user: string | undefined; origins: string[] | undefined } {
  const parsed = TokenParameters.safeParse(body ?? {});
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || 'body';
    throw new DirectLineError(400, 'BadArgument', `the parameters are not well-formed: ${field}`);
  }
  const { user, User, trustedOrigins, TrustedOrigins } = parsed.data;
  const origins = (trustedOrigins ?? TrustedOrigins)?.map(originOf);
  return { user: user?.id ?? User?.Id, origins };
}

/** As browsers send it: without a path and in lower case. */
function originOf(address: string): string {
  const url = URL.parse(address);
  if (url === null) {
    throw new DirectLineError(400, 'BadArgument', 'trustedOrigins: must be addresses of pages');
  }
  return url.origin;
}

function path(conversationId: string): string {
  return `/v3/directline/conversations/${encodeURIComponent(conversationId)}`;
}
