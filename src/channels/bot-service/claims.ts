import { decodeJwt } from 'jose';
import type { Envelope } from './activity.ts';
import type { BotServiceSettings } from './settings.ts';

/** Who signs for Bot Service. */
export const ISSUER = 'https://api.botframework.com';

/** Microsoft's own, which it may name in a token. */
const BOT_FRAMEWORK_TENANT = 'd6d49420-f39b-4df7-a1dc-d59a935871db';

/**
 * Whether a token says what it must, before its signature is looked at: it is Bot Service's, for our
 * app, and vouches for the very address that replies would go to. botbuilder alone would also take
 * tokens of the Emulator and of skills, which vouch for no address (our own token, shown to a
 * connector, is one), and keeps every tenant that an unverified token names in a list for ever.
 */
export function claimsFit(
  header: string | undefined,
  { serviceUrl }: Pick<Envelope, 'serviceUrl'>,
  { appId, tenantId }: Pick<BotServiceSettings, 'appId' | 'tenantId'>,
): boolean {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1];
  if (token === undefined) return false;
  try {
    const { iss, aud, serviceurl, tid } = decodeJwt(token);
    const tenants: unknown[] = [undefined, tenantId, BOT_FRAMEWORK_TENANT];
    return iss === ISSUER && aud === appId && serviceurl === serviceUrl && tenants.includes(tid);
  } catch {
    return false;
  }
}
