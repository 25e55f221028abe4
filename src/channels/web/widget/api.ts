/// <reference lib="dom" />
import type { Activity, ActivitySet } from './activity.ts';

/** What lets this browser speak in one conversation, and in no other. */
export interface Session {
  conversationId: string;
  token: string;
  /** When the token ends, in milliseconds by this browser's clock. */
  expiresAt: number;
}

/** A session and the address its activities are streamed from. */
export interface Opened {
  session: Session;
  /** Pre-authorised; to be opened within a minute. */
  streamUrl?: string;
}

/** The server answered, and not with success. A failed connection rejects with `fetch`'s own error. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** The calls of Direct Line 3.0 the widget needs, and `POST /chat/token` of our own server. */
export interface Api {
  /** A token: for the same conversation if one is given and still allowed, else for a new one. */
  token(session?: Session): Promise<Session>;
  /** Begins the conversation of a new token. */
  begin(session: Session): Promise<Opened>;
  /** The stream from a watermark on. */
  reconnect(session: Session, watermark: string): Promise<Opened>;
  /** The activities after a watermark; '0' for all. */
  activities(session: Session, watermark: string): Promise<ActivitySet>;
  post(session: Session, activity: Activity): Promise<void>;
}

/** Milliseconds after which a call that got no answer counts as failed. */
const TIMEOUT = 20_000;

/** What the calls that give a session answer with. */
interface Issued {
  conversationId: string;
  token?: string;
  /** Seconds. */
  expires_in?: number;
  streamUrl?: string;
}

/** The calls, against `server`: an origin, or an origin and a path, without a slash at its end. */
export function createApi(server: string): Api {
  const conversations = `${server}/v3/directline/conversations`;

  async function call<T>(
    method: string,
    url: string,
    session?: Session,
    body?: unknown,
  ): Promise<T> {
    const headers: Record<string, string> = {};
    if (session) headers.Authorization = `Bearer ${session.token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const response = await within(
      TIMEOUT,
      fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        credentials: 'omit',
        cache: 'no-store',
      }),
    );
    if (!response.ok) throw new HttpError(response.status);
    return (await within(TIMEOUT, response.json())) as T;
  }

  async function open(session: Session, answer: Promise<Issued>): Promise<Opened> {
    const { streamUrl, ...issued } = await answer;
    return { session: renewed(issued, session), ...(streamUrl !== undefined && { streamUrl }) };
  }

  return {
    async token(session) {
      const { conversationId, token } = session ?? {};
      return renewed(
        await call<Issued>('POST', `${server}/chat/token`, undefined, { conversationId, token }),
      );
    },
    begin: (session) => open(session, call('POST', conversations, session, { locale: 'vi-VN' })),
    reconnect: (session, watermark) =>
      open(
        session,
        call('GET', `${at(session)}?watermark=${encodeURIComponent(watermark)}`, session),
      ),
    activities: (session, watermark) =>
      call('GET', `${at(session)}/activities?watermark=${encodeURIComponent(watermark)}`, session),
    async post(session, activity) {
      // The server puts the token's own user in `from`; the schema wants one to be there.
      const whole = { from: { id: 'user', name: 'user' }, locale: 'vi-VN', ...activity };
      await call('POST', `${at(session)}/activities`, session, whole);
    },
  };

  function at(session: Session): string {
    return `${conversations}/${encodeURIComponent(session.conversationId)}`;
  }
}

/** A session out of an answer; an answer without a token leaves the old one in use. */
function renewed({ conversationId, token, expires_in }: Issued, old?: Session): Session {
  if (token === undefined && old !== undefined) return old;
  if (!conversationId || !token) throw new Error('The server gave no token.');
  return { conversationId, token, expiresAt: Date.now() + (expires_in ?? 1800) * 1000 };
}

/** The promise, or a rejection after `ms` milliseconds: old WebViews cannot abort a fetch. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer in ${ms} ms.`)), ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
