import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as read } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ZaloPersonalSettings } from '../../../src/channels/zalo-personal/settings.ts';
import { commandOf, decrypt, encrypt, frame, loginKey, sealEvent } from './fake-crypto.ts';
import { ACCOUNT, groupMessage, type UserMessage, userMessage } from './fake-messages.ts';
import { CODE_PAGES, SETTINGS, say } from './fake-pages.ts';

/** What the account sent, as Zalo decrypts it. */
export interface Sent {
  /** The last of the path: `sms`, `sendmsg`, `mention`, `typing`. */
  what: string;
  to: string;
  text: string;
  mentions: { uid: string; pos: number; len: number }[];
  msgId: number;
}

/** What a send is answered instead. */
export type Failure =
  | { code: number; message: string }
  | { status: number; retryAfter?: number }
  | { slowMs: number }
  | 'garbage'
  | 'hang-up'
  /** Taken, without a number: shown to nobody. */
  | 'swallow';

/** Services zca-js wants an address of. */
const SERVICES =
  'aext alias auto_reply catalog chat conversation file friend friend_board group group_board group_poll label profile quick_message reaction sticker zimsg'.split(
    ' ',
  );

const HOST = (service: string) => `tt-${service}-wpa.chat.zalo.me`;

/**
 * A fake of Zalo's web servers over real HTTP, as a gateway (`<root>/<host>/<path>`), and of its
 * socket. It is as strict as people report the real one to be: a login makes the cookie `zpw_sek`
 * and the key of the login before useless (600), an account has one socket (3000), and the account's
 * own messages come back over it. It fails as it is told.
 */
export async function fakeZaloPersonal() {
  const sent: Sent[] = [];
  const failures: Failure[] = [];
  const history: { group: boolean; message: UserMessage }[] = [];
  const sockets = new Set<WebSocket>();
  const unknown: string[] = [];
  let signedIn = new Set<string>();
  let sek = '';
  let key = randomBytes(16);
  let cipherKey = randomBytes(16);
  let logins = 0;
  let connections = 0;
  let frames = 0;
  let code: 'scanned' | 'declined' | 'refused' = 'scanned';
  let loginStatus = 200;

  const renew = () => {
    sek = randomBytes(8).toString('hex');
    key = randomBytes(16);
  };

  function send(socket: WebSocket, cmd: number, subCmd: number, content: unknown): void {
    const way = ([2, 3, 1, 0] as const)[frames++ % 4]!;
    socket.send(frame(cmd, subCmd, sealEvent(way, cipherKey, { error_code: 0, data: content })));
  }

  const wrapped = (group: boolean, messages: readonly unknown[]) =>
    group ? { groupMsgs: messages } : { msgs: messages };

  /** Shows a message to whoever listens, and remembers it. */
  function bring(group: boolean, ...messages: UserMessage[]): void {
    for (const message of messages) history.push({ group, message });
    for (const socket of sockets) send(socket, group ? 521 : 501, 0, wrapped(group, messages));
  }

  const sids = (req: IncomingMessage) => cookies(req).zpsid ?? '';

  function getLoginInfo(req: IncomingMessage, res: ServerResponse, query: URLSearchParams) {
    logins += 1;
    if (loginStatus !== 200) return res.writeHead(loginStatus).end('<html>');
    const secret = loginKey(query.get('zcid')!, query.get('zcid_ext')!);
    const { imei } = JSON.parse(decrypt(secret, query.get('params')!));
    const answer = (content: object) =>
      say(res, { error_code: 0, data: encrypt(secret, JSON.stringify(content)) });
    if (!signedIn.has(sids(req)) || !imei) {
      const error_message = 'The session key was improperly submitted or has reached its timeout';
      return answer({ error_code: 102, error_message, data: null });
    }
    renew();
    res.setHeader('Set-Cookie', `zpw_sek=${sek}; Domain=.chat.zalo.me; Path=/; Secure; HttpOnly`);
    const { port } = server.address() as AddressInfo;
    answer({
      error_code: 0,
      data: {
        uid: ACCOUNT,
        zpw_enk: key.toString('base64'),
        zpw_ws: [1, 2].map((n) => `ws://127.0.0.1:${port}/ws${n}`),
        zpw_service_map_v3: Object.fromEntries(SERVICES.map((s) => [s, [`https://${HOST(s)}`]])),
      },
    });
  }

  /** The servers behind a session: they know it by its cookie, and speak with its key. */
  async function service(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const form = new URLSearchParams(await read(req));
    const failure =
      path.endsWith('/typing') || path.endsWith('/me-v2') ? undefined : failures.shift();
    if (failure === 'hang-up') return void res.destroy();
    if (failure === 'garbage') return void res.writeHead(200).end('<html>Bad Gateway</html>');
    if (typeof failure === 'object' && 'status' in failure) {
      const { status, retryAfter } = failure;
      return void res.writeHead(status, retryAfter ? { 'Retry-After': retryAfter } : {}).end();
    }
    if (typeof failure === 'object' && 'slowMs' in failure) {
      await new Promise((resolve) => setTimeout(resolve, failure.slowMs));
    }
    if (cookies(req).zpw_sek !== sek) {
      return say(res, { error_code: 600, error_message: 'zpw_sek bị thiếu hoặc không đúng' });
    }
    const answer = (content: object) =>
      say(res, { error_code: 0, data: encrypt(key, JSON.stringify(content)) });
    if (typeof failure === 'object' && 'code' in failure) {
      return answer({ error_code: failure.code, error_message: failure.message });
    }
    if (path.endsWith('/me-v2')) {
      return answer({ error_code: 0, data: { profile: { displayName: 'Tổ công nghệ số' } } });
    }
    const given = JSON.parse(decrypt(key, form.get('params')!));
    if (failure === 'swallow') return answer({ error_code: 0, data: {} });
    const what = path.split('/').at(-1)!;
    const to = given.grid ?? given.toid;
    const msgId = 8_000_000_000_000 + sent.length;
    const mentions = JSON.parse(given.mentionInfo ?? '[]');
    sent.push({ what, to, text: given.message ?? '', mentions, msgId });
    answer({ error_code: 0, data: { msgId } });
    if (what === 'typing') return;
    const own = { uidFrom: '0', idTo: to, msgId: String(msgId) };
    if (given.grid === undefined) bring(false, userMessage('0', given.message, own));
    else bring(true, groupMessage(to, '0', given.message, undefined, own));
  }

  const pages: Record<string, (req: IncomingMessage, res: ServerResponse) => unknown> = {
    ...CODE_PAGES,
    'id.zalo.me/account/authen/qr/waiting-confirm': (_, res) =>
      say(res, { error_code: { scanned: 0, declined: -13, refused: -1005 }[code], data: {} }),
    'id.zalo.me/account/checksession'(_, res) {
      const sid = randomBytes(8).toString('hex');
      signedIn.add(sid);
      res
        .writeHead(302, {
          Location: 'https://jr.chat.zalo.me/jr/pushsession?token=t',
          'Set-Cookie': `zpsid=${sid}; Domain=.zalo.me; Path=/; Secure; HttpOnly`,
        })
        .end();
    },
    'jr.chat.zalo.me/jr/pushsession': (_, res) => res.end(''),
    'jr.chat.zalo.me/jr/userinfo': (req, res) =>
      say(res, { data: { logged: signedIn.has(sids(req)), info: { name: 'Tổ', avatar: '' } } }),
    'wpa.chat.zalo.me/api/login/getServerInfo': (req, res) =>
      signedIn.has(sids(req))
        ? say(res, { error_code: 0, data: { setttings: SETTINGS, extra_ver: { phonebook: 1 } } })
        : say(res, { error_code: 600, error_message: 'zpw_sek bị thiếu hoặc không đúng' }),
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(req.url!, 'http://fake');
    const path = pathname.slice(1);
    if (path === 'wpa.chat.zalo.me/api/login/getLoginInfo') {
      return void getLoginInfo(req, res, searchParams);
    }
    const page = pages[path];
    if (page !== undefined) return void page(req, res);
    if (SERVICES.some((name) => path.startsWith(`${HOST(name)}/`))) return service(req, res, path);
    unknown.push(path);
    res.writeHead(404).end();
  }

  const server = createServer((req, res) => void answer(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const socketServer = new WebSocketServer({
    server,
    verifyClient: ({ req }: { req: IncomingMessage }) => cookies(req).zpw_sek === sek,
  });
  socketServer.on('connection', (socket) => {
    connections += 1;
    for (const other of sockets) other.send(frame(3000, 0, {}));
    sockets.clear();
    sockets.add(socket);
    cipherKey = randomBytes(16);
    socket.once('close', () => sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      const command = commandOf(data);
      if (command !== 510 && command !== 511) return;
      const group = command === 511;
      const old = history.filter((one) => one.group === group).map(({ message }) => message);
      send(socket, command, 1, wrapped(group, old.toReversed().slice(0, 50)));
    });
    socket.send(frame(1, 1, { key: cipherKey.toString('base64') }));
  });

  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    root,
    sent,
    unknown,
    logins: () => logins,
    connections: () => connections,
    listening: () => sockets.size > 0,
    /** What becomes of the codes that are scanned from now on. */
    code: (outcome: typeof code) => {
      code = outcome;
    },
    fail: (...given: Failure[]) => void failures.push(...given),
    failLogins: (status: number) => {
      loginStatus = status;
    },
    /** The session's cookie and key are good for nothing any more; logging in anew helps. */
    expire: renew,
    /** The account was logged out on the telephone: only a new code helps. */
    logOut() {
      signedIn = new Set();
      renew();
    },
    inPrivate: (...messages: UserMessage[]) => bring(false, ...messages),
    inGroup: (...messages: UserMessage[]) => bring(true, ...messages),
    /** Something that is no message at all. */
    garbage() {
      for (const socket of sockets) {
        socket.send(Buffer.from([1, 0xf5, 1, 0, 0x7b]));
        send(socket, 501, 0, { hello: 'xin chào bí mật' });
        socket.send(frame(501, 0, { encrypt: 2, data: 'xin chào bí mật' }));
      }
    },
    /** The connection tears, which the other side sees as 1006. */
    tear() {
      for (const socket of sockets) socket.terminate();
      // From now on, and not only once the closing was noticed: what is sent next must be missed.
      sockets.clear();
    },
    close(reason?: number) {
      if (reason !== undefined) {
        for (const socket of sockets) socket.close(reason);
        return Promise.resolve();
      }
      for (const socket of sockets) socket.terminate();
      socketServer.close();
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type FakeZaloPersonal = Awaited<ReturnType<typeof fakeZaloPersonal>>;

export const settingsFor = (
  { root }: Pick<FakeZaloPersonal, 'root'>,
  more: Partial<ZaloPersonalSettings> = {},
): ZaloPersonalSettings => ({ groups: 'all', root, keys: [], ...more });

function cookies({ headers }: IncomingMessage): Record<string, string | undefined> {
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  return Object.fromEntries(pairs);
}
