import { CookieJar, type SerializedCookie, type SerializedCookieJar } from 'tough-cookie';
import * as untyped from 'zca-js';
import type * as Zca from '../../../node_modules/zca-js/dist/index.js';
import { Session } from './session.ts';

// All that needs zca-js itself, which takes a third of a second to load: import this file lazily,
// its types excepted.

// The package's own `index.d.ts` names its types in a way that only bundlers resolve.
const { API, LoginQRCallbackEventType, Zalo } = untyped as unknown as typeof Zca;

/** The account's calls. */
export type API = Zca.API;
/** A message out of the socket. */
export type Message = Zca.Message;

type Context = ConstructorParameters<typeof API>[0];

/** zca-js would write every message to the terminal and ask npm for a newer version. */
const quiet = (fetch: typeof globalThis.fetch) => ({
  selfListen: false,
  checkUpdate: false,
  logging: false,
  polyfill: fetch,
});

/** Logs in with the cookies of an earlier session, as the web client does when its page is loaded. */
export async function logIn(session: Session, fetch: typeof globalThis.fetch): Promise<Session> {
  const { imei, userAgent, language, jar } = session;
  const cookie = structuredClone(jar.cookies) as SerializedCookie[];
  return sessionOf(await new Zalo(quiet(fetch)).login({ imei, userAgent, language, cookie }));
}

/**
 * The account's calls by a session, without asking Zalo. `attempt` chooses among the socket's
 * addresses; its listener can be started once.
 */
export function openApi(session: Session, fetch: typeof globalThis.fetch, attempt = 0): API {
  const { services, sockets, pingMs } = session;
  // As zca-js makes it when it logs in, with what it reads of Zalo's long lists of settings. It is
  // never to reconnect by itself (see listening.ts), so there are no retries in it.
  const socket = {
    ping_interval: pingMs,
    retries: {},
    close_and_retry_codes: [],
    rotate_error_codes: [],
  };
  const context = {
    API_TYPE: session.apiType,
    API_VERSION: session.apiVersion,
    imei: session.imei,
    userAgent: session.userAgent,
    language: session.language,
    cookie: CookieJar.fromJSON(structuredClone(session.jar) as unknown as SerializedCookieJar),
    uid: session.uid,
    secretKey: session.secretKey,
    settings: { features: { socket } },
    options: quiet(fetch),
    uploadCallbacks: new Map(),
  } as unknown as Context;
  const url = sockets[attempt % sockets.length]!;
  return new API(context, services as unknown as API['zpwServiceMap'], [url]);
}

/** The cookies as they are now: Zalo renews them along with its answers. */
export function jarOf(api: API): Session['jar'] {
  return Session.shape.jar.parse(JSON.parse(JSON.stringify(api.getCookie())));
}

/** What happens while somebody logs in by a code. */
export interface CodeEvents {
  /** There is a (new) code: a picture, PNG. It is good for 100 s. */
  shown(picture: Buffer): Promise<void>;
  scanned(): void;
}

/** Logs in by a code that the account's owner scans in Zalo on the telephone, within `codes` codes. */
export async function logInByCode(
  fetch: typeof globalThis.fetch,
  { shown, scanned }: CodeEvents,
  codes: number,
): Promise<Session> {
  const failed = Promise.withResolvers<never>();
  let left = codes;
  const api = new Zalo(quiet(fetch)).loginQR({}, ({ type, data, actions }) => {
    if (type === LoginQRCallbackEventType.QRCodeGenerated) {
      shown(Buffer.from(data.image, 'base64')).catch(failed.reject);
    } else if (type === LoginQRCallbackEventType.QRCodeScanned) {
      scanned();
    } else if (type === LoginQRCallbackEventType.QRCodeExpired) {
      left -= 1;
      if (left > 0) return actions.retry();
      failed.reject(new Error('nobody scanned the code'));
      return actions.abort();
    } else if (type === LoginQRCallbackEventType.QRCodeDeclined) {
      // zca-js itself would wait for ever.
      failed.reject(new Error('the login was declined on the telephone'));
      return actions.abort();
    }
  });
  return sessionOf(await Promise.race([api, failed.promise]));
}

function sessionOf(api: API): Session {
  const context = api.getContext();
  return Session.parse({
    imei: context.imei,
    userAgent: context.userAgent,
    language: context.language,
    jar: jarOf(api),
    apiType: context.API_TYPE,
    apiVersion: context.API_VERSION,
    uid: context.uid,
    secretKey: context.secretKey,
    services: api.zpwServiceMap,
    sockets: context.loginInfo?.zpw_ws,
    pingMs: context.settings?.features.socket.ping_interval,
  });
}
