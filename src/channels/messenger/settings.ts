import { z } from 'zod';

const Secret = (min: number) =>
  z
    .string()
    .regex(
      new RegExp(`^[\\x21-\\x7e]{${min},1000}$`),
      `at least ${min} characters, none of them a space`,
    );

const Digits = z.string().regex(/^\d{1,30}$/, 'digits only');

/** The variables of this channel, for `ChannelEnvironment`; messages say what is allowed. */
export const messengerEnvironment = {
  MESSENGER_PAGE_TOKEN: Secret(20).optional(),
  MESSENGER_APP_SECRET: Secret(16).optional(),
  MESSENGER_VERIFY_TOKEN: Secret(16).optional(),
  MESSENGER_APP_ID: Digits.optional(),
  MESSENGER_PAGE_ID: Digits.optional(),
  MESSENGER_REFS: z.string().refine(isPattern, 'a regular expression').optional(),
  MESSENGER_PROFILE: z.enum(['on', 'off'], { error: 'one of on, off' }).default('on'),
  MESSENGER_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'an address that starts with http:// or https://' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://graph.facebook.com'),
  MESSENGER_API_VERSION: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'a version of the Graph API: v25.0')
    .default('v25.0'),
};

/** What the channel is told from outside. */
export interface MessengerSettings {
  /** The page's access token, one that does not expire. */
  pageToken: string;
  /** Of the app: signs webhooks, and proves that calls come from a server. */
  appSecret: string;
  /** What Facebook shows once when the webhook is set. Absent: it cannot be set. */
  verifyToken?: string;
  /** By it our app is told from others on the page, and the webhook is set without the console. */
  appId?: string;
  /** One webhook serves all pages of the app; with this, events of others are left alone. */
  pageId?: string;
  /** Which `ref`s of m.me links are ours, as a whole. Absent: all. */
  refs?: string;
  /** Whether `npm run channels` writes the page's greeting, "Get started" and menu. */
  profile: boolean;
  /** Without version, without a slash at its end. */
  apiRoot: string;
  /** `v25.0` */
  apiVersion: string;
}

/** The settings out of their variables; undefined (off) without the page's token and app's secret. */
export function messengerSettings(
  env: z.infer<z.ZodObject<typeof messengerEnvironment>>,
): MessengerSettings | undefined {
  const { MESSENGER_PAGE_TOKEN: pageToken, MESSENGER_APP_SECRET: appSecret } = env;
  if (pageToken === undefined || appSecret === undefined) return undefined;
  const { MESSENGER_VERIFY_TOKEN: verifyToken, MESSENGER_REFS: refs } = env;
  const { MESSENGER_APP_ID: appId, MESSENGER_PAGE_ID: pageId } = env;
  return {
    pageToken,
    appSecret,
    ...(verifyToken !== undefined && { verifyToken }),
    ...(appId !== undefined && { appId }),
    ...(pageId !== undefined && { pageId }),
    ...(refs !== undefined && { refs }),
    profile: env.MESSENGER_PROFILE === 'on',
    apiRoot: env.MESSENGER_API_ROOT,
    apiVersion: env.MESSENGER_API_VERSION,
  };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
