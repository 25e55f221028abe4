import type { CheckResult } from '../channel.ts';
import { SendError } from '../send.ts';
import type { ZaloClient, ZaloData } from './client.ts';
import type { Connect } from './connect.ts';
import { WEBHOOK_PATH } from './inbox.ts';
import type { ZaloSettings } from './settings.ts';
import type { Tokens } from './tokens.ts';

export interface ZaloCheckParts {
  settings: ZaloSettings;
  client: ZaloClient;
  tokens: Tokens;
  connect: Connect;
  publicUrl: string;
}

/**
 * Asks Zalo about our account. When it is not connected, or not any more, the operator gets a link
 * that connects it once. Zalo has no call for the webhook: the console's steps are told.
 */
export async function checkZalo(parts: ZaloCheckParts): Promise<CheckResult> {
  const { settings, connect } = parts;
  const todo = consoleSteps(parts);
  try {
    const { name = '', oa_id: id = '' } = await askAccount(parts);
    const message = `Official Account "${name.slice(0, 80)}" ${id}`.trim();
    if (settings.secretKey !== undefined) return { ok: true, message, todo };
    return { ok: false, message: `${message}, but ZALO_OA_SECRET_KEY is not set`, todo };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const lost = error instanceof SendError && error.kind === 'needs-an-operator';
    if (!lost) return { ok: false, message, todo };
    const link = `open once, within 30 minutes, as the account's administrator: ${await connect.link()}`;
    return { ok: false, message, todo: [...todo, link] };
  }
}

async function askAccount({ client, tokens }: ZaloCheckParts): Promise<ZaloData> {
  const ask = (access: string) => client.call('GET', '/v2.0/oa/getoa', access);
  const token = await tokens.current();
  try {
    return await ask(token.access);
  } catch (error) {
    if (!(error instanceof SendError) || error.kind !== 'refresh-and-retry') throw error;
    return ask((await tokens.newer(token.version)).access);
  }
}

function consoleSteps({ settings, connect, publicUrl }: ZaloCheckParts): string[] {
  return [
    ...(settings.verifier === undefined
      ? [
          'verify the domain in the console: put the code of zalo_verifier<CODE>.html in ZALO_VERIFIER',
        ]
      : [`the domain is verified by ${publicUrl}/zalo_verifier${settings.verifier}.html`]),
    `webhook in the console: ${publicUrl}${WEBHOOK_PATH}, with "Webhook Retry" on and "Lọc cú pháp" off`,
    ...(settings.secretKey === undefined
      ? ['once the webhook is saved, put its "OA Secret Key" in ZALO_OA_SECRET_KEY']
      : []),
    `callback in the console: ${connect.callbackUrl}`,
  ];
}
