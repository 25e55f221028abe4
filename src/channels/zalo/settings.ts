import { z } from 'zod';
import { EncryptionKeys, type KeyringKey } from '../../database/keyring-keys.ts';

const ADDRESS = 'an address that starts with http:// or https://';

const root = (address: string) =>
  z
    .url({ protocol: /^https?$/, error: ADDRESS })
    .transform((url) => url.replace(/\/+$/, ''))
    .default(address);

const Secret = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'what the console shows, without spaces');

const choice = <const T extends readonly [string, string]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` }).default(values[0] as T[number]);

/** The variables of the Zalo Official Account. */
export const zaloEnvironment = {
  ZALO_OA_APP_ID: z
    .string()
    .regex(/^\d{1,30}$/, 'the digits of the app’s id')
    .optional(),
  ZALO_OA_APP_SECRET: Secret.optional(),
  ZALO_OA_SECRET_KEY: Secret.optional(),
  ZALO_OA_API_ROOT: root('https://openapi.zalo.me'),
  ZALO_OAUTH_ROOT: root('https://oauth.zaloapp.com'),
  ZALO_VERIFIER: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]{1,100}$/,
      'the part of zalo_verifier….html between "verifier" and ".html"',
    )
    .optional(),
  ZALO_OA_SIGNED_ID: choice(['app', 'oa']),
  ZALO_OA_PKCE: choice(['base64url', 'base64']),
  ZALO_OA_APPSECRET_PROOF: choice(['off', 'on']),
  ZALO_OA_BUTTONS: choice(['on', 'off']),
  ZALO_OA_BILLED_REPLIES: choice(['off', 'on']),
  ENCRYPTION_KEY: EncryptionKeys,
};

const Environment = z.object(zaloEnvironment);

/** What the adapter is told from outside. */
export interface ZaloSettings {
  appId: string;
  /** Of the app: renews tokens. */
  appSecret: string;
  /** "OA Secret Key", signs webhooks. The console shows it only after an address was saved there. */
  secretKey?: string;
  apiRoot: string;
  oauthRoot: string;
  /** The CODE of `zalo_verifier<CODE>.html`, by which Zalo checks whose the domain is. */
  verifier?: string;
  /** Which id is the first term of the signature; `app` by Zalo's SDK. */
  signedId: 'app' | 'oa';
  /** How the PKCE challenge is written; the documentation does not say. */
  pkce: 'base64url' | 'base64';
  /** The console's switch "appsecret_proof". */
  appSecretProof: boolean;
  /** False: choices are numbers, should v3.0 messages turn out to refuse buttons. */
  buttons: boolean;
  /** Whether a reply later than 48 h, which costs money or quota, is sent at all. */
  billedReplies: boolean;
  /** Keys of the project's ring. */
  keys: readonly KeyringKey[];
}

/** The settings out of their variables; undefined (off) without the app's id and secret. */
export function zaloSettings(env: z.infer<typeof Environment>): ZaloSettings | undefined {
  const { ZALO_OA_APP_ID, ZALO_OA_APP_SECRET, ZALO_OA_SECRET_KEY, ZALO_VERIFIER } = env;
  if (ZALO_OA_APP_ID === undefined || ZALO_OA_APP_SECRET === undefined) return undefined;
  return {
    appId: ZALO_OA_APP_ID,
    appSecret: ZALO_OA_APP_SECRET,
    ...(ZALO_OA_SECRET_KEY !== undefined && { secretKey: ZALO_OA_SECRET_KEY }),
    apiRoot: env.ZALO_OA_API_ROOT,
    oauthRoot: env.ZALO_OAUTH_ROOT,
    ...(ZALO_VERIFIER !== undefined && { verifier: ZALO_VERIFIER }),
    signedId: env.ZALO_OA_SIGNED_ID,
    pkce: env.ZALO_OA_PKCE,
    appSecretProof: env.ZALO_OA_APPSECRET_PROOF === 'on',
    buttons: env.ZALO_OA_BUTTONS === 'on',
    billedReplies: env.ZALO_OA_BILLED_REPLIES === 'on',
    keys: env.ENCRYPTION_KEY,
  };
}
