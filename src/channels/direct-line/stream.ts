import { WebSocket } from 'ws';
import type { Log } from '../../log.ts';
import { PAGE, type Store } from './store.ts';
import { toWatermark } from './watermark.ts';

/** A client that cannot keep up with this many unsent bytes is cut off; it comes back where it was. */
const MAX_BUFFERED = 1024 * 1024;

/** How long after a failed read it is tried again; milliseconds. */
const RETRY_MS = 1000;

/** WebSocket's code for "the server is going away": clients connect again. */
const GOING_AWAY = 1001;

/** One WebSocket that follows a conversation. What was sent is not sent again. */
export class Stream {
  readonly #socket: WebSocket;
  readonly #store: Store;
  readonly #log: Log;
  readonly #conversationId: string;
  /** The number of the last activity sent. */
  #position: number;
  #reading = false;
  #news = false;
  #answered = true;
  #retry: NodeJS.Timeout | undefined;

  constructor(
    socket: WebSocket,
    from: { conversationId: string; position: number },
    parts: { store: Store; log: Log },
  ) {
    this.#socket = socket;
    this.#conversationId = from.conversationId;
    this.#position = from.position;
    this.#store = parts.store;
    this.#log = parts.log;
    // Clients send empty messages to see whether we are there; whatever else they send is nothing.
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('error', (err) => this.#log.debug({ err }, 'a stream broke'));
    socket.on('close', () => clearTimeout(this.#retry));
  }

  /** There may be something new. Reads of one stream never overlap. */
  wake(): void {
    this.#news = true;
    if (!this.#reading) void this.#follow();
  }

  /** Something that is not part of the conversation and passes: the client's place stays as it is. */
  show(activity: object): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const watermark = toWatermark(this.#position);
    this.#socket.send(JSON.stringify({ activities: [activity], watermark }));
  }

  /** Keeps proxies from closing a quiet connection, and notices a client that is gone. */
  keepAlive(): void {
    if (!this.#answered) {
      this.#socket.terminate();
      return;
    }
    this.#answered = false;
    this.#socket.ping();
    this.#socket.send('');
    // Should a notification have been lost.
    this.wake();
  }

  close(): void {
    this.#socket.close(GOING_AWAY);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  async #follow(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#news && this.#socket.readyState === WebSocket.OPEN) {
        this.#news = false;
        await this.#send();
      }
    } catch (err) {
      this.#log.warn({ err }, 'a stream could not read its conversation');
      this.#retry = setTimeout(() => this.wake(), RETRY_MS);
    } finally {
      this.#reading = false;
    }
  }

  async #send(): Promise<void> {
    const page = await this.#store.read(this.#conversationId, this.#position);
    if (page === undefined) return this.#socket.close(1000);
    if (page.activities.length === 0) return;
    this.#socket.send(
      JSON.stringify({ activities: page.activities, watermark: toWatermark(page.last) }),
    );
    this.#position = page.last;
    if (page.activities.length === PAGE) this.#news = true;
    if (this.#socket.bufferedAmount > MAX_BUFFERED) this.#socket.terminate();
  }
}
