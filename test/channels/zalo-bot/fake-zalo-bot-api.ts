import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';

/** A call of the bot as it arrived. */
export interface Call {
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: what is in it depends on the method.
  body: any;
}

/** What a scripted call is answered instead: a refusal of the Bot API, or something else entirely. */
export type Failure =
  | { code: number; description: string; http?: number; retryAfter?: number }
  | 'garbage'
  | 'hang-up'
  | { slowMs: number };

export const TOKEN = '12345689:FakeFakeFakeFakeFakeFake_Fake';

/**
 * A fake of the Zalo Bot API over real HTTP: it refuses what the documentation says is refused (other
 * tokens, texts over 2,000 letters, webhooks without https or with a short secret), hands out one
 * update at a time and forgets it, and fails as it is told.
 */
export async function fakeZaloBotApi() {
  const calls: Call[] = [];
  const failures = new Map<string, Failure[]>();
  const waiting: unknown[] = [];
  const shown: { person: string; text: string }[] = [];
  let good = TOKEN;
  let webhook = '';
  let secret = '';
  let arrived: (() => void) | undefined;

  const methods: Record<string, (body: Call['body']) => unknown> = {
    getMe: () => ({
      id: '12345689',
      account_name: 'bot.tro-ly-vn',
      account_type: 'BASIC',
      can_join_groups: false,
    }),
    getWebhookInfo() {
      if (webhook === '') throw { code: 404, description: 'Not Found' };
      return { url: webhook, updated_at: Date.now() };
    },
    setWebhook({ url, secret_token = '' }) {
      if (!url.startsWith('https://')) throw refused('url must be https');
      if (secret_token.length < 8 || secret_token.length > 256) throw refused('secret_token');
      webhook = url;
      secret = secret_token;
      return { url, updated_at: Date.now() };
    },
    deleteWebhook() {
      if (webhook === '') throw { code: 404, description: 'Not Found' };
      webhook = '';
      return { url: '', updated_at: Date.now() };
    },
    sendMessage({ chat_id, text = '' }) {
      if (typeof chat_id !== 'string') throw refused('chat_id');
      if (text.length < 1 || text.length > 2000) throw refused('text');
      shown.push({ person: chat_id, text });
      return { message_id: `m${shown.length}`, date: Date.now() };
    },
    sendChatAction({ action }) {
      if (action !== 'typing') throw refused('action');
      return true;
    },
    async getUpdates({ timeout = 0 }) {
      if (webhook !== '') throw { code: 409, description: 'Conflict' };
      if (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
          setTimeout(resolve, timeout * 1000).unref();
        });
      }
      if (waiting.length === 0) throw { code: 408, description: 'Request timeout' };
      return waiting.shift();
    },
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(req.url ?? '') ?? [];
    const raw = await textOf(req);
    const say = (status: number, content: object, headers: Record<string, string> = {}) => {
      res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      res.end(JSON.stringify(content));
    };
    const fail = (code: number, description: string, http = code, retryAfter?: number) =>
      say(
        http,
        { ok: false, description, error_code: code },
        retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
      );
    if (token !== good || req.method !== 'POST') return fail(401, 'Unauthorized');
    const body = raw === '' ? {} : JSON.parse(raw);
    calls.push({ method, body });
    const failure = failures.get(method)?.shift();
    if (failure === 'hang-up') return void res.destroy();
    if (failure === 'garbage') return void res.writeHead(502).end('<html>Bad Gateway</html>');
    if (failure !== undefined && 'code' in failure) {
      return fail(failure.code, failure.description, failure.http, failure.retryAfter);
    }
    if (failure !== undefined) await new Promise((resolve) => setTimeout(resolve, failure.slowMs));
    if (res.destroyed) return;
    if (method === 'getUpdates') res.once('close', () => arrived?.());
    try {
      const result = await methods[method]!(body);
      say(200, { ok: true, result });
    } catch (error) {
      const { code, description } = error as { code: number; description: string };
      fail(code, description);
    }
  }

  const server = createServer((req, res) => void answer(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The bodies of all calls of one method. */
    called: (method: string) => calls.filter((call) => call.method === method).map((c) => c.body),
    /** What the bot wrote, in its order. */
    shown: () => [...shown],
    fail: (method: string, ...given: Failure[]) => void failures.set(method, given),
    /** The token was revoked. */
    expire() {
      good = 'revoked';
    },
    /** It is good again. */
    revive() {
      good = TOKEN;
    },
    webhook: () => webhook,
    secret: () => secret,
    setWebhook: (url: string) => {
      webhook = url;
    },
    /** Has a poller fetch these. */
    queue(...updates: unknown[]) {
      waiting.push(...updates);
      arrived?.();
    },
    /** How many updates nobody has fetched. */
    left: () => waiting.length,
    /** Posts to the bot's webhook as Zalo does; returns the status it hears. */
    async deliver(url: string, update: unknown, header: string | undefined = secret) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Bot-Api-Secret-Token': header },
        body: typeof update === 'string' ? update : JSON.stringify(update),
      });
      return response.status;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeZaloBotApi = Awaited<ReturnType<typeof fakeZaloBotApi>>;

function refused(description: string) {
  return { code: 400, description: `Bad request: ${description}` };
}

/** The person of the recorded shapes. */
export const PERSON = '6ede9afa66b88fe6d6a9';

let messages = 0;

/** `message.<what>.received`, bare; `more` stands beside or instead of what every message has. */
export function update(what: string, more: object = {}) {
  messages += 1;
  return {
    event_name: `message.${what}.received`,
    message: {
      from: { id: PERSON, display_name: 'Ted', is_bot: false },
      chat: { id: PERSON, chat_type: 'PRIVATE' },
      message_id: `2d758cb5e222177a${messages.toString(16).padStart(4, '0')}`,
      date: Date.now(),
      ...more,
    },
  };
}

/** The same as the documentation has it. */
export const wrapped = (result: unknown) => ({ ok: true, result });
