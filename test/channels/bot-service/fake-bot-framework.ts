import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { BotServiceSettings } from '../../../src/channels/bot-service/settings.ts';

export const APP_ID = '0a1b2c3d-0000-4000-8000-00000000b07a';
export const PASSWORD = 'fake~client.secret-value';
export const TENANT_ID = '11111111-2222-4333-8444-555555555555';
export const ISSUER = 'https://api.botframework.com';

/** What a person's client shows: a card's or a suggested action's button. */
export interface Button {
  type: string;
  title: string;
  text?: string;
  displayText?: string;
  value?: unknown;
}

/** An activity of the bot as it arrived, and where. */
export interface Sent {
  conversation: string;
  activity: {
    type: string;
    text?: string;
    from: { id: string; name?: string };
    recipient?: { id: string };
    replyToId?: string;
    suggestedActions?: { to: string[]; actions: Button[] };
    attachments?: { contentType: string; content: { subtitle?: string; buttons: Button[] } }[];
    [field: string]: unknown;
  };
}

/** What the next send is answered instead. */
export type Failure =
  | { status: number; code?: string; retryAfter?: number }
  | 'garbage'
  | 'hang-up'
  | { slowMs: number };

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

let generated: Promise<{ good: Key; jwk: object; stranger: Key }> | undefined;

/** RSA keys take a while: one pair for the file. */
function keys() {
  generated ??= (async () => {
    const { privateKey: good, publicKey } = await generateKeyPair('RS256');
    const { privateKey: stranger } = await generateKeyPair('RS256');
    return { good, jwk: await exportJWK(publicKey), stranger };
  })();
  return generated;
}

/**
 * A fake of Azure Bot Service over real HTTP: its OpenID metadata and keys (endorsed for the channels
 * it speaks for), the login host that gives bots their tokens, and a connector, which refuses what
 * the real one refuses and fails as it is told.
 */
export async function fakeBotFramework() {
  const { good, jwk, stranger } = await keys();
  const sent: Sent[] = [];
  const failures: Failure[] = [];
  const asked = { metadata: 0, tokens: 0 };
  const state = { isDown: false, loginStatus: 200, token: 'bot-token-0' };
  let activities = 0;

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await textOf(req);
    const { pathname } = new URL(req.url ?? '/', 'http://fake');
    const say = (status: number, content: object, headers: Record<string, string> = {}) => {
      res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      res.end(JSON.stringify(content));
    };
    const refuse = (status: number, code: string, headers?: Record<string, string>) =>
      say(status, { error: { code, message: `${code}, as it is told here` } }, headers);

    if (pathname === '/openid') {
      asked.metadata += 1;
      if (state.isDown) return refuse(503, 'ServiceUnavailable');
      return say(200, { issuer: ISSUER, jwks_uri: `${url}/keys` });
    }
    if (pathname === '/keys') {
      const endorsements = ['directline', 'webchat', 'msteams'];
      return say(200, { keys: [{ ...jwk, kid: 'good', use: 'sig', endorsements }] });
    }
    if (pathname.endsWith('/oauth2/v2.0/token')) {
      asked.tokens += 1;
      const form = new URLSearchParams(body);
      const isRight =
        form.get('grant_type') === 'client_credentials' &&
        form.get('client_id') === APP_ID &&
        form.get('client_secret') === PASSWORD &&
        form.get('scope') === 'https://api.botframework.com/.default';
      if (state.loginStatus !== 200) return say(state.loginStatus, { error: 'busy' });
      if (!isRight) {
        const description = 'AADSTS7000215: Invalid client secret provided. Trace ID: 1';
        return say(401, { error: 'invalid_client', error_description: description });
      }
      state.token = `bot-token-${asked.tokens}`;
      return say(200, { token_type: 'Bearer', expires_in: 3599, access_token: state.token });
    }

    const [, conversation, replyTo] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(pathname) ?? [];
    if (conversation === undefined || req.method !== 'POST') return refuse(404, 'NotFound');
    if (req.headers.authorization !== `Bearer ${state.token}`) return refuse(401, 'Unauthorized');
    const failure = failures.shift();
    if (failure === 'hang-up') return void res.destroy();
    if (failure === 'garbage') return void res.writeHead(502).end('<html>Bad Gateway</html>');
    if (failure !== undefined && 'status' in failure) {
      const { status, code = 'ServiceError', retryAfter } = failure;
      return refuse(status, code, retryAfter ? { 'Retry-After': String(retryAfter) } : {});
    }
    if (failure !== undefined) await new Promise((done) => setTimeout(done, failure.slowMs));
    if (replyTo !== undefined) return refuse(400, 'BadArgument');
    sent.push({ conversation: decodeURIComponent(conversation), activity: JSON.parse(body) });
    activities += 1;
    say(201, { id: `${conversation}|b${activities}` });
  }

  const server = createServer((req, res) => void answer(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** A token as the service signs one; claims and header over it. */
  async function token(claims: object = {}, { kid = 'good' } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const whole = { serviceurl: url, iss: ISSUER, aud: APP_ID, nbf: now, exp: now + 3600 };
    return new SignJWT({ ...whole, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .sign(kid === 'forged' ? stranger : good);
  }

  return {
    url,
    sent,
    asked,
    state,
    stranger,
    token,
    fail: (...given: Failure[]) => void failures.push(...given),
    /** The token that the bot holds is good for nothing any more. */
    expire() {
      state.token = 'expired';
    },
    /** Posts to the bot's endpoint as Bot Service does; the status it hears. */
    async deliver(to: string, activity: unknown, authorization?: string | null): Promise<number> {
      const bearer = authorization === undefined ? `Bearer ${await token()}` : authorization;
      const response = await fetch(to, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          ...(bearer !== null && { Authorization: bearer }),
        },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      });
      return response.status;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeBotFramework = Awaited<ReturnType<typeof fakeBotFramework>>;

/** Settings by which the channel talks to the fake. */
export function settingsFor(
  { url }: Pick<FakeBotFramework, 'url'>,
  more: Partial<BotServiceSettings> = {},
): BotServiceSettings {
  return { appId: APP_ID, password: PASSWORD, openIdUrl: `${url}/openid`, loginRoot: url, ...more };
}

let ids = 0;

/** An activity of a person in Direct Line, as recorded. */
export function activityOf(
  serviceUrl: string,
  more: Record<string, unknown> = { type: 'message', text: 'xin chào' },
  conversation = 'AbCdEf123-as',
) {
  return {
    id: `${conversation}|${String(++ids).padStart(7, '0')}`,
    timestamp: new Date().toISOString(),
    serviceUrl,
    channelId: 'directline',
    from: { id: 'dl_citizen-42', name: 'Nguyễn Thị Lan', role: 'user' },
    conversation: { id: conversation },
    recipient: { id: 'tro-ly@bot-handle', name: 'Trợ lý' },
    textFormat: 'plain',
    locale: 'vi-VN',
    entities: [{ type: 'ClientCapabilities', requiresBotState: true }],
    channelData: { clientActivityId: `c${ids}`, payload: 'a:not/ours' },
    ...more,
  };
}
