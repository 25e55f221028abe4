import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import type { Accepted, ChannelContext } from './channel.ts';
import { Inbound } from './inbound.ts';

/** A webhook's request before anything in it is believed. */
export interface RawRequest {
  /** The very bytes that were signed. */
  raw: Buffer;
  headers: IncomingHttpHeaders;
  /** `raw` as JSON; undefined when it is none. */
  body: unknown;
  /** The query string's single values. */
  query: Readonly<Record<string, string>>;
}

export interface WebhookParts extends Pick<ChannelContext, 'metrics' | 'log' | 'now'> {
  /** Takes a message of a verified body in; as the house's own `accept`, which it mostly is. */
  accept(message: Inbound, body: unknown): Promise<Accepted>;
  /** Label of the metric. */
  channel: string;
  /** A whole path: `/webhooks/zalo`. */
  path: string;
  /**
   * True when the platform signed this. Compare with {@link isSame}. `later`: that cannot be told
   * now (its keys are out of reach, or it takes too long), so it hears 503 and may send the same
   * again.
   */
  verify(request: RawRequest): boolean | Promise<boolean | 'later'>;
  /**
   * The messages in a verified body, each as {@link Inbound} takes it (it is checked here); an empty
   * list for events that concern nobody (receipts, echoes). Undefined, or a throw: no such shape.
   */
  parse(body: unknown, request: RawRequest): readonly Inbound[] | undefined;
  /** What else a verified body asks for (answer a callback query), once its messages are stored. */
  after?(body: unknown): void | Promise<void>;
  /**
   * Statuses for what is refused. Zalo wants 200 for everything (its probe is unsigned, and refusals
   * switch the webhook off); others are told. Default: unsigned 401, malformed 400.
   */
  refusals?: { unsigned: number; malformed: number };
  /** Largest body in bytes. */
  limit?: number;
  /** An event older than this is a replay, as the platform itself would not send it again; milliseconds. */
  oldestMs?: number;
}

/** Why a request changed nothing; the label `reason` of the metric `webhook_refused`. */
export type Refusal =
  | 'unsigned'
  | 'malformed'
  | 'unknown'
  | 'oversized'
  | 'replayed'
  | 'not-stored';

/** For all of it: platforms want their answer within 2 s (Zalo) to 5 s (Messenger). */
const DEADLINE_MS = 1500;

/** Retries go on for up to 24 h (Telegram); a message of yesterday is no longer answered. */
const OLDEST_MS = 25 * 3_600_000;

/** A platform's clock may be ahead of ours by so much. */
const AHEAD_MS = 10 * 60_000;

/**
 * A webhook as every platform's must be: the raw bytes are kept for the signature, nothing is
 * believed before it was verified, everything is on disk before the platform hears 200, and within
 * 1.5 s it hears 200 or 503, upon which it sends the same again. Unsigned, malformed, oversized and
 * replayed requests change nothing and are counted (`webhook_refused`); what the platform had sent
 * before is answered 200. Other methods on the path are left to other routes.
 */
export function webhook(parts: WebhookParts): Router {
  const { path, limit = 256 * 1024, refusals = { unsigned: 401, malformed: 400 } } = parts;
  const router = Router();
  const refuse = (reason: Refusal) =>
    parts.metrics.count('webhook_refused', { channel: parts.channel, reason });

  const notStored = (res: Response) => {
    refuse('not-stored');
    res.set('Retry-After', '1').sendStatus(503);
  };

  const onUnread: ErrorRequestHandler = (error, _req, res, next) => {
    const status = (error as { status?: unknown }).status;
    if (typeof status !== 'number' || status >= 500) return next(error);
    refuse(status === 413 ? 'oversized' : 'malformed');
    res.set('Connection', 'close').sendStatus(status === 413 ? 413 : refusals.malformed);
  };

  router.post(
    path,
    // Signatures are over plain bytes, and a compressed body may be any size.
    express.raw({ type: () => true, limit, inflate: false }),
    async (req: Request, res: Response) => {
      const request = rawRequest(req);
      const deadline = AbortSignal.timeout(DEADLINE_MS);
      const isSigned = await verified(parts, request, deadline);
      if (isSigned === 'later') return notStored(res);
      if (!isSigned) {
        refuse('unsigned');
        return void res.sendStatus(refusals.unsigned);
      }
      if (request.body === undefined) {
        refuse('malformed');
        return void res.sendStatus(refusals.malformed);
      }
      // Signed, so it is the platform's: to have the same sent again would help neither of us.
      const { messages, unknown } = parsed(parts, request);
      for (let i = 0; i < unknown; i++) refuse('unknown');
      const now = parts.now().getTime();
      const { oldestMs = OLDEST_MS } = parts;
      const fresh = messages.filter(
        ({ at }) => now - at.getTime() <= oldestMs && at.getTime() - now <= AHEAD_MS,
      );
      for (let i = fresh.length; i < messages.length; i++) refuse('replayed');
      if (!(await stored(parts, fresh, request.body, deadline))) return notStored(res);
      res.sendStatus(200);
      if (fresh.length === messages.length) await afterwards(parts, request.body);
    },
    onUnread,
  );
  return router;
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

function rawRequest(req: Request): RawRequest {
  // Without any body express leaves something that is no buffer.
  const raw = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  const query = Object.fromEntries(
    Object.entries(req.query).flatMap(([k, v]) => (typeof v === 'string' ? [[k, v]] : [])),
  );
  return { raw, headers: req.headers, body: readJson(raw), query };
}

function readJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A signature that cannot even be looked at is none. */
async function verified(
  { verify }: WebhookParts,
  request: RawRequest,
  deadline: AbortSignal,
): Promise<boolean | 'later'> {
  const looked = (async () => verify(request))().catch(() => false);
  return before(deadline, looked).catch(() => 'later');
}

/** The result, or a rejection when the time is over. */
async function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const onLate = () => late.reject(deadline.reason);
  deadline.addEventListener('abort', onLate);
  if (deadline.aborted) onLate();
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    deadline.removeEventListener('abort', onLate);
  }
}

/** The messages, and how many things there are besides that have no known shape. */
function parsed(
  { parse, log, channel }: WebhookParts,
  request: RawRequest,
): { messages: Inbound[]; unknown: number } {
  const messages: Inbound[] = [];
  let unknown = 0;
  const miss = (error: unknown) => {
    unknown += 1;
    // Which fields, never what stood in them.
    log.warn({ channel, at: places(error) }, 'a signed event has an unknown shape');
  };
  try {
    for (const given of parse(request.body, request) ?? [undefined]) {
      const { success, data, error } = Inbound.safeParse(given);
      if (success) messages.push(data);
      else miss(error);
    }
  } catch (error) {
    miss(error);
  }
  return { messages, unknown };
}

function places(error: unknown): string[] {
  const issues = (error as { issues?: { path: PropertyKey[]; code: string }[] }).issues;
  if (issues === undefined) return [error instanceof Error ? error.name : typeof error];
  return issues.map(({ path, code }) => `${path.map(String).join('.')}: ${code}`);
}

/** True when all messages are on disk in time. */
async function stored(
  { accept, metrics, channel }: WebhookParts,
  messages: readonly Inbound[],
  body: unknown,
  deadline: AbortSignal,
): Promise<boolean> {
  try {
    // Begun in their order, which is then the order in which they are stored.
    const accepted = Promise.all(messages.map((message) => accept(message, body)));
    for (const outcome of await before(deadline, accepted)) {
      metrics.count('webhook_messages', { channel, outcome });
    }
    return true;
  } catch {
    return false;
  }
}

async function afterwards({ after, log, channel }: WebhookParts, body: unknown): Promise<void> {
  try {
    await after?.(body);
  } catch (err) {
    log.warn({ err, channel }, 'what a webhook asked for besides could not be done');
  }
}
