import { z } from 'zod';

const ADDRESS = z
  .url({ protocol: /^https?$/, error: 'an address that starts with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));

/** The variables of this channel, for `ChannelEnvironment`; messages say what is allowed. */
export const botServiceEnvironment = {
  BOT_SERVICE_APP_ID: z.guid('an app id as Microsoft Entra shows it, a GUID').optional(),
  BOT_SERVICE_APP_PASSWORD: z
    .string()
    .regex(/^[\x21-\x7e]{8,}$/, "the client secret's value, at least 8 letters without spaces")
    .optional(),
  BOT_SERVICE_TENANT_ID: z.guid("the app's tenant id, a GUID").optional(),
  BOT_SERVICE_OPENID_URL: ADDRESS.default(
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ),
  BOT_SERVICE_LOGIN_ROOT: ADDRESS.default('https://login.microsoftonline.com'),
};

/** What the channel is told from outside. */
export interface BotServiceSettings {
  appId: string;
  /** The value of a client secret of the app. */
  password: string;
  /** Of a "single tenant" app, where its tokens are asked for. Absent: a "multi tenant" one. */
  tenantId?: string;
  /** Where the keys are named by which Bot Service signs. */
  openIdUrl: string;
  /** Where our own tokens come from, without a slash at its end. */
  loginRoot: string;
}

/** The settings out of their variables; undefined without both id and password: the channel is off. */
export function botServiceSettings(
  env: z.infer<z.ZodObject<typeof botServiceEnvironment>>,
): BotServiceSettings | undefined {
  const { BOT_SERVICE_APP_ID, BOT_SERVICE_APP_PASSWORD, BOT_SERVICE_TENANT_ID } = env;
  if (BOT_SERVICE_APP_ID === undefined || BOT_SERVICE_APP_PASSWORD === undefined) return undefined;
  return {
    appId: BOT_SERVICE_APP_ID,
    password: BOT_SERVICE_APP_PASSWORD,
    openIdUrl: env.BOT_SERVICE_OPENID_URL,
    loginRoot: env.BOT_SERVICE_LOGIN_ROOT,
    ...(BOT_SERVICE_TENANT_ID !== undefined && { tenantId: BOT_SERVICE_TENANT_ID }),
  };
}
