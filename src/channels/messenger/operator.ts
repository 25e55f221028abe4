import type { CheckResult } from '../channel.ts';
import { GET_STARTED, TAP } from './events.ts';
import { createGraph, type Graph } from './graph.ts';
import { WEBHOOK_PATH } from './inbox.ts';
import type { MessengerSettings } from './settings.ts';
import type { MessengerWords } from './words.ts';

export interface OperatorParts {
  settings: MessengerSettings;
  graph: Graph;
  words: MessengerWords;
  publicUrl: string;
}

/** What the page tells us; the app is subscribed to these, and so is the page to the app. */
const FIELDS = [
  'messages',
  'messaging_postbacks',
  'messaging_referrals',
  'message_echoes',
  'messaging_handovers',
  'standby',
].join(',');

/** Whether the token is good, and that page's. */
export function check({ settings, graph, publicUrl }: OperatorParts): Promise<CheckResult> {
  return told(async () => {
    const { id = '', name = '' } = await graph.call('GET', '/me', { query: { fields: 'id,name' } });
    const page = `page "${name.slice(0, 80)}" ${id}`.trim();
    const { appId, pageId, verifyToken } = settings;
    if (pageId !== undefined && id !== pageId) {
      return { ok: false, message: `the token is of ${page}, MESSENGER_PAGE_ID says ${pageId}` };
    }
    if (verifyToken === undefined) {
      return { ok: false, message: `${page}, but MESSENGER_VERIFY_TOKEN is not set` };
    }
    if (appId !== undefined) return { ok: true, message: page };
    const todo = [
      `webhook in the app's console: ${publicUrl}${WEBHOOK_PATH}, with MESSENGER_VERIFY_TOKEN; or set MESSENGER_APP_ID`,
      `fields in the app's console: ${FIELDS}`,
    ];
    return { ok: true, message: page, todo };
  });
}

/**
 * Sets the app's webhook (upon which Facebook asks the running service for the challenge), subscribes
 * the page to the app, and writes the page's greeting, "Get started" and menu.
 */
export function register({
  settings,
  graph,
  words,
  publicUrl,
}: OperatorParts): Promise<CheckResult> {
  return told(async () => {
    const { appId, appSecret, verifyToken = '', profile } = settings;
    const done: string[] = [];
    if (appId !== undefined) {
      const query = {
        object: 'page',
        callback_url: `${publicUrl}${WEBHOOK_PATH}`,
        verify_token: verifyToken,
        fields: FIELDS,
      };
      const app = createGraph(settings, `${appId}|${appSecret}`);
      await app.call('POST', `/${appId}/subscriptions`, { query });
      done.push('webhook set');
    }
    await graph.call('POST', '/me/subscribed_apps', { query: { subscribed_fields: FIELDS } });
    done.push('page subscribed');
    if (profile) {
      await graph.call('POST', '/me/messenger_profile', { body: profileOf(words) });
      done.push(`greeting and ${words.menu.length} menu entries set`);
    }
    return { ok: true, message: done.join(', ') };
  });
}

function profileOf({ greeting, menu }: MessengerWords) {
  const entries = menu.map(({ title, opens }) => ({
    type: 'postback',
    title,
    payload: `${TAP}${opens}`,
  }));
  return {
    get_started: { payload: GET_STARTED },
    greeting: [{ locale: 'default', text: greeting }],
    persistent_menu: [
      { locale: 'default', composer_input_disabled: false, call_to_actions: entries },
    ],
  };
}

async function told(ask: () => Promise<CheckResult>): Promise<CheckResult> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
