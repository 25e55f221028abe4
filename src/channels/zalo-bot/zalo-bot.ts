import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Channel, ChannelContext } from '../channel.ts';
import type { Inbound } from '../inbound.ts';
import type { Leadership } from '../leader.ts';
import { takesWebhook } from '../public-url.ts';
import { isSame, webhook } from '../webhook.ts';
import { ZALO_BOT } from './capabilities.ts';
import { createZaloBotClient } from './client.ts';
import { sendFailure } from './failure.ts';
import { readEvent } from './messages.ts';
import { check, ensureWebhook, register, type ZaloBotOperatorParts } from './operator.ts';
import { startPolling } from './poller.ts';
import type { ZaloBotSettings } from './settings.ts';
import { readUpdate } from './update.ts';

const PATH = '/webhooks/zalo-bot';

const Sent = z.object({ message_id: z.string().min(1).optional() }).catch({});

/**
 * The Zalo Bot platform, which is not the Official Account: a bot that people find by its name. No
 * buttons, so choices are numbers. Updates come by webhook where `publicUrl` is public https, else one
 * of the nodes polls. Private chats only. Facts: `platforms/zalo-telegram-messenger.md` B of the
 * project's shared notes.
 */
export function createZaloBot(settings: ZaloBotSettings, context: ChannelContext): Channel {
  const { token } = settings;
  const { accept, log, metrics, now, publicUrl, trouble, url } = context;
  const bot = token.slice(0, token.indexOf(':'));
  const secret = settings.webhookSecret ?? secretOf(token);
  const client = createZaloBotClient(settings);
  const operator: ZaloBotOperatorParts = {
    client,
    ...(takesWebhook(publicUrl) && { webhook: { url: `${publicUrl}${PATH}`, secret } }),
  };
  let polling: Leadership | undefined;

  function messages(body: unknown): readonly Inbound[] {
    const update = readUpdate(body);
    const { about, messages: found, strange } = readEvent(update, now());
    const event = strange ? 'other' : update.event_name;
    metrics.count('zalo_bot_events', { event, about });
    // Of what we do not know or cannot answer the name is of use; it holds nothing personal.
    if (strange || about === 'nobody') {
      log.warn({ channel: 'zalo-bot', event: update.event_name, about }, 'an unusual event');
    }
    return found;
  }

  return {
    name: 'zalo-bot',
    capabilities: ZALO_BOT,

    async send(person, { text }, _key, signal) {
      try {
        const sent = await client.call('sendMessage', { chat_id: person, text }, { signal });
        const { message_id: deliveredId } = Sent.parse(sent);
        return deliveredId === undefined ? {} : { deliveredId };
      } catch (error) {
        throw sendFailure(error);
      }
    },

    async typing(person) {
      await client.call('sendChatAction', { chat_id: person, action: 'typing' });
    },

    ...(operator.webhook !== undefined && {
      router: webhook({
        channel: 'zalo-bot',
        path: PATH,
        accept,
        metrics,
        log,
        now,
        verify: ({ headers }) => isSame(headers['x-bot-api-secret-token']?.toString(), secret),
        parse: messages,
      }),
    }),

    async start() {
      if (operator.webhook !== undefined) return ensureWebhook(operator);
      polling = startPolling({ client, bot, accept, url, log, metrics, trouble, messages });
    },

    async close() {
      await polling?.close();
    },

    check: () => check(operator),
    register: () => register(operator),
  };
}

/** The same on every node, and another one when the token is another; it gives the token not away. */
function secretOf(token: string): string {
  return createHmac('sha256', token).update('webhook secret').digest('base64url');
}
