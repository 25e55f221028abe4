import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ZaloSettings } from '../../../src/channels/zalo/settings.ts';

export const APP_ID = '360846524940903967';
export const OA_ID = '388613280878808645';
export const APP_SECRET = 'test-app-secret';
export const SECRET_KEY = 'test-oa-secret';

/** A body of the answer, and its status if that is not 200. */
export interface FakeAnswer {
  body: unknown;
  status?: number;
  /** Milliseconds before it comes. */
  after?: number;
}

export interface Taken {
  path: string;
  access: string;
  proof: string | undefined;
  body: { recipient: Record<string, string>; message: { text: string; attachment?: unknown } };
}

/**
 * A fake of Zalo's OpenAPI and OAuth, in the recorded shapes: application errors with HTTP 200, a
 * refresh token that is good once, an old access token that dies with the new one's birth.
 */
export async function fakeZalo() {
  const taken: Taken[] = [];
  const refused: string[] = [];
  /** Answers to the next sends, in front of the usual one. */
  const answers: FakeAnswer[] = [];
  /** Answers to the next token requests. */
  const tokenAnswers: FakeAnswer[] = [];
  const challenges = new Map<string, string>();
  let access = '';
  let refresh = '';
  let refreshes = 0;
  let refreshMs = 0;
  let pkce: ZaloSettings['pkce'] = 'base64url';
  let sendMs = 0;
  let number = 0;

  function mint() {
    access = `access-${++number}`;
    refresh = `refresh-${number}`;
    return { access_token: access, refresh_token: refresh, expires_in: '90000' };
  }

  async function token(req: IncomingMessage, form: URLSearchParams): Promise<FakeAnswer> {
    if (tokenAnswers.length > 0) return tokenAnswers.shift()!;
    const wrong = (error: number, error_name: string) => ({ body: { error, error_name } });
    if (req.headers.secret_key !== APP_SECRET || form.get('app_id') !== APP_ID) {
      return wrong(-14002, 'Invalid app');
    }
    if (form.get('grant_type') === 'refresh_token') {
      refreshes += 1;
      if (form.get('refresh_token') !== refresh) return wrong(-14014, 'Invalid refresh token');
      const pair = mint();
      await sleep(refreshMs);
      return { body: pair };
    }
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest(pkce).replace(/=+$/, '');
    const code = form.get('code') ?? '';
    if (challenges.get(code) !== challenge) return wrong(-14005, 'Invalid code');
    challenges.delete(code);
    return { body: mint() };
  }

  function api(req: IncomingMessage, path: string, body: Taken['body']): FakeAnswer {
    const given = String(req.headers.access_token);
    if (given !== access) {
      refused.push(given);
      return { body: { error: -216, message: 'Access token is invalid' } };
    }
    if (path === '/v2.0/oa/getoa') {
      return { body: { data: { oa_id: OA_ID, name: 'Hải Phòng' }, error: 0, message: 'Success' } };
    }
    if (answers.length > 0) return answers.shift()!;
    taken.push({ path, access: given, proof: req.headers.appsecret_proof as string, body });
    const quota = { quota_type: 'reply' };
    const data = { message_id: `m${taken.length}`, sent_time: '1626926349402', quota };
    const after = sendMs;
    sendMs = 0;
    return { body: { data, error: 0, message: 'Success' }, after };
  }

  function permission(url: URL, res: ServerResponse) {
    const code = randomUUID();
    challenges.set(code, url.searchParams.get('code_challenge') ?? '');
    const back = new URL(url.searchParams.get('redirect_uri')!);
    const state = url.searchParams.get('state') ?? '';
    back.search = new URLSearchParams({ code, oa_id: OA_ID, state }).toString();
    res.writeHead(302, { Location: back.href }).end();
  }

  const server = createServer(async (req, res) => {
    const url = new URL(req.url!, 'http://zalo');
    if (url.pathname === '/v4/oa/permission') return permission(url, res);
    const raw = Buffer.concat(await req.toArray()).toString();
    const answer =
      url.pathname === '/v4/oa/access_token'
        ? await token(req, new URLSearchParams(raw))
        : api(req, url.pathname, raw === '' ? undefined : JSON.parse(raw));
    await sleep(answer.after ?? 0);
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    res.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json' }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    taken,
    refused,
    answers,
    tokenAnswers,
    /** How often a renewal was asked for, also with a refresh token that was used already. */
    refreshes: () => refreshes,
    /** The access token dies, as after 25 hours. */
    expire() {
      access = 'expired';
    },
    /** How long a renewal takes; milliseconds. */
    slowRefresh(milliseconds: number) {
      refreshMs = milliseconds;
    },
    /** How it wants the challenge of PKCE written. */
    wantChallenge(written: typeof pkce) {
      pkce = written;
    },
    /** How long the next send takes; milliseconds. */
    slow(milliseconds: number) {
      sendMs = milliseconds;
    },
    texts: () => taken.map(({ body }) => body.message.text),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type FakeZalo = Awaited<ReturnType<typeof fakeZalo>>;

/** What the channel is told to talk to the fake. */
export const settingsFor = (
  zalo: Pick<FakeZalo, 'url'>,
  more: Partial<ZaloSettings> = {},
): ZaloSettings => ({
  appId: APP_ID,
  appSecret: APP_SECRET,
  secretKey: SECRET_KEY,
  apiRoot: zalo.url,
  oauthRoot: zalo.url,
  signedId: 'app',
  pkce: 'base64url',
  appSecretProof: false,
  buttons: true,
  billedReplies: false,
  keys: [],
  ...more,
});
