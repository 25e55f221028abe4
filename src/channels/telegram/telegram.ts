import { createHmac } from 'node:crypto';
import { Api } from 'grammy';
import type { Capabilities } from '../capabilities.ts';
import type { Channel, ChannelContext } from '../channel.ts';
import type { Leadership } from '../leader.ts';
import { hasPublicHost, takesWebhook } from '../public-url.ts';
import { SendError } from '../send.ts';
import { isSame, webhook } from '../webhook.ts';
import { TELEGRAM } from './capabilities.ts';
import { sendFailure } from './failure.ts';
import { createFlood } from './flood.ts';
import { keyboardOf } from './keyboard.ts';
import { messagesIn } from './messages.ts';
import { check, ensureWebhook, type OperatorParts, register, setCommands } from './operator.ts';
import { POLL_SECONDS, startPolling, toGrammy } from './poller.ts';
import { showPressed } from './pressed.ts';
import type { TelegramSettings } from './settings.ts';
import { Update } from './update.ts';
import { loadTelegramWords } from './words.ts';

const PATH = '/webhooks/telegram';

/**
 * Telegram, over grammY's client of the Bot API. Updates come by webhook where `publicUrl` is public
 * https, else one of the nodes polls. Private chats only; a chat is a person. Nothing of a person
 * but the chat's number is kept: neither name nor phone.
 */
export function createTelegram(settings: TelegramSettings, context: ChannelContext): Channel {
  const { token, apiRoot } = settings;
  const { accept, log, metrics, now, publicUrl, trouble, url } = context;
  const capabilities = capabilitiesAt(publicUrl);
  const bot = token.slice(0, token.indexOf(':'));
  const secret = settings.webhookSecret ?? secretOf(token);
  const { commands, chosen } = loadTelegramWords();
  const api = new Api(token, { apiRoot, timeoutSeconds: capabilities.timeoutMs / 1000 });
  const flood = createFlood(now);
  const operator: OperatorParts = {
    api,
    commands,
    ...(takesWebhook(publicUrl) && { webhook: { url: `${publicUrl}${PATH}`, secret } }),
  };
  const messages = (update: Update) => messagesIn(update, { bot, commands, now });
  const after = async ({ callback_query: callback }: Update) => {
    if (callback !== undefined) await showPressed({ api, log, mark: chosen }, callback);
  };
  let polling: Leadership | undefined;

  return {
    name: 'telegram',
    capabilities,

    async send(person, message, _key, signal) {
      const rows = keyboardOf(message);
      try {
        const more = {
          // A preview would be of our own redirect, and would count as opening it.
          link_preview_options: { is_disabled: true },
          ...(rows.length > 0 && { reply_markup: { inline_keyboard: rows } }),
        };
        const sent = await api.sendMessage(person, message.text, more, signal && toGrammy(signal));
        return { deliveredId: String(sent.message_id) };
      } catch (error) {
        const failure = sendFailure(error);
        if (!(failure instanceof SendError) || failure.afterMs === undefined) throw failure;
        const { kind, afterMs } = failure;
        throw new SendError(failure.message, {
          kind,
          afterMs,
          scope: flood.scope(person, afterMs),
        });
      }
    },

    async typing(person) {
      await api.sendChatAction(person, 'typing');
    },

    ...(operator.webhook !== undefined && {
      router: webhook({
        channel: 'telegram',
        path: PATH,
        accept,
        metrics,
        log,
        now,
        verify: ({ headers }) =>
          isSame(headers['x-telegram-bot-api-secret-token']?.toString(), secret),
        parse: (body) => messages(Update.parse(body)),
        async after(body) {
          const { success, data } = Update.safeParse(body);
          if (success) await after(data);
        },
      }),
    }),

    async start() {
      if (operator.webhook !== undefined) return ensureWebhook(operator);
      const timeoutSeconds = POLL_SECONDS + 10;
      const poller = new Api(token, { apiRoot, timeoutSeconds });
      const house = { accept, url, log, metrics, trouble };
      polling = startPolling({ ...house, api: poller, bot, messages, after });
      // The chat works without its menu.
      setCommands(operator).catch(() => log.warn('the commands of Telegram could not be set'));
    },

    async close() {
      await polling?.close();
    },

    check: () => check(operator),
    register: () => register(operator),
  };
}

/** Telegram takes no link button to a machine of one's own: there links are written out. */
function capabilitiesAt(publicUrl: string): Capabilities {
  const { links, ...rest } = TELEGRAM;
  return hasPublicHost(publicUrl) ? { ...rest, links } : rest;
}

/** The same on every node, and another one when the token is another; it gives the token not away. */
function secretOf(token: string): string {
  return createHmac('sha256', token).update('webhook secret').digest('base64url');
}
