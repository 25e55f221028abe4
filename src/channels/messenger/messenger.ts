import type { Channel, ChannelContext } from '../channel.ts';
import { createGraph } from './graph.ts';
import { messengerInbox } from './inbox.ts';
import { messageTo, messengerCapabilities } from './message.ts';
import { check, type OperatorParts, register } from './operator.ts';
import type { MessengerSettings } from './settings.ts';
import { keepWindow } from './window.ts';
import { loadMessengerWords } from './words.ts';

/** Sends go out in the name of whose token it is: the page. */
const MESSAGES = '/me/messages';

/**
 * The Fanpage, over Messenger's Send API. A person is their number on this page ("PSID"); nothing
 * else of them is asked for or kept. Facts: `platforms/zalo-telegram-messenger.md` E of the
 * project's shared notes.
 */
export function createMessenger(settings: MessengerSettings, context: ChannelContext): Channel {
  const { pool, now, publicUrl } = context;
  const capabilities = messengerCapabilities();
  const lastMs = capabilities.window!.lastMs;
  const graph = createGraph(settings, settings.pageToken);
  const operator: OperatorParts = { settings, graph, words: loadMessengerWords(), publicUrl };

  return {
    name: 'messenger',
    capabilities,
    router: messengerInbox(settings, context),

    async send(person, message, _key, signal) {
      await keepWindow(pool, person, now(), lastMs);
      const body = messageTo(person, message);
      const sent = await graph.call('POST', MESSAGES, { body, signal });
      return sent.message_id === undefined ? {} : { deliveredId: sent.message_id };
    },

    async typing(person) {
      const body = { recipient: { id: person }, sender_action: 'typing_on' };
      await graph.call('POST', MESSAGES, { body });
    },

    async close() {},

    check: () => check(operator),
    register: () => register(operator),
  };
}
