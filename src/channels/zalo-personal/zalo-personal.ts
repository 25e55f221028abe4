import { createKeyring } from '../../database/keyring.ts';
import type { Channel, ChannelContext } from '../channel.ts';
import { Inbound } from '../inbound.ts';
import type { Leadership } from '../leader.ts';
import { SendError } from '../send.ts';
import { recent } from '../zalo/recent.ts';
import { createAccount } from './account.ts';
import { ZALO_PERSONAL } from './capabilities.ts';
import { checkZaloPersonal } from './check.ts';
import { sendFailure, swallowed } from './failure.ts';
import { sending, zaloFetch } from './fetch.ts';
import { LATE_MS, startListening } from './listening.ts';
import { WARNING } from './login.ts';
import { createMeant } from './meant.ts';
import { type Heard, readMessage } from './messages.ts';
import type { Pace } from './pace.ts';
import { createSessionStore } from './session-store.ts';
import type { ZaloPersonalSettings } from './settings.ts';
import { threadOf } from './thread.ts';
import { loadZaloPersonalWords } from './words.ts';
import type { Message } from './zca.ts';

/** Shorter than the time a send has, so that it fails here and is known to have. */
const ASK_MS = 15_000;

/** Messages remembered, which may come twice: pushed, and when missed ones are asked for. */
const RECENT = 5000;

/** zca-js's thread types. */
const USER = 0;
const GROUP = 1;

/**
 * A Zalo personal account, over zca-js, which plays Zalo's web client: for the accounts and groups of
 * the community digital teams, and never the main way. Unofficial: Zalo may change it, or lock the
 * account, at any time. One node listens; all send. Facts: `platforms/zalo-telegram-messenger.md` C
 * of the project's shared notes.
 */
export function createZaloPersonal(
  settings: ZaloPersonalSettings,
  context: ChannelContext,
  pace?: Pace,
): Channel {
  const { pool, url, log, metrics, now, words } = context;
  const { mention } = loadZaloPersonalWords();
  const { text, ...rest } = ZALO_PERSONAL;
  const keyring = createKeyring(settings.keys, () => context.secret('keyring'));
  const store = createSessionStore(pool, keyring);
  const fetch = zaloFetch(settings.root, ASK_MS);
  const account = createAccount({ pool, store, fetch, log, metrics });
  const isMeant = createMeant({ ...context, groups: settings.groups });
  const seen = recent(RECENT);
  let refused = 0;
  let listening: Leadership | undefined;

  function read(message: Message, uid: string): Heard | undefined {
    try {
      return readMessage(message, uid, words.sourceCode);
    } catch {
      // Not even the shape is logged: it may not have been meant for us.
      metrics.count('zalo_personal_ignored', { where: 'unknown' });
      return undefined;
    }
  }

  async function handle(message: Message, uid: string): Promise<void> {
    const heard = read(message, uid);
    if (heard === undefined || seen.has(heard.id)) return;
    const late = now().getTime() - heard.at.getTime() > LATE_MS;
    if (late) metrics.count('zalo_personal_ignored', { where: 'late' });
    else if (await isMeant(heard)) {
      for (const given of heard.messages) {
        const checked = Inbound.safeParse(given);
        const outcome = checked.success ? await context.accept(checked.data) : 'unreadable';
        metrics.count('zalo_personal_messages', { outcome });
      }
    }
    seen.add(heard.id);
  }

  return {
    name: 'zalo-personal',
    capabilities: { ...rest, text: text - mention.length - 1 },

    async send(person, message, _key, signal) {
      const { id, member } = threadOf(person);
      const opened = await account.current();
      try {
        const sent = await sending.run(signal, () =>
          member === undefined
            ? opened.api.sendMessage(message.text, id, USER)
            : opened.api.sendMessage(
                {
                  msg: `${mention} ${message.text}`,
                  mentions: [{ pos: 0, uid: member, len: mention.length }],
                },
                id,
                GROUP,
              ),
        );
        const msgId = sent.message?.msgId;
        if (!msgId) throw swallowed();
        return { deliveredId: String(msgId) };
      } catch (error) {
        const failure = sendFailure(error);
        if (failure instanceof SendError && failure.kind === 'refresh-and-retry') {
          refused = Math.max(refused, opened.version);
        }
        throw failure;
      }
    },

    async refresh() {
      await account.newer(refused);
    },

    async typing(person) {
      const { id, member } = threadOf(person);
      const { api } = await account.current();
      await api.sendTypingEvent(id, member === undefined ? USER : GROUP);
    },

    async start() {
      log.warn({ channel: 'zalo-personal' }, WARNING);
      const { trouble } = context;
      const parts = { url, log, metrics, now, trouble, account, store, handle };
      listening = startListening({ ...parts, ...(pace !== undefined && { pace }) });
    },

    async close() {
      await listening?.close();
    },

    check: () => checkZaloPersonal({ account, store, now }),
  };
}
