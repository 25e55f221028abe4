import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { Activity } from '../../../src/channels/direct-line/activity.ts';
import {
  createDirectLine,
  type DirectLine,
  type DirectLineParts,
  WEB_CHANNEL,
} from '../../../src/channels/direct-line/direct-line.ts';
import type { MintedToken } from '../../../src/channels/direct-line/token.ts';
import type { Inbound } from '../../../src/channels/inbound.ts';
import { createPool } from '../../../src/database/client.ts';
import type { Database } from '../../../src/database/open.ts';
import { startDelivery } from '../../../src/delivery/delivery.ts';
import type { Respond } from '../../../src/delivery/respond.ts';
import type { Reply } from '../../../src/engine/reply.ts';
import { echo } from '../../delivery/echo.ts';
import { testLog } from '../../support/database.ts';
import { published } from './activity-schema.ts';

export const SECRET = 'secret-of-the-servers';

/** A conversation as POST and GET describe it. */
export interface Opened extends MintedToken {
  streamUrl: string;
}

/** A running endpoint and how to call it. */
export interface Endpoint extends DirectLine {
  url: string;
  /** What the inbox was given, where no delivery stands behind it. */
  accepted: Inbound[];
  call(method: string, path: string, bearer?: string, body?: unknown): Promise<Response>;
  /** A conversation begun by a stranger with a token of our own page. */
  begin(): Promise<Opened>;
  post(opened: MintedToken, activity: object): Promise<Response>;
  /** All activities after a watermark, each as the published schema wants it. */
  read(opened: MintedToken, watermark?: string): Promise<Page>;
}

export interface Page {
  activities: Activity[];
  watermark: string;
}

/** An endpoint on a port of its own, with connections of its own, closed when the test is over. */
export async function startEndpoint(
  database: Database,
  given: Partial<DirectLineParts> = {},
): Promise<Endpoint> {
  const pool = given.pool ?? createPool(database.url, testLog);
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accepted: Inbound[] = [];
  const directLine = createDirectLine({
    pool,
    url: database.url,
    publicUrl: url,
    tokenKey: 'key-of-the-tokens-of-all-nodes-0123456789',
    secret: SECRET,
    assistantName: 'Assistant',
    accept: async (message) => accepted.push(message),
    log: testLog,
    now: () => new Date(),
    ...given,
  });
  app.use(directLine.router);
  directLine.upgrade(server);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      await directLine.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (given.pool === undefined) await pool.end();
    })();
    return closed;
  };
  onTestFinished(close);

  const call: Endpoint['call'] = (method, path, bearer, body) =>
    fetch(url + path, {
      method,
      headers: {
        ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    ...directLine,
    close,
    url,
    accepted,
    call,
    async begin() {
      const { token } = await json<MintedToken>(await call('POST', '/chat/token'));
      return json<Opened>(await call('POST', '/v3/directline/conversations', token));
    },
    post: ({ conversationId, token }, activity) =>
      call('POST', `/v3/directline/conversations/${conversationId}/activities`, token, activity),
    async read({ conversationId, token }, watermark) {
      const query = watermark === undefined ? '' : `?watermark=${watermark}`;
      const path = `/v3/directline/conversations/${conversationId}/activities${query}`;
      return published<Page>('ActivitySet', await (await call('GET', path, token)).json());
    },
  };
}

/** As {@link startEndpoint}, with the real delivery and a small responder behind it: one node. */
export async function startNode(
  database: Database,
  given: Partial<DirectLineParts> & { respond?: Respond } = {},
): Promise<Endpoint> {
  const { respond = echo, ...parts } = given;
  let directLine: DirectLine | undefined;
  const delivery = await startDelivery({
    database,
    log: testLog,
    channels: [WEB_CHANNEL],
    respond,
    now: () => new Date(),
    publicUrl: 'http://localhost',
    failedText: 'sorry',
    send: (_channel, person, reply) => directLine!.send(person, reply),
  });
  onTestFinished(() => delivery.stop());
  const endpoint = await startEndpoint(database, { accept: delivery.accept, ...parts });
  directLine = endpoint;
  return endpoint;
}

export async function json<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`found ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** The code of a refusal, once it is one of that status in Direct Line's shape. */
export async function refusal(response: Response, status: number): Promise<string> {
  if (response.status !== status) throw new Error(`found ${response.status}, wanted ${status}`);
  const body = await response.json();
  return published<{ error: { code: string } }>('ErrorResponse', body).error.code;
}

export function reply(text: string, more: Partial<Reply> = {}): Reply {
  return { text, buttons: [], ...more };
}

/** A stream as a client follows it. */
export interface Followed {
  activities: Activity[];
  texts(): (string | undefined)[];
  watermark: string | undefined;
  /** Empty messages. */
  signsOfLife: number;
  closed: Promise<number>;
  socket: WebSocket;
}

/** Opens a stream; rejects with the HTTP status when it is refused. */
export async function follow(streamUrl: string, origin?: string): Promise<Followed> {
  const socket = new WebSocket(streamUrl, origin === undefined ? {} : { origin });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const followed: Followed = {
    activities: [],
    texts: () => followed.activities.flatMap(({ type, text }) => (type === 'typing' ? [] : [text])),
    watermark: undefined,
    signsOfLife: 0,
    closed,
    socket,
  };
  socket.on('message', (data) => {
    const text = String(data);
    if (text === '') {
      followed.signsOfLife += 1;
      return;
    }
    const page = published<Page>('ActivitySet', JSON.parse(text));
    followed.activities.push(...page.activities);
    followed.watermark = page.watermark;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('unexpected-response', (_req, res) => {
      socket.terminate();
      reject(new Error(`refused: ${res.statusCode}`));
    });
    socket.on('error', reject);
  });
  onTestFinished(() => socket.terminate());
  return followed;
}
