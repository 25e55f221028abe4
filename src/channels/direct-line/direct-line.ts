import type { IncomingMessage, Server } from 'node:http';
import express, { Router } from 'express';
import type { Pool } from '../../database/client.ts';
import type { Reply } from '../../engine/reply.ts';
import type { Log } from '../../log.ts';
import type { Inbound } from '../inbound.ts';
import { SendError } from '../send.ts';
import { activityId, assistantAccount, replyActivity, typingActivity } from './activity.ts';
import { activityRoutes } from './activity-routes.ts';
import { createAuthenticate } from './caller.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { cors } from './cors.ts';
import { DirectLineError, errorHandler } from './error.ts';
import { listen } from './listener.ts';
import { createRateLimit } from './rate-limit.ts';
import { createStore } from './store.ts';
import { createStreams } from './streams.ts';
import { createTokens } from './token.ts';
import { tokenRoute } from './token-route.ts';

/** What the endpoint needs of the house. */
export interface DirectLineParts {
  pool: Pool;
  /** The same database, for a connection of its own that listens. */
  url: string;
  /** The address people reach the service at, without a slash at its end. */
  publicUrl: string;
  /** Signs tokens; the same on every node. */
  tokenKey: string;
  /** `DIRECT_LINE_SECRET`. Without it nobody is let in by a secret. */
  secret?: string;
  /** Who replies come from, as people read it. */
  assistantName: string;
  /** What is kept (and echoed) of a person's words. It must hide whatever the transcript hides. */
  mask?: (text: string) => string;
  /** Takes a message in; rejects when it is not stored. */
  accept: (message: Inbound) => Promise<unknown>;
  log: Log;
  now: () => Date;
  /** New conversations by address and minute. A class behind one router has room. */
  tokensPerMinute?: number;
  /** Activities by conversation and minute. */
  postsPerMinute?: number;
  /** Between two signs of life on a stream; proxies close quiet connections after 30 s or more. */
  keepAliveMs?: number;
}

/** A Direct Line 3.0 endpoint. It knows activities, tokens and watermarks, and nothing of the bot. */
export interface DirectLine {
  /** `/v3/directline/…` and `/chat/token`. */
  router: Router;
  /** Lets the server's WebSocket requests for streams in. */
  upgrade(server: Server): void;
  /**
   * Puts a reply into the conversation `person`. With a `key` the same reply can be sent again and
   * stands there once. Throws {@link SendError} (no retry) when nothing can be said there any more.
   */
  send(person: string, reply: Reply, key?: string): Promise<{ deliveredId: string }>;
  /** Closes streams and stops listening. */
  close(): Promise<void>;
}

/** The name of this channel in the house; its `person` is the id of a Direct Line conversation. */
export const WEB_CHANNEL = 'web';

/** The largest body with an activity; uploads have a limit of their own. */
const BODY_LIMIT = '256kb';

/** Everything sent as JSON, but for uploads: there it is a file. */
function isJson({ url = '', headers }: IncomingMessage): boolean {
  const type = headers['content-type'] ?? '';
  return /^(application|text)\/json\b/i.test(type) && !/\/upload(\?|$)/.test(url);
}

/** How often texts that were shown long enough are looked for; milliseconds. */
const REPLACE_MS = 60_000;

export function createDirectLine(parts: DirectLineParts): DirectLine {
  const { pool, url, publicUrl, tokenKey, secret, accept, log, now } = parts;
  const { mask = (text) => text, keepAliveMs = 25_000 } = parts;
  const { tokensPerMinute = 60, postsPerMinute = 60 } = parts;
  const assistant = assistantAccount(parts.assistantName);
  const store = createStore(pool, assistant);
  const tokens = createTokens(tokenKey, now);
  const authenticate = createAuthenticate(tokens, secret);
  const streams = createStreams({ store, tokens, log, keepAliveMs });
  const listener = listen(url, streams.wake, log);
  const limit = createRateLimit(postsPerMinute, now);
  const replacing = setInterval(() => {
    store.replaceByRecord(now()).catch((err) => log.warn({ err }, 'records must wait'));
  }, REPLACE_MS).unref();

  const router = Router();
  const paths = ['/v3/directline', '/chat/token'];
  router.use(paths, cors);
  router.use(paths, express.json({ limit: BODY_LIMIT, type: isJson }));
  router.use(
    conversationRoutes({ authenticate, tokens, store, publicUrl }),
    activityRoutes({
      authenticate,
      store,
      log,
      now,
      mask,
      accept,
      typing: (id) => streams.show(id, typingActivity(id, assistant, now())),
      limit,
      channel: WEB_CHANNEL,
    }),
    tokenRoute({ tokens, limit: createRateLimit(tokensPerMinute, now) }),
  );
  router.use('/v3/directline', () => {
    throw new DirectLineError(404, 'NotFound', 'there is nothing at this address');
  });
  router.use(paths, errorHandler(log));

  return {
    router,
    upgrade: streams.upgrade,
    async send(person, reply, key) {
      const appended = await store.append(person, {
        activity: replyActivity(reply, assistant),
        at: now(),
        notify: true,
        ...(key !== undefined && { key: `r:${key}` }),
        ...(reply.record !== undefined && { record: reply.record }),
      });
      if (appended === 'missing') throw new SendError('no such conversation', { retry: false });
      if (appended === 'ended') throw new SendError('the conversation ended', { retry: false });
      return { deliveredId: activityId(person, appended.number) };
    },
    async close() {
      clearInterval(replacing);
      streams.close();
      await listener.close();
    },
  };
}
