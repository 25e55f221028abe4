import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { ChannelEnvironment, type ChannelSettings, channelSettings } from './channels/settings.ts';
import { type ConsoleSettings, consoleEnvironment, consoleSettings } from './console/settings.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import type { ModelSettings } from './model/endpoint.ts';
import { PROJECT_DIR } from './project-dir.ts';

/** What the service is told from outside. Every setting has a working default; see `.env.example`. */
export interface Settings {
  /** TCP port; 0 lets the system choose one. */
  port: number;
  host: string;
  /** The address people reach the service at, without a slash at its end; see {@link publicUrl}. */
  publicUrl?: string;
  /** A PostgreSQL server shared by all nodes. Absent: the embedded one under {@link dataDir}. */
  databaseUrl?: string;
  /** Absolute. */
  dataDir: string;
  logLevel: LogLevel;
  /** What servers that mint Direct Line tokens for their own users show. Absent: none may. */
  directLineSecret?: string;
  /** What readers of `/metrics` show. Absent: nobody reads it. */
  metricsToken?: string;
  /** Proxies in front, whose word on a visitor's address is believed; in express's words. */
  trustProxy: string;
  /** Which platforms are on, and how the assistant behaves on them. */
  channels: ChannelSettings;
  /** How officers sign in. */
  console: ConsoleSettings;
  /** The optional language model. Absent: no text ever leaves the machine for one. */
  model?: ModelSettings;
}

/** A setting with a value it cannot have. The message is the one line to show: variable, found, allowed. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const PUBLIC_URL_ALLOWED = 'an address that starts with http:// or https://, without a path';

const PORT_ALLOWED = 'a whole number from 0 to 65535 (0: any free port)';

const Price = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/, 'US dollars for a million tokens, such as 0.15')
  .transform(Number)
  .optional();

/** The schema of the environment; each message says what is allowed. */
const Environment = z.object({
  ...ChannelEnvironment.shape,
  ...consoleEnvironment,
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT_ALLOWED)
    .transform(Number)
    .refine((port) => port <= 65_535, PORT_ALLOWED)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'a host name or an IP address')
    .default('127.0.0.1'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: PUBLIC_URL_ALLOWED })
    // The console's pages and their API stand at the root of a host.
    .regex(/^\w+:\/\/[^/?#@]+\/*$/, PUBLIC_URL_ALLOWED)
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      hostname: /.*/,
      error: 'postgresql://user:password@host:port/database',
    })
    .optional(),
  DATA_DIR: z.string().default('./data'),
  DIRECT_LINE_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, 'at least 16 characters without spaces')
    .optional(),
  TRUST_PROXY: z
    .string()
    .regex(/^[A-Za-z0-9.:/, ]+$/, 'loopback, linklocal, uniquelocal or addresses, by commas')
    .default('loopback'),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'an address that starts with http:// or https://' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'a key without spaces')
    .optional(),
  OPENAI_MODEL: z.string().max(200, 'a model’s name of at most 200 characters').optional(),
  OPENAI_PRICE_PROMPT: Price,
  OPENAI_PRICE_COMPLETION: Price,
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

/**
 * Reads the settings out of an environment. A variable that is set but empty counts as not set, as
 * container tools write it. Throws {@link SettingsError}; entry points print its message and exit 1.
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name}: found ${shown(name, given[name])}, allowed ${issue.message}`;
    });
    throw new SettingsError([...new Set(lines)].join('; '));
  }
  const { PORT, HOST, PUBLIC_URL, DATABASE_URL, DATA_DIR, LOG_LEVEL } = parsed.data;
  const { DIRECT_LINE_SECRET, METRICS_TOKEN, TRUST_PROXY } = parsed.data;
  const model = modelSettings(parsed.data);
  return {
    port: PORT,
    host: HOST,
    ...(PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL }),
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
    dataDir: isAbsolute(DATA_DIR) ? DATA_DIR : resolve(PROJECT_DIR, DATA_DIR),
    logLevel: LOG_LEVEL,
    ...(DIRECT_LINE_SECRET === undefined ? {} : { directLineSecret: DIRECT_LINE_SECRET }),
    ...(METRICS_TOKEN === undefined ? {} : { metricsToken: METRICS_TOKEN }),
    trustProxy: TRUST_PROXY,
    channels: channelSettings(parsed.data),
    console: consoleSettings(parsed.data),
    ...(model === undefined ? {} : { model }),
  };
}

/** The model is there when it has a name and somewhere to be found; else it is off. */
function modelSettings(env: z.infer<typeof Environment>): ModelSettings | undefined {
  const { OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL } = env;
  const { OPENAI_PRICE_PROMPT: prompt, OPENAI_PRICE_COMPLETION: completion } = env;
  if (OPENAI_MODEL === undefined) return undefined;
  if (OPENAI_BASE_URL === undefined && OPENAI_API_KEY === undefined) return undefined;
  return {
    ...(OPENAI_BASE_URL === undefined ? {} : { baseUrl: OPENAI_BASE_URL }),
    ...(OPENAI_API_KEY === undefined ? {} : { apiKey: OPENAI_API_KEY }),
    name: OPENAI_MODEL,
    ...(prompt === undefined || completion === undefined ? {} : { prices: { prompt, completion } }),
  };
}

/** {@link parseSettings} of this process; a `.env` in the project's folder fills what is not set. */
export function loadSettings(): Settings {
  try {
    process.loadEnvFile(resolve(PROJECT_DIR, '.env'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return parseSettings(process.env);
}

/**
 * The address to put into links. Without `PUBLIC_URL` it is this machine's own, at the port the
 * server really got (`PORT` may be 0).
 */
export function publicUrl(settings: Settings, port = settings.port): string {
  if (settings.publicUrl !== undefined) return settings.publicUrl;
  const everywhere = settings.host === '0.0.0.0' || settings.host === '::';
  const host = everywhere ? '127.0.0.1' : settings.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** A secret is not shown; of an address that may hold a password, only its scheme. */
function shown(name: string, value: string | undefined): string {
  if (/_(SECRET|KEY|TOKEN|PASSWORD)(_|$)/.test(name)) return 'a secret of another form';
  if (name !== 'DATABASE_URL' && name !== 'OPENAI_BASE_URL') return JSON.stringify(value);
  const scheme = /^[a-z0-9+.-]+:\/\//i.exec(value ?? '')?.[0];
  return scheme === undefined ? 'something that is no address' : `"${scheme}…"`;
}
