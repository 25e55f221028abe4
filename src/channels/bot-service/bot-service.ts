import type { Channel, ChannelContext, CheckResult } from '../channel.ts';
import { SendError } from '../send.ts';
import { type RawRequest, webhook } from '../webhook.ts';
import { Envelope, messagesIn } from './activity.ts';
import { BOT_SERVICE } from './capabilities.ts';
import { type BotActivity, messageActivity } from './card.ts';
import { claimsFit } from './claims.ts';
import type { BotServiceSettings } from './settings.ts';
import { createReferences, type Reference } from './store.ts';
import { createTokens } from './tokens.ts';

const PATH = '/api/messages';

/**
 * botbuilder fetches Bot Service's keys anew when one asks for a key after an hour, and must after a
 * day. Bot Service does not send again what heard 503: so we ask ahead, and no message waits for keys.
 */
const KEYS_EVERY_MS = 600_000;

/** A send without an answer has failed; with a new token before it, still within the sender's patience. */
const SEND_MS = 10_000;

/**
 * The same assistant behind Azure Bot Service (Smart-HaiPhong's chat, Teams …), by botbuilder's
 * CloudAdapter. Replies go out later than the request that asked for them, so where a conversation
 * is answered is kept in the database. Of a person only the conversation's id and the id that the
 * app gives them are kept, no name.
 */
export async function createBotService(
  settings: BotServiceSettings,
  context: ChannelContext,
): Promise<Channel> {
  const { accept, log, metrics, now, pool, publicUrl } = context;
  const capabilities = BOT_SERVICE;
  const references = createReferences(pool);
  const tokens = createTokens(settings, now);

  // Here and not at the first message, which must not wait for it.
  const { openFramework } = await import('./framework.ts');
  const { isSigned, fetchKeys, send } = openFramework(settings, tokens, SEND_MS);
  let fetching: NodeJS.Timeout | undefined;

  async function verify({ body, headers }: RawRequest): Promise<boolean | 'later'> {
    const { success, data: envelope } = Envelope.safeParse(body);
    const { authorization } = headers;
    if (!success || !claimsFit(authorization, envelope, settings)) return false;
    try {
      return await isSigned(envelope, authorization!);
    } catch (err) {
      log.warn({ err, channel: 'bot-service' }, 'an activity could not be verified now');
      return 'later';
    }
  }

  async function sendTo(
    person: string,
    activity: (to: Reference) => BotActivity,
    signal?: AbortSignal,
  ) {
    const to = await references.find(person);
    if (to === undefined) {
      throw new SendError('no such conversation', { kind: 'permanent-for-this-person' });
    }
    return send(to, activity(to), signal);
  }

  return {
    name: 'bot-service',
    capabilities,

    async send(person, message, _key, signal) {
      const deliveredId = await sendTo(person, (to) => messageActivity(message, to), signal);
      return deliveredId ? { deliveredId } : {};
    },

    async typing(person) {
      await sendTo(person, () => ({ type: 'typing' }));
    },

    refresh: () => tokens.renew(),

    router: webhook({
      channel: 'bot-service',
      path: PATH,
      async accept(message, body) {
        // Before it is taken in: its answer may be faster than we are here.
        await references.keep(Envelope.parse(body), message.eventId);
        return accept(message);
      },
      metrics,
      log,
      now,
      verify,
      parse: (body) => messagesIn(body, now),
    }),

    async start() {
      const tell = context.trouble('bot-service');
      fetching = setInterval(() => {
        fetchKeys().then(
          () => tell(null),
          (err) => log.warn({ err, channel: 'bot-service' }, 'the keys could not be fetched anew'),
        );
      }, KEYS_EVERY_MS).unref();
      await fetchKeys();
    },

    async close() {
      clearInterval(fetching);
    },

    async check(): Promise<CheckResult> {
      const todo = [`messaging endpoint in the Azure portal: ${publicUrl}${PATH}`];
      try {
        await tokens.current();
        await fetchKeys();
        return { ok: true, message: `app ${settings.appId}, its password is good`, todo };
      } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : String(error), todo };
      }
    },
  };
}
