import type { API, Message } from './zca.ts';

type Listener = API['listener'];

export interface ConnectionParts {
  /** Not started yet. */
  listener: Listener;
  /** Ends the connection. */
  signal: AbortSignal;
  /** What was written from then on, and missed, is asked for. */
  since: Date;
  now(): Date;
  /** Takes a message in. It is given one at a time; when it rejects the connection ends. */
  handle(message: Message): Promise<void>;
  /** The socket is open. */
  connected(): void;
  /** A frame could not be read, or the network failed: a kind or code, nothing that was in it. */
  failed(kind: string): void;
}

/** How a connection ended. */
export interface Ended {
  /** The code it was closed by (1006: torn), or our own doing. */
  why: number | 'stopped' | 'not stored';
  /** How long it was open; milliseconds. */
  openMs: number;
  /** Everything written before was taken in. */
  until: Date;
}

/** zca-js's names for chats with persons and with groups; its enum would load all of it. */
const THREADS = [0, 1] as const;

/**
 * One connection of the account's socket, from its start to its end; then a new listener is needed.
 * zca-js's own `retryOnClose` is not used: it leaves 1006 alone, which is the usual end (issue 333
 * there), gives up after a few, and cannot be stopped while it waits.
 */
export function hear(parts: ConnectionParts): Promise<Ended> {
  const { listener, signal, since, now, handle, connected, failed } = parts;
  const ended = Promise.withResolvers<Ended>();
  let openedAt: number | undefined;
  let missed: Date | undefined;
  let over = false;
  let tail = Promise.resolve();

  function end(why: Ended['why']): void {
    if (over) return;
    over = true;
    signal.removeEventListener('abort', stop);
    listener.removeAllListeners();
    // Without one, an error of a socket that is closing would end the process.
    listener.on('error', () => undefined);
    listener.stop();
    const at = now();
    const openMs = openedAt === undefined ? 0 : at.getTime() - openedAt;
    void tail.then(() => {
      ended.resolve({
        why: missed === undefined ? why : 'not stored',
        openMs,
        until: missed ?? at,
      });
    });
  }

  function take(message: Message): void {
    tail = tail.then(async () => {
      if (missed !== undefined) return;
      try {
        await handle(message);
      } catch {
        missed = timeOf(message) ?? now();
        end('not stored');
      }
    });
  }

  const stop = () => end('stopped');
  listener.on('connected', () => {
    openedAt = now().getTime();
    connected();
  });
  // What follows is encrypted with it.
  listener.on('cipher_key', () => {
    for (const thread of THREADS) listener.requestOldMessages(thread);
  });
  listener.on('message', take);
  listener.on('old_messages', (messages) => {
    const unheard = messages.filter((message) => Number(message.data.ts) >= since.getTime());
    for (const message of unheard.toSorted(inOrder)) take(message);
  });
  listener.on('error', (error) => failed(kindOf(error)));
  listener.on('closed', (code) => end(code));
  if (signal.aborted) stop();
  else {
    signal.addEventListener('abort', stop, { once: true });
    listener.start();
  }
  return ended.promise;
}

/** By time, and within a millisecond by their numbers, which grow. */
function inOrder(a: Message, b: Message): number {
  const [earlier, later] = [String(a.data.msgId), String(b.data.msgId)];
  return (
    Number(a.data.ts) - Number(b.data.ts) ||
    earlier.length - later.length ||
    (earlier < later ? -1 : 1)
  );
}

function timeOf({ data }: Message): Date | undefined {
  const at = Number(data.ts);
  return Number.isFinite(at) && at > 0 ? new Date(at) : undefined;
}

/** Messages of errors may quote what could not be read. */
function kindOf(error: unknown): string {
  const { code, name, type, error: inner } = Object(error);
  if (inner !== undefined && inner !== error) return kindOf(inner);
  return String(code ?? name ?? type ?? 'unknown').slice(0, 40);
}
