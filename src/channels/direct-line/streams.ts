import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Log } from '../../log.ts';
import { allowed } from './caller.ts';
import { DirectLineError, errorBody } from './error.ts';
import type { Store } from './store.ts';
import { Stream } from './stream.ts';
import type { Tokens } from './token.ts';
import { parseWatermark } from './watermark.ts';

/** All streams of this process, by conversation. */
export interface Streams {
  /** Takes over WebSocket requests for streams; others are left to other listeners. */
  upgrade(server: Server): void;
  /** The conversation has something new; without one, any may have. */
  wake(conversationId?: string): void;
  /** Shows those who follow the conversation here something that passes, as that an answer is coming. */
  show(conversationId: string, activity: object): void;
  /** Closes all; their clients connect again, to another node. */
  close(): void;
}

export interface StreamParts {
  store: Store;
  tokens: Tokens;
  log: Log;
  keepAliveMs: number;
}

/** Tabs and half-dead connections of one conversation; the oldest gives way. */
const MAX_PER_CONVERSATION = 10;

const PATH = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;

export function createStreams({ store, tokens, log, keepAliveMs }: StreamParts): Streams {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 16 * 1024,
    perMessageDeflate: false,
  });
  const streams = new Map<string, Set<Stream>>();
  const servers: { server: Server; listener: UpgradeListener }[] = [];
  let closed = false;

  const all = () => [...streams.values()].flatMap((set) => [...set]);

  const timer = setInterval(() => {
    for (const stream of all()) stream.keepAlive();
  }, keepAliveMs).unref();

  function follow(socket: ConstructorParameters<typeof Stream>[0], from: Opening): void {
    const stream = new Stream(socket, from, { store, log });
    const set = streams.get(from.conversationId) ?? new Set();
    streams.set(from.conversationId, set.add(stream));
    const [oldest] = set;
    if (set.size > MAX_PER_CONVERSATION) oldest?.terminate();
    socket.on('close', () => {
      set.delete(stream);
      if (set.size === 0 && streams.get(from.conversationId) === set) {
        streams.delete(from.conversationId);
      }
    });
    stream.wake();
  }

  async function admit(req: IncomingMessage, id: string, query: URLSearchParams): Promise<Opening> {
    const token = query.get('t');
    if (token === null) throw new DirectLineError(401, 'Unauthorized', 'the address has no token');
    const claims = await allowed(tokens.verifyStream(token), req);
    if (claims.conversation !== id) {
      throw new DirectLineError(403, 'Forbidden', 'the token belongs to another conversation');
    }
    const position = parseWatermark(query.get('watermark') ?? undefined) ?? 0;
    return { conversationId: id, position };
  }

  function listenerOf(server: Server): UpgradeListener {
    return async (req, socket, head) => {
      const url = URL.parse(req.url ?? '/', 'http://any');
      const id = PATH.exec(url?.pathname ?? '')?.[1];
      if (url === null || id === undefined) {
        // Nobody else would answer, and an unanswered request waits for ever.
        if (server.listenerCount('upgrade') === 1) refuse(socket, NOT_FOUND);
        return;
      }
      socket.on('error', () => socket.destroy());
      try {
        if (closed) throw new DirectLineError(503, 'ServiceError', 'the service is stopping');
        const opening = await admit(req, id, url.searchParams);
        sockets.handleUpgrade(req, socket, head, (webSocket) => follow(webSocket, opening));
      } catch (error) {
        if (!(error instanceof DirectLineError)) log.error({ err: error }, 'an upgrade failed');
        refuse(socket, error instanceof DirectLineError ? error : FAILED);
      }
    };
  }

  return {
    upgrade(server) {
      const listener = listenerOf(server);
      servers.push({ server, listener });
      server.on('upgrade', listener);
    },
    wake(conversationId) {
      const those = conversationId === undefined ? all() : (streams.get(conversationId) ?? []);
      for (const stream of those) stream.wake();
    },
    show(conversationId, activity) {
      for (const stream of streams.get(conversationId) ?? []) stream.show(activity);
    },
    close() {
      closed = true;
      clearInterval(timer);
      for (const { server, listener } of servers) server.off('upgrade', listener);
      for (const stream of all()) stream.close();
    },
  };
}

type UpgradeListener = (req: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Where a stream begins. */
interface Opening {
  conversationId: string;
  position: number;
}

const NOT_FOUND = new DirectLineError(404, 'NotFound', 'there is no stream at this address');
const FAILED = new DirectLineError(500, 'ServiceError', 'an internal error');

/** An HTTP answer on a connection that was to become a WebSocket. */
function refuse(socket: Duplex, error: DirectLineError): void {
  const body = JSON.stringify(errorBody(error));
  socket.end(
    [
      `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
