import { Router } from 'express';
import { createKeyring } from '../../database/keyring.ts';
import type { Channel, ChannelContext } from '../channel.ts';
import { SendError } from '../send.ts';
import { checkZalo } from './check.ts';
import { createZaloClient } from './client.ts';
import { createConnect } from './connect.ts';
import { zaloInbox } from './inbox.ts';
import { zaloCapabilities, zaloMessage } from './message.ts';
import { createZaloOAuth } from './oauth.ts';
import { recent } from './recent.ts';
import type { ZaloSettings } from './settings.ts';
import { createTokenStore } from './token-store.ts';
import { createTokens } from './tokens.ts';
import { verifierPage } from './verifier.ts';
import { keepWindow } from './window.ts';

/** How often a node looks whether the token should be renewed ahead of time; milliseconds. */
const TEND_MS = 300_000;

/** Messages of ours remembered, until their echo has come. */
const RECENT = 5000;

/**
 * The Zalo Official Account: webhook in, consultation messages (OpenAPI v3.0) out, tokens by OAuth
 * v4. Facts: `platforms/zalo-telegram-messenger.md` A of the project's shared notes.
 */
export function createZalo(settings: ZaloSettings, context: ChannelContext): Channel {
  const { pool, log, metrics, now, publicUrl } = context;
  const capabilities = zaloCapabilities(settings);
  const client = createZaloClient(settings);
  const oauth = createZaloOAuth(settings);
  const keyring = createKeyring(settings.keys, () => context.secret('keyring'));
  const store = createTokenStore(pool, keyring, settings.appId);
  const tokens = createTokens({ pool, store, oauth, log, metrics, now });
  const connect = createConnect({ pool, keyring, oauth, store, log, publicUrl, now });
  const sent = recent(RECENT);
  const inbox = zaloInbox({ settings, context, oaId: tokens.oaId, sentHere: sent.has });
  const window = { window: capabilities.window!, billed: settings.billedReplies };
  let rejected = 0;
  let tending: NodeJS.Timeout | undefined;
  let tended = Promise.resolve();

  return {
    name: 'zalo',
    capabilities,
    capabilitiesFor: (person) => zaloCapabilities(settings, person),
    router: Router().use(inbox, connect.router, verifierPage(settings.verifier)),

    async send(person, message, _key, signal) {
      await keepWindow(pool, person, now(), window);
      const token = await tokens.current();
      const { path, body } = zaloMessage(person, message);
      try {
        const given = { body, signal };
        const { message_id: deliveredId } = await client.call('POST', path, token.access, given);
        if (deliveredId === undefined) return {};
        sent.add(deliveredId);
        return { deliveredId };
      } catch (error) {
        if (error instanceof SendError && error.kind === 'refresh-and-retry') {
          rejected = Math.max(rejected, token.version);
        }
        throw error;
      }
    },

    // Only what is newer than the token that was refused: a message that failed with an old one
    // after another message had it renewed costs no second renewal.
    async refresh() {
      await tokens.newer(rejected);
    },

    async start() {
      tended = tokens.tend();
      tending = setInterval(() => {
        tended = tokens.tend();
      }, TEND_MS).unref();
      await tended;
    },

    async close() {
      clearInterval(tending);
      await tended;
    },

    check: () => checkZalo({ settings, client, tokens, connect, publicUrl }),
  };
}
