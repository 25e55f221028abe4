/// <reference lib="dom" />
import type { ActivitySet } from './activity.ts';

/** Milliseconds a socket may take to open; a proxy that swallows it would otherwise hold us. */
const OPEN_WAIT = 10_000;

/** What becomes of a socket. */
export interface StreamListener {
  opened(): void;
  /** Something came, be it only the sign that the other end is there. */
  heard(): void;
  received(set: ActivitySet): void;
}

/** One WebSocket of Direct Line. Its frames are activity sets, or empty to keep it alive. */
export interface Stream {
  /** Fulfilled when it has ended, for whatever reason; it never rejects. */
  ended: Promise<void>;
  close(): void;
}

/** Opens the stream at `url` (`ws:` or `wss:`). */
export function openStream(url: string, listener: StreamListener): Stream {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let socket: WebSocket;
  try {
    socket = new WebSocket(url);
  } catch {
    // A page's own policy may forbid the address, or its https our ws.
    end();
    return { ended, close: end };
  }
  const timer = setTimeout(close, OPEN_WAIT);
  // A socket on a dead network can take minutes to notice its own close.
  function close(): void {
    clearTimeout(timer);
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    end();
  }
  socket.onopen = () => {
    clearTimeout(timer);
    listener.opened();
  };
  socket.onmessage = ({ data }) => {
    listener.heard();
    if (data !== '') listener.received(JSON.parse(String(data)) as ActivitySet);
  };
  socket.onclose = close;
  return { ended, close };
}
