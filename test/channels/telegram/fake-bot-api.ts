import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A call of the bot as it arrived. */
export interface Call {
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: what is in it depends on the method.
  body: any;
}

/** What a scripted call is answered instead: an error of the Bot API, or something else entirely. */
export type Failure =
  | { code: number; description: string; retryAfter?: number }
  | 'garbage'
  | 'hang-up'
  | { slowMs: number };

/** Rows of inline buttons. */
export type Keyboard = { text: string; callback_data?: string; url?: string }[][];

export const TOKEN = '123456:AAFakeFakeFakeFakeFake_Fake-Token';

/**
 * A fake of Telegram's Bot API over real HTTP: it refuses what the real one refuses (other tokens,
 * long texts, callback data over 64 bytes, link buttons to nowhere, polling beside a webhook or
 * another poller), keeps updates until they are acknowledged, and fails as it is told.
 */
export async function fakeBotApi() {
  const calls: Call[] = [];
  const failures = new Map<string, Failure[]>();
  const waiting: { update_id: number }[] = [];
  const shown = new Map<number, { text: string; keyboard: Keyboard }>();
  let good = TOKEN;
  let webhook = '';
  let secret = '';
  let messageId = 100;
  let polling: (() => void) | undefined;
  let arrived: (() => void) | undefined;

  const methods: Record<string, (body: Call['body']) => unknown> = {
    getMe: () => ({ id: 123456, is_bot: true, first_name: 'Trợ lý', username: 'tro_ly_bot' }),
    getWebhookInfo: () => ({ url: webhook, pending_update_count: waiting.length }),
    setWebhook({ url, secret_token }) {
      if (!url.startsWith('https://')) throw refused('an HTTPS URL must be provided for webhook');
      webhook = url;
      secret = secret_token;
      return true;
    },
    deleteWebhook() {
      webhook = '';
      return true;
    },
    setMyCommands({ commands }) {
      for (const { command } of commands) {
        if (!/^[a-z0-9_]{1,32}$/.test(command)) throw refused('BOT_COMMAND_INVALID');
      }
      return true;
    },
    sendMessage({ chat_id, text, reply_markup }) {
      if (text === '') throw refused('message text is empty');
      if (text.length > 4096) throw refused('message is too long');
      for (const { callback_data: data, url } of (reply_markup?.inline_keyboard ?? []).flat()) {
        if (data !== undefined && Buffer.byteLength(data) > 64)
          throw refused('BUTTON_DATA_INVALID');
        if (url !== undefined && !new URL(url).hostname.includes('.')) {
          throw refused(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
        }
      }
      messageId += 1;
      shown.set(messageId, { text, keyboard: reply_markup?.inline_keyboard ?? [] });
      return { message_id: messageId, chat: { id: Number(chat_id), type: 'private' }, text };
    },
    answerCallbackQuery: () => true,
    sendChatAction({ action }) {
      if (action !== 'typing') throw refused('wrong parameter action in request');
      return true;
    },
    editMessageReplyMarkup({ message_id, reply_markup }) {
      const message = shown.get(message_id);
      if (message === undefined) throw refused('message to edit not found');
      message.keyboard = reply_markup.inline_keyboard;
      return true;
    },
    async getUpdates({ offset = 0, timeout = 0 }) {
      if (webhook !== '') throw { code: 409, description: "Conflict: can't use getUpdates" };
      // The real one ends the other request, too: two pollers disturb each other.
      if (polling !== undefined) throw { code: 409, description: 'Conflict: terminated' };
      while ((waiting[0]?.update_id ?? offset) < offset) waiting.shift();
      if (waiting.length === 0 && timeout > 0) {
        await new Promise<void>((resolve) => {
          polling = arrived = resolve;
          setTimeout(resolve, timeout * 1000).unref();
        });
        polling = undefined;
      }
      return waiting.slice(0, 100);
    },
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(req.url ?? '') ?? [];
    const body = (await json(req).catch(() => ({}))) as Call['body'];
    const say = (status: number, content: object) => {
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(content));
    };
    const fail = (code: number, description: string, parameters?: object) =>
      say(code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });
    if (token !== good) return fail(401, 'Unauthorized');
    calls.push({ method, body });
    res.once('close', () => {
      if (method === 'getUpdates') arrived?.();
    });
    const failure = failures.get(method)?.shift();
    if (failure === 'hang-up') return void res.destroy();
    if (failure === 'garbage') return void res.writeHead(502).end('<html>Bad Gateway</html>');
    if (failure !== undefined && 'code' in failure) {
      const { code, description, retryAfter } = failure;
      return fail(
        code,
        description,
        retryAfter === undefined ? undefined : { retry_after: retryAfter },
      );
    }
    if (failure !== undefined) await new Promise((resolve) => setTimeout(resolve, failure.slowMs));
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
    calls,
    /** The bodies of all calls of one method. */
    called: (method: string) => calls.filter((call) => call.method === method).map((c) => c.body),
    /** What stands in the chat now, with its edits. */
    shown: () => [...shown].map(([messageId, message]) => ({ messageId, ...message })),
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
    setWebhook: (url: string) => {
      webhook = url;
    },
    /** Has a poller fetch these. */
    queue(...updates: { update_id: number }[]) {
      waiting.push(...updates);
      arrived?.();
    },
    /** How many updates are not acknowledged. */
    left: () => waiting.length,
    /** Posts to the bot's webhook as Telegram does; returns the status it hears. */
    async deliver(url: string, update: unknown, header: string | undefined = secret) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Telegram-Bot-Api-Secret-Token': header },
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

export type FakeBotApi = Awaited<ReturnType<typeof fakeBotApi>>;

function refused(description: string) {
  return { code: 400, description: `Bad Request: ${description}` };
}

let updates = 5000;

/** An update with a message of a person, as recorded; `more` stands beside or instead of the text. */
export function messageUpdate(more: object = { text: 'xin chào' }, id = ++updates) {
  return {
    update_id: id,
    message: {
      message_id: id - 4000,
      from: { id: 42, is_bot: false, first_name: 'Lan', language_code: 'vi' },
      chat: { id: 42, first_name: 'Lan', type: 'private' },
      date: Math.floor(Date.now() / 1000),
      ...more,
    },
  };
}

/** An update with a pressed button under a message of ours. */
export function pressUpdate(
  data: string,
  keyboard: object[][],
  id: number = ++updates,
  messageId = 77,
) {
  return {
    update_id: id,
    callback_query: {
      id: `cb-${id}`,
      from: { id: 42, is_bot: false, first_name: 'Lan' },
      message: {
        message_id: messageId,
        from: { id: 123456, is_bot: true, first_name: 'Trợ lý' },
        chat: { id: 42, first_name: 'Lan', type: 'private' },
        date: Math.floor(Date.now() / 1000) - 60,
        text: 'Chọn:',
        reply_markup: { inline_keyboard: keyboard },
      },
      chat_instance: '-1',
      data,
    },
  };
}
