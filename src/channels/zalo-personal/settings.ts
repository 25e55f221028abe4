import { z } from 'zod';
import { EncryptionKeys, type KeyringKey } from '../../database/keyring-keys.ts';

const GROUPS_ALLOWED = 'all, none, or the numbers of groups, by commas';

/** The variables of this channel, for `ChannelEnvironment`; messages say what is allowed. */
export const zaloPersonalEnvironment = {
  ZALO_PERSONAL: z.enum(['off', 'on'], { error: 'one of off, on' }).default('off'),
  ZALO_PERSONAL_GROUPS: z
    .string()
    .regex(/^(all|none|\s*\d{1,30}\s*(,\s*\d{1,30}\s*)*)$/, GROUPS_ALLOWED)
    .transform((text) => (text === 'all' || text === 'none' ? text : text.split(/[\s,]+/)))
    .default('all'),
  ZALO_PERSONAL_ROOT: z
    .url({ protocol: /^https?$/, error: 'an address that starts with http:// or https://' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  ENCRYPTION_KEY: EncryptionKeys,
};

const Environment = z.object(zaloPersonalEnvironment);

/** What the adapter is told from outside. */
export interface ZaloPersonalSettings {
  /** Groups where it answers who mentions it. */
  groups: 'all' | 'none' | readonly string[];
  /**
   * A gateway on the way to Zalo, without a slash at its end: `https://<host>/<path>` is asked for
   * as `<root>/<host>/<path>`. Absent: Zalo is reached directly.
   */
  root?: string;
  /** Keys of the project's ring. */
  keys: readonly KeyringKey[];
}

/** The settings out of their variables; undefined unless it was switched on. */
export function zaloPersonalSettings(
  env: z.infer<typeof Environment>,
): ZaloPersonalSettings | undefined {
  const { ZALO_PERSONAL, ZALO_PERSONAL_GROUPS, ZALO_PERSONAL_ROOT, ENCRYPTION_KEY } = env;
  if (ZALO_PERSONAL === 'off') return undefined;
  return {
    groups: ZALO_PERSONAL_GROUPS,
    keys: ENCRYPTION_KEY,
    ...(ZALO_PERSONAL_ROOT !== undefined && { root: ZALO_PERSONAL_ROOT }),
  };
}
