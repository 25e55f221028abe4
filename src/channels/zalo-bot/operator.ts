import { z } from 'zod';
import type { CheckResult } from '../channel.ts';
import { type ZaloBotClient, ZaloBotRefusal } from './client.ts';
import { describeFailure } from './failure.ts';

export interface ZaloBotOperatorParts {
  client: ZaloBotClient;
  /** Where updates are to go. Absent: they are polled. */
  webhook?: { url: string; secret: string };
}

const Me = z.object({ account_name: z.string().optional(), display_name: z.string().optional() });
const WebhookInfo = z.object({ url: z.string().nullish() });

const POLLED = 'long polling, because PUBLIC_URL is not a public https address';

/** Whether the token is good, and where updates go. */
export function check({ client, webhook }: ZaloBotOperatorParts): Promise<CheckResult> {
  return told(async () => {
    const { account_name, display_name } = Me.catch({}).parse(await client.call('getMe'));
    const bot = `bot "${(display_name ?? account_name ?? '').slice(0, 80)}"`;
    if (webhook === undefined) return `${bot}, ${POLLED}`;
    const isSet = (await webhookOf(client)) === webhook.url;
    return `${bot}, ${isSet ? 'webhook set' : 'webhook not set'}`;
  });
}

/** Sets the webhook (a poller takes it down itself). */
export function register({ client, webhook }: ZaloBotOperatorParts): Promise<CheckResult> {
  return told(async () => {
    if (webhook === undefined) return POLLED;
    await setWebhook(client, webhook);
    return `webhook set: ${webhook.url}`;
  });
}

/** At the start: sets the webhook when none is set or another. Rejects when that cannot be done. */
export async function ensureWebhook({ client, webhook }: ZaloBotOperatorParts): Promise<void> {
  if (webhook === undefined || (await webhookOf(client)) === webhook.url) return;
  await setWebhook(client, webhook);
}

async function setWebhook(
  client: ZaloBotClient,
  { url, secret }: { url: string; secret: string },
): Promise<void> {
  await client.call('setWebhook', { url, secret_token: secret });
}

/** The address that is set; undefined when there is none, which may be told by a refusal. */
async function webhookOf(client: ZaloBotClient): Promise<string | undefined> {
  try {
    const info = WebhookInfo.safeParse(await client.call('getWebhookInfo'));
    return info.data?.url ?? undefined;
  } catch (error) {
    if (error instanceof ZaloBotRefusal && (error.code === 400 || error.code === 404)) {
      return undefined;
    }
    throw error;
  }
}

async function told(ask: () => Promise<string>): Promise<CheckResult> {
  try {
    return { ok: true, message: await ask() };
  } catch (error) {
    return { ok: false, message: describeFailure(error) };
  }
}
