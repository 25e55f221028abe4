import type { Api } from 'grammy';
import type { CheckResult } from '../channel.ts';
import { describeFailure } from './failure.ts';
import { ALLOWED_UPDATES } from './update.ts';
import type { TelegramWords } from './words.ts';

export interface OperatorParts {
  api: Api;
  commands: TelegramWords['commands'];
  /** Where updates are to go. Absent: they are polled. */
  webhook?: { url: string; secret: string };
}

const POLLED = 'long polling, because PUBLIC_URL is not a public https address';

/** Whether the token is good, and where updates go. */
export function check({ api, webhook }: OperatorParts): Promise<CheckResult> {
  return told(async () => {
    const { username } = await api.getMe();
    const bot = `bot @${username}`;
    if (webhook === undefined) return { ok: true, message: `${bot}, ${POLLED}` };
    const {
      url,
      last_error_message: last,
      pending_update_count: waiting,
    } = await api.getWebhookInfo();
    if (url !== webhook.url) {
      return { ok: false, message: `${bot}, webhook not set`, todo: ['run npm run channels'] };
    }
    const failing = last === undefined ? '' : `, its last error: ${last}`;
    return { ok: true, message: `${bot}, webhook set, ${waiting} updates wait${failing}` };
  });
}

/** Sets the webhook (a poller takes it down itself) and the commands in the bot's menu. */
export function register(parts: OperatorParts): Promise<CheckResult> {
  return told(async () => {
    const { api, commands, webhook } = parts;
    if (webhook !== undefined) await setWebhook(api, webhook);
    await setCommands(parts);
    const way = webhook === undefined ? POLLED : 'webhook set';
    return { ok: true, message: `${way}, ${commands.length} commands set` };
  });
}

/** At the start: sets the webhook when none is set or another. Rejects when that cannot be done. */
export async function ensureWebhook(parts: OperatorParts): Promise<void> {
  const { api, webhook } = parts;
  if (webhook === undefined || (await api.getWebhookInfo()).url === webhook.url) return;
  await setWebhook(api, webhook);
  await setCommands(parts);
}

export async function setCommands({ api, commands }: OperatorParts): Promise<void> {
  await api.setMyCommands(commands.map(({ command, description }) => ({ command, description })));
}

async function setWebhook(api: Api, webhook: { url: string; secret: string }): Promise<void> {
  await api.setWebhook(webhook.url, {
    secret_token: webhook.secret,
    allowed_updates: ALLOWED_UPDATES,
  });
}

async function told(ask: () => Promise<CheckResult>): Promise<CheckResult> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, message: describeFailure(error) };
  }
}
