/// <reference lib="dom" />
import { type Api, HttpError, type Session } from './api.ts';
import type { Memory } from './storage.ts';

/** Holds the session: in memory across visits, its token always fresh. */
export interface SessionKeeper {
  /** The session with a token that lasts; asks the server for one where needed. */
  current(): Promise<Session>;
  /** Id of the conversation, '' before there is one. */
  id(): string;
  hasBegun(): boolean;
  /** Fulfilled once activities can be posted. */
  whenBegun(): Promise<void>;
  /** The conversation was begun, with this session. */
  begun(session: Session): void;
  /** The server gave a newer token along the way. */
  adopt(session: Session): void;
  /**
   * Puts right what an error says about the session: a refused token is renewed, a conversation
   * that is gone is forgotten. Gives true when the same conversation can go on with a new token.
   */
  recover(error: unknown): Promise<boolean>;
  close(): void;
}

const KEY = 'session';
/** A token with less than this left, in milliseconds, is renewed before it is used. */
const MARGIN = 60_000;
/** Answers to a request for a token that say: not for this conversation any more. */
const GONE = [400, 401, 403, 404, 409, 410, 422];
/** Answers to anything else that say: the conversation is gone, or has ended. */
const OVER = [404, 409, 410];

/** A keeper that starts from what is in memory. `lost`: the conversation is gone, forget its words. */
export function createSessionKeeper(api: Api, memory: Memory, lost: () => void): SessionKeeper {
  let session = remembered(memory);
  let isBegun = session !== undefined;
  let waiting: (() => void)[] = [];
  let pending: Promise<Session> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  if (session) schedule();

  function hold(next: Session): Session {
    session = next;
    if (isBegun) memory.write(KEY, JSON.stringify(next));
    schedule();
    return next;
  }

  function forget(): void {
    clearTimeout(timer);
    session = undefined;
    isBegun = false;
    memory.remove(KEY);
    lost();
  }

  /** Renews while the person only reads; an error is met again, and handled, at the next use. */
  function schedule(): void {
    clearTimeout(timer);
    if (!session || isClosed) return;
    const half = (session.expiresAt - Date.now()) / 2;
    timer = setTimeout(() => renew().catch(() => schedule()), Math.max(half, MARGIN / 2));
  }

  /** One request at a time, whoever asks. */
  function renew(): Promise<Session> {
    const done = (): void => {
      pending = undefined;
    };
    if (!pending) {
      pending = request();
      pending.then(done, done);
    }
    return pending;
  }

  async function request(): Promise<Session> {
    const old = session;
    if (!old) return hold(await api.token());
    try {
      const next = await api.token(old);
      if (next.conversationId !== old.conversationId) forget();
      return hold(next);
    } catch (error) {
      if (error instanceof HttpError && GONE.includes(error.status)) forget();
      throw error;
    }
  }

  async function current(): Promise<Session> {
    if (session && session.expiresAt - Date.now() > MARGIN) return session;
    return renew();
  }

  return {
    current,
    id: () => session?.conversationId ?? '',
    hasBegun: () => isBegun,
    whenBegun: () =>
      isBegun ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    begun(next) {
      isBegun = true;
      hold(next);
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    adopt: hold,
    async recover(error) {
      if (!(error instanceof HttpError)) return false;
      if (OVER.includes(error.status)) forget();
      if (error.status !== 401 && error.status !== 403) return false;
      const id = session?.conversationId;
      return renew().then(
        (next) => next.conversationId === id,
        () => false,
      );
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** What an earlier visit left; undefined where that cannot be read. */
function remembered(memory: Memory): Session | undefined {
  try {
    const { conversationId, token, expiresAt } = JSON.parse(memory.read(KEY) ?? '');
    return typeof conversationId === 'string' &&
      typeof token === 'string' &&
      typeof expiresAt === 'number'
      ? { conversationId, token, expiresAt }
      : undefined;
  } catch {
    return undefined;
  }
}
