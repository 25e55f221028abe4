/// <reference lib="dom" />
import type { Activity, ActivitySet } from './activity.ts';
import { type Api, type Session, within } from './api.ts';
import { backoff } from './backoff.ts';
import { createSessionKeeper } from './session.ts';
import type { Memory } from './storage.ts';
import { openStream } from './stream.ts';

/** Whether messages come through: `connecting` until the first time, `offline` while they do not. */
export type Status = 'connecting' | 'online' | 'offline';

/** What a {@link Conversation} needs, and whom it tells. */
export interface ConversationParts {
  api: Api;
  memory: Memory;
  /** Where the person came from (a QR code's name); told to the assistant once, at the start. */
  source?: string;
  /** Activities in the server's order. `isHistory`: said on an earlier visit. */
  received(activities: readonly Activity[], isHistory: boolean): void;
  /** The conversation before is gone; what follows belongs to a new one. */
  restarted(): void;
  status(status: Status): void;
}

/** The line to the assistant. It looks after itself until it is closed. */
export interface Conversation {
  /** Posts one activity after those before it. Rejects when the server does not have it. */
  post(activity: Activity): Promise<void>;
  /** Tries again now instead of waiting: the network is back, the person looks at the page. */
  wake(): void;
  close(): void;
}

/** After so many sockets in a row that failed, activities are fetched instead. */
const SOCKET_FAILURES = 2;
/** Milliseconds a socket has to live to count as one that works. */
const SOCKET_WORKS = 5000;
/** Milliseconds between two fetches: soon after the person wrote, and later. */
const POLL = { soon: 1500, later: 5000, soonLasts: 30_000 };
/** Milliseconds a message may wait for the conversation to begin. */
const BEGIN_WAIT = 15_000;
/** Milliseconds in which a posted message comes back; a socket that stays silent longer is dead. */
const ECHO_WAIT = 8000;
/** Milliseconds of silence after which waking up opens a new socket; the server says "" every 25 s. */
const STALE = 40_000;

/**
 * Opens the conversation of this browser: begins a new one or takes up the one in memory, with its
 * history; then keeps listening over a WebSocket, or by fetching where sockets do not get through,
 * each time from the last watermark on.
 */
export function openConversation(parts: ConversationParts): Conversation {
  const { api } = parts;
  const keeper = createSessionKeeper(api, parts.memory, lost);
  let closed = false;
  let attempt = 0;
  let socketFailures = 0;
  let watermark = '0';
  let restored = false;
  let greeted = true;
  let lastHeard = 0;
  let lastPost = Number.NEGATIVE_INFINITY;
  let posts: Promise<unknown> = Promise.resolve();
  let awaitedEcho: string | undefined;
  let endStream: (() => void) | undefined;
  let endPause: (() => void) | undefined;

  void run();

  async function run(): Promise<void> {
    parts.status('connecting');
    while (!closed) {
      try {
        const streamUrl = await connect();
        if (streamUrl === undefined) await poll();
        else await listen(streamUrl);
      } catch (error) {
        await keeper.recover(error);
      }
      if (closed) return;
      parts.status('offline');
      await pause(backoff(attempt++));
    }
  }

  /** Gives the address to listen at; undefined when activities are to be fetched. */
  async function connect(): Promise<string | undefined> {
    const session = await keeper.current();
    if (!keeper.hasBegun()) {
      const opened = await api.begin(session);
      keeper.begun(opened.session);
      restored = true;
      greeted = false;
      if (socketFailures < SOCKET_FAILURES) return opened.streamUrl;
    }
    if (!restored) {
      greeted = await restore(session);
      restored = true;
    }
    if (socketFailures >= SOCKET_FAILURES) return undefined;
    const opened = await api.reconnect(session, watermark);
    keeper.adopt(opened.session);
    return opened.streamUrl;
  }

  /** Brings back what was said before, page by page. Gives true if anything was. */
  async function restore(session: Session): Promise<boolean> {
    let isAny = false;
    for (let before = ''; before !== watermark; ) {
      before = watermark;
      const page = await api.activities(session, watermark);
      if (page.activities.length === 0) break;
      isAny = isAny || page.activities.some(({ type }) => type === 'message');
      take(page, true);
    }
    return isAny;
  }

  async function listen(url: string): Promise<void> {
    let openedAt: number | undefined;
    const stream = openStream(url, {
      opened() {
        openedAt = lastHeard = Date.now();
        online();
      },
      heard() {
        lastHeard = Date.now();
      },
      received: (set) => take(set, false),
    });
    endStream = stream.close;
    await stream.ended;
    endStream = undefined;
    if (openedAt !== undefined && Date.now() - openedAt >= SOCKET_WORKS) {
      socketFailures = 0;
      attempt = 0;
    } else {
      socketFailures++;
    }
  }

  async function poll(): Promise<void> {
    while (!closed && keeper.hasBegun()) {
      take(await api.activities(await keeper.current(), watermark), false);
      attempt = 0;
      online();
      const isSoon = Date.now() - lastPost < POLL.soonLasts;
      await pause(isSoon ? POLL.soon : POLL.later);
    }
  }

  function online(): void {
    parts.status('online');
    if (greeted) return;
    greeted = true;
    const value = parts.source === undefined ? {} : { source: parts.source };
    const channelData = { clientActivityId: `start-${keeper.id()}` };
    enqueue({ type: 'event', name: 'start', value, channelData }).catch(() => {
      greeted = false;
      endStream?.();
    });
  }

  function take(set: ActivitySet, isHistory: boolean): void {
    if (set.watermark !== undefined) watermark = set.watermark;
    for (const { channelData } of set.activities) {
      if (channelData?.clientActivityId === awaitedEcho) awaitedEcho = undefined;
    }
    parts.received(set.activities, isHistory);
  }

  function enqueue(activity: Activity): Promise<void> {
    const begun = within(BEGIN_WAIT, keeper.whenBegun());
    const sent = posts.then(() => begun).then(() => deliver(activity));
    posts = sent.catch(() => undefined);
    return sent;
  }

  async function deliver(activity: Activity): Promise<void> {
    await within(BEGIN_WAIT, keeper.whenBegun());
    lastPost = Date.now();
    if (activity.type === 'message') awaitedEcho = activity.channelData?.clientActivityId;
    try {
      await api.post(await keeper.current(), activity);
    } catch (error) {
      if (!(await keeper.recover(error))) throw error;
      await api.post(await keeper.current(), activity);
    }
    if (endStream === undefined) endPause?.();
    else if (awaitedEcho !== undefined) expectEcho(awaitedEcho);
  }

  function expectEcho(id: string): void {
    setTimeout(() => {
      if (awaitedEcho === id) endStream?.();
    }, ECHO_WAIT);
  }

  function lost(): void {
    watermark = '0';
    restored = false;
    greeted = true;
    parts.restarted();
    endStream?.();
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    post: enqueue,
    wake() {
      attempt = 0;
      endPause?.();
      // A phone that slept may hold a socket that died without a word.
      if (Date.now() - lastHeard > STALE) endStream?.();
    },
    close() {
      closed = true;
      keeper.close();
      endStream?.();
      endPause?.();
    },
  };
}
