import { randomUUID } from 'node:crypto';
import { type Request, Router } from 'express';
import type { Log } from '../../log.ts';
import type { Inbound } from '../inbound.ts';
import { activityId } from './activity.ts';
import { type Authenticate, type Caller, mayUse, speaker } from './caller.ts';
import {
  type ClientActivity,
  contentOf,
  keyOf,
  parseClientActivity,
  storedOf,
} from './client-activity.ts';
import { noConversation } from './conversation-routes.ts';
import { DirectLineError } from './error.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Store } from './store.ts';
import { MAX_UPLOAD, readUpload, tooBig } from './upload-parts.ts';
import { parseWatermark, toWatermark } from './watermark.ts';

export interface ActivityParts {
  authenticate: Authenticate;
  store: Store;
  log: Log;
  now: () => Date;
  mask: (text: string) => string;
  /** Resolves when the message is stored; may reject only when it is not. */
  accept: (message: Inbound) => Promise<unknown>;
  /** Shows that an answer is coming. Before the message is handed on: after it the answer may be there. */
  typing: (conversationId: string) => void;
  /** Of posts, by conversation. */
  limit: RateLimit;
  /** The name of this channel in the house. */
  channel: string;
}

/** What a request says about whose activity it brings. */
interface Author {
  conversationId: string;
  caller: Caller;
}

/** What is said: posting, uploading, and reading what was said. */
export function activityRoutes(parts: ActivityParts): Router {
  const { authenticate, store, limit } = parts;
  const router = Router();

  router.get('/v3/directline/conversations/:id/activities', async (req, res) => {
    const { id } = req.params;
    mayUse(await authenticate(req), id);
    const page = await store.read(id, parseWatermark(req.query.watermark) ?? 0);
    if (page === undefined) throw noConversation();
    res.json({ activities: page.activities, watermark: toWatermark(page.last) });
  });

  async function authorOf(req: Request<{ id: string }>): Promise<Author> {
    const caller = await authenticate(req);
    const { id } = req.params;
    mayUse(caller, id);
    if (!limit.allows(id)) {
      throw new DirectLineError(429, 'TooManyRequests', 'too many activities in one minute');
    }
    return { conversationId: id, caller };
  }

  router.post('/v3/directline/conversations/:id/activities', async (req, res) => {
    const author = await authorOf(req);
    const activity = parseClientActivity(req.body);
    res.json({ id: await post(author, activity, parts) });
  });

  router.post('/v3/directline/conversations/:id/upload', async (req, res) => {
    const author = await authorOf(req);
    if (Number(req.get('Content-Length') ?? 0) > MAX_UPLOAD) {
      // Nothing is read: the connection cannot be used again.
      res.set('Connection', 'close');
      throw tooBig();
    }
    const { contentTypes, activity } = await readUpload(req, req.get('Content-Type') ?? '');
    const { userId } = req.query;
    const given = activity === undefined ? { type: 'message' } : readJson(activity);
    const attachments = contentTypes.map((contentType) => ({ contentType }));
    const parsed = parseClientActivity({
      ...(typeof userId === 'string' && { from: { id: userId } }),
      ...given,
      ...(attachments.length > 0 && { attachments }),
    });
    res.json({ id: await post(author, parsed, parts) });
  });

  return router;
}

/**
 * Puts an activity into the conversation and its words into the assistant's inbox. It stands in the
 * conversation first, so that the reply comes after it; should the inbox refuse, it is taken back
 * and the client hears 503, upon which it may send the same again. Returns the activity's id.
 */
async function post(
  { conversationId, caller }: Author,
  activity: ClientActivity,
  { store, log, now, mask, accept, typing, channel }: ActivityParts,
): Promise<string> {
  const user = speaker(caller, activity.from?.id);
  const content = contentOf(activity);
  const stored = storedOf(activity, user ?? 'user', mask);
  if (stored === undefined) return `${conversationId}|${randomUUID()}`;

  const at = now();
  const key = keyOf(activity);
  const appended = await store.append(conversationId, {
    activity: stored,
    at,
    ends: activity.type === 'endOfConversation',
    ...(key !== undefined && { key: `c:${key}` }),
    ...(user !== undefined && { user }),
  });
  if (appended === 'missing') throw noConversation();
  if (appended === 'ended') {
    throw new DirectLineError(409, 'ConversationEnded', 'the conversation has ended');
  }
  const { number, isNew } = appended;
  if (content !== undefined) {
    const eventId =
      key === undefined ? activityId(conversationId, number) : `${conversationId} ${key}`;
    if (isNew) typing(conversationId);
    try {
      await accept({ channel, person: conversationId, eventId, at, ...content });
    } catch (cause) {
      if (isNew) {
        await store.withdraw(conversationId, number).catch((err) => {
          log.warn({ err }, 'an activity that was refused stays in its conversation');
        });
      }
      throw new DirectLineError(503, 'ServiceError', 'the message could not be stored', { cause });
    }
  }
  // The message is stored: that the echo comes late is no reason to have it sent again.
  await store.notify(conversationId).catch((err) => {
    log.warn({ err }, 'streams were not told of an activity');
  });
  return activityId(conversationId, number);
}

function readJson(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new DirectLineError(400, 'BadSyntax', 'the activity part is no JSON');
  }
}
