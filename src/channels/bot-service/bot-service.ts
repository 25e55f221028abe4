import { CAPABILITIES } from '../capabilities.ts';
import type { Channel, ChannelContext, CheckResult } from '../channel.ts';
import { SendError } from '../send.ts';
import { type RawRequest, webhook } from '../webhook.ts';
import { Envelope, messagesIn } from './activity.ts';
import { type BotActivity, messageActivity } from './card.ts';
import { claimsFit } from './claims.ts';
import type { Framework } from './framework.ts';
import type { BotServiceSettings } from './settings.ts';
import { createReferences, type Reference } from './store.ts';
import { createTokens } from './tokens.ts';

const PATH = '/api/messages';

/**
 * Bot Service waits 15 s for an answer and does not send again by itself, and once a day its keys
 * have to be fetched anew: so they get longer than the 1.5 s that storing may take.
 */
const KEYS_MS = 5000;
const STORE_MS = 1500;

/** A send without an answer has failed; with a new token before it, still within the sender's patience. */
const SEND_MS = 10_000;

/**
 * The same assistant behind Azure Bot Service (Smart-HaiPhong's chat, Teams …), by botbuilder's
 * CloudAdapter. Replies go out later than the request that asked for them, so where a conversation
 * is answered is kept in the database. Of a person only the conversation's id and the id that the
 * app gives them are kept, no name.
 */
export function createBotService(
  settings: BotServiceSettings | undefined,
  context: ChannelContext,
): Channel | undefined {
  if (settings === undefined) return undefined;
  const { accept, log, metrics, now, pool, publicUrl } = context;
  const capabilities = CAPABILITIES['bot-service'];
  const references = createReferences(pool);
  const tokens = createTokens(settings, now);

  let opened: Promise<Framework> | undefined;
  const framework = () => {
    opened ??= import('./framework.ts').then(({ openFramework }) =>
      openFramework(settings, tokens, SEND_MS),
    );
    return opened;
  };

  function isMeant(body: unknown): boolean {
    try {
      return messagesIn(body, now).length > 0;
    } catch {
      return false;
    }
  }

  async function verify({ body, headers }: RawRequest): Promise<boolean | 'later'> {
    const { success, data: envelope } = Envelope.safeParse(body);
    const { authorization } = headers;
    if (!success || !claimsFit(authorization, envelope, settings!)) return false;
    try {
      const { isSigned } = await framework();
      if (!(await inTime(isSigned(envelope, authorization!), KEYS_MS))) return false;
      // Of what nobody is answered for (groups, typing) nothing is kept. Of the rest before it is
      // taken in: its answer may be faster than we are here.
      if (isMeant(body)) await inTime(references.keep(envelope), STORE_MS);
      return true;
    } catch (err) {
      log.warn({ err, channel: 'bot-service' }, 'an activity could not be verified now');
      return 'later';
    }
  }

  async function sendTo(person: string, activity: (to: Reference) => BotActivity) {
    const to = await references.find(person);
    if (to === undefined) {
      throw new SendError('no such conversation', { kind: 'permanent-for-this-person' });
    }
    return (await framework()).send(to, activity(to));
  }

  return {
    name: 'bot-service',
    capabilities,

    async send(person, message) {
      const deliveredId = await sendTo(person, (to) => messageActivity(message, to));
      return deliveredId ? { deliveredId } : {};
    },

    async typing(person) {
      await sendTo(person, () => ({ type: 'typing' }));
    },

    refresh: () => tokens.renew(),

    router: webhook({
      channel: 'bot-service',
      path: PATH,
      accept,
      metrics,
      log,
      now,
      verify,
      parse: (body) => messagesIn(body, now),
    }),

    async start() {
      await (await framework()).fetchKeys();
    },

    async close() {},

    async check(): Promise<CheckResult> {
      const todo = [`messaging endpoint in the Azure portal: ${publicUrl}${PATH}`];
      try {
        await tokens.current();
        await (await framework()).fetchKeys();
        return { ok: true, message: `app ${settings.appId}, its password is good`, todo };
      } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : String(error), todo };
      }
    },
  };
}

/** The result, or a rejection after so many milliseconds. */
async function inTime<T>(result: Promise<T>, milliseconds: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('too late')), milliseconds);
  try {
    return await Promise.race([result, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
