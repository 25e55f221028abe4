import { z } from 'zod';

const ISSUER = 'the issuer’s address, which starts with https:// (http:// on this machine)';
const Secret = z.string().regex(/^[\x21-\x7e]{1,500}$/, 'what the provider gave, without spaces');

/** The variables of the officers' console. */
export const consoleEnvironment = {
  CONSOLE_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: ISSUER })
    .refine((url) => /^(https:|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(url), ISSUER)
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  CONSOLE_OIDC_CLIENT_ID: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'what the provider gave, without spaces')
    .optional(),
  CONSOLE_OIDC_CLIENT_SECRET: Secret.optional(),
  CONSOLE_REQUIRE_TWO_FACTOR: z
    .enum(['on', 'off'], { error: 'one of on, off' })
    .default('off')
    .transform((value) => value === 'on'),
};

const Environment = z.object(consoleEnvironment);

/** The city's own sign-on, an OpenID Connect provider. */
export interface CitySignOn {
  /** Without a slash at its end; `/.well-known/openid-configuration` is below it. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What the console is told from outside. */
export interface ConsoleSettings {
  /** Whether an officer who signs in by password must have a second factor. */
  requireTwoFactor: boolean;
  city?: CitySignOn;
}

/** The console's settings out of their variables; the city's sign-on is on when all three are set. */
export function consoleSettings(env: z.infer<typeof Environment>): ConsoleSettings {
  const {
    CONSOLE_OIDC_ISSUER: issuer,
    CONSOLE_OIDC_CLIENT_ID: clientId,
    CONSOLE_OIDC_CLIENT_SECRET: clientSecret,
  } = env;
  const isOn = issuer !== undefined && clientId !== undefined && clientSecret !== undefined;
  return {
    requireTwoFactor: env.CONSOLE_REQUIRE_TWO_FACTOR,
    ...(isOn && { city: { issuer, clientId, clientSecret } }),
  };
}
