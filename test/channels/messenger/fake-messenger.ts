import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessengerSettings } from '../../../src/channels/messenger/settings.ts';

export const PAGE_ID = '682498302938465';
export const APP_ID = '1517776481860111';
export const PAGE_TOKEN = 'EAAFakeFakeFakeFakeFakeToken';
export const APP_SECRET = '0123456789abcdef0123456789abcdef';
export const VERIFY_TOKEN = 'verify-token-of-tests';
export const PSID = '7423118271056';

/** A call as it arrived. */
export interface Call {
  method: string;
  path: string;
  query: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: what is in it depends on the path.
  body: any;
}

/** What a send is answered instead: an error of the Graph API, or something else entirely. */
export type Failure =
  | {
      code: number;
      subcode?: number;
      message?: string;
      transient?: boolean;
      status?: number;
      headers?: Record<string, string>;
    }
  | 'garbage'
  | 'hang-up'
  | { slowMs: number };

/** Buttons of a message that was sent. */
interface QuickReply {
  content_type: string;
  title: string;
  payload: string;
}

/** A message the page sent, with what stands under it. */
export interface Sent {
  person: string;
  mid: string;
  text: string;
  quickReplies: QuickReply[];
  links: string[];
}

const hmac = (data: string | Buffer) => createHmac('sha256', APP_SECRET).update(data).digest('hex');

/**
 * A fake of the Graph API and of Facebook's side of the webhook, over real HTTP. It refuses what the
 * real one refuses (other tokens and proofs, texts and titles too long, too many quick replies), asks
 * for the challenge before it believes an address, signs what it posts, and fails as it is told.
 */
export async function fakeMessenger() {
  const calls: Call[] = [];
  const sent: Sent[] = [];
  const failures: Failure[] = [];
  let token = PAGE_TOKEN;
  /** Where the page's events go, and where the public address really is. */
  let webhook = '';
  let behind = (url: string) => url;
  let echoes: string | undefined;

  function take({ body }: Call) {
    const { recipient, messaging_type: type, message, sender_action: action } = body;
    if (action !== undefined) return { recipient_id: recipient.id };
    if (type !== 'RESPONSE') throw refused(100, 'messaging_type is required');
    const { text, attachment, quick_replies: quickReplies = [], metadata } = message;
    const { template_type: template, text: above, buttons = [] } = attachment?.payload ?? {};
    const words = text ?? above;
    if (!words)
      throw refused(100, 'Message cannot be empty, must provide valid attachment or text');
    if (text !== undefined && attachment !== undefined) throw refused(100, 'text or attachment');
    if (text?.length > 2000 || above?.length > 640) throw refused(100, 'Length of param text');
    if (
      attachment !== undefined &&
      (template !== 'button' || buttons.length < 1 || buttons.length > 3)
    ) {
      throw refused(105, 'param buttons has too many elements');
    }
    if (quickReplies.length > 13) throw refused(105, 'param quick_replies has too many elements');
    for (const { title, payload = '' } of [...quickReplies, ...buttons]) {
      if (title.length > 20 || payload.length > 1000) throw refused(100, 'Length of param title');
    }
    const mid = `m_sent-${sent.length + 1}`;
    const links = buttons.map(({ url }: { url: string }) => url);
    sent.push({ person: recipient.id, mid, text: words, quickReplies, links });
    if (echoes !== undefined) {
      const app = { app_id: APP_ID, metadata };
      void post(echoes, echoOf(recipient.id, { mid, text: words, ...app })).catch(() => undefined);
    }
    return { recipient_id: recipient.id, message_id: mid };
  }

  async function subscribe({ query }: Call) {
    const { object, callback_url: url = '', verify_token: verify = '' } = query;
    if (object !== 'page' || !url.startsWith('https://')) throw refused(100, 'Invalid parameter');
    const asked = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.verify_token': verify,
      'hub.challenge': '1158201444',
    });
    const response = await fetch(`${behind(url)}?${asked}`);
    if ((await response.text()) !== '1158201444') {
      throw refused(2200, 'Callback verification failed with the following errors');
    }
    webhook = url;
    return { success: true };
  }

  const paths: Record<string, (call: Call) => unknown> = {
    'GET /me': () => ({ id: PAGE_ID, name: 'Hải Phòng' }),
    'POST /me/messages': take,
    'POST /me/subscribed_apps': () => ({ success: true }),
    'POST /me/messenger_profile': () => ({ result: 'success' }),
    [`POST /${APP_ID}/subscriptions`]: subscribe,
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url!, 'http://graph');
    const raw = Buffer.concat(await req.toArray()).toString();
    const query = Object.fromEntries(url.searchParams);
    const path = url.pathname.replace(/^\/v25\.0/, '');
    const call = { method: req.method!, path, query, body: raw === '' ? {} : JSON.parse(raw) };
    const say = (status: number, body: unknown, headers = {}) =>
      res
        .writeHead(status, { 'Content-Type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    const fail = ({ code, subcode, message = 'x', transient, status = 400, headers }: Refusal) => {
      const type = 'OAuthException';
      const error = { message, type, code, error_subcode: subcode, is_transient: transient };
      say(status, { error: { ...error, fbtrace_id: 'BLBz/WZt8dN' } }, headers);
    };
    const expected = path.endsWith('/subscriptions') ? `${APP_ID}|${APP_SECRET}` : token;
    if (query.access_token !== expected) {
      const message = `Malformed access token ${query.access_token}`;
      return fail({ code: 190, message, status: 401 });
    }
    if (query.appsecret_proof !== hmac(expected)) {
      return fail({ code: 100, message: 'Invalid appsecret_proof provided in the API argument' });
    }
    calls.push(call);
    const failure = path === '/me/messages' ? failures.shift() : undefined;
    if (failure === 'hang-up') return void res.destroy();
    if (failure === 'garbage') return void res.writeHead(502).end('<html>Bad Gateway</html>');
    if (failure !== undefined && 'code' in failure) return fail(failure);
    if (failure !== undefined) await sleep(failure.slowMs);
    try {
      say(200, await paths[`${call.method} ${path}`]!(call));
    } catch (error) {
      fail(error as Refusal);
    }
  }

  /** Posts events of the page as Facebook does; returns the status it hears. */
  async function post(url: string, ...events: unknown[]): Promise<number> {
    return postRaw(url, JSON.stringify({ object: 'page', entry: [entryOf(events)] }));
  }

  async function postRaw(
    url: string,
    body: string,
    signature = `sha256=${hmac(Buffer.from(body))}`,
  ): Promise<number> {
    const headers = { 'Content-Type': 'application/json', 'X-Hub-Signature-256': signature };
    return (await fetch(url, { method: 'POST', headers, body })).status;
  }

  const server = createServer((req, res) => void answer(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    called: (path: string) => calls.filter((call) => call.path === path),
    /** What reached people, without those sends that failed. */
    sent,
    /** Answers to the next sends, in front of the usual one. */
    fail: (...given: Failure[]) => void failures.push(...given),
    /** The token dies: the page's administrator changed their password. */
    expire() {
      token = 'another token';
    },
    /** It is good again. */
    revive() {
      token = PAGE_TOKEN;
    },
    /** Where the address that is public really is. */
    reach(at: (url: string) => string) {
      behind = at;
    },
    /** From now on every message sent comes back to this webhook as an echo. */
    echoTo(url: string) {
      echoes = url;
    },
    webhook: () => webhook,
    post,
    postRaw,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeMessenger = Awaited<ReturnType<typeof fakeMessenger>>;

type Refusal = Extract<Failure, { code: number }>;

function refused(code: number, message: string): Refusal {
  return { code, message };
}

/** Settings; `undefined` takes one away. */
export type Given = { [K in keyof MessengerSettings]?: MessengerSettings[K] | undefined };

/** What the channel is told to talk to the fake. */
export function settingsFor({ url }: Pick<FakeMessenger, 'url'>, more: Given = {}) {
  const given: Given = {
    pageToken: PAGE_TOKEN,
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
    appId: APP_ID,
    profile: true,
    apiRoot: url,
    apiVersion: 'v25.0',
    ...more,
  };
  return given as MessengerSettings;
}

/** One page's part of what is posted. */
export const entryOf = (messaging: unknown[], id = PAGE_ID) => ({
  id,
  time: Date.now(),
  messaging,
});

let mids = 0;

/** An event from a person to the page, in the recorded shape. */
export function eventFrom<T extends object>(person: string, more: T) {
  return { sender: { id: person }, recipient: { id: PAGE_ID }, timestamp: Date.now(), ...more };
}

export const messageFrom = (person: string, message: object = { text: 'xin chào' }) =>
  eventFrom(person, { message: { mid: `m_${++mids}`, ...message } as { mid: string } });

/** What Facebook tells of a message that the page sent to a person. */
export function echoOf(person: string, message: object) {
  const { sender: recipient, recipient: sender, ...rest } = messageFrom(person);
  return { ...rest, sender, recipient, message: { ...rest.message, is_echo: true, ...message } };
}
