import { z } from 'zod';
import { CHANNEL_NAMES, type ChannelName } from './all.ts';
import type { Platform } from './platform.ts';
import { PLATFORMS } from './registry.ts';

const platforms: readonly Platform<ChannelName>[] = PLATFORMS;

type Known = (typeof PLATFORMS)[number];

/** `A & B` of `A | B`. */
type Together<T> = (T extends unknown ? (has: T) => void : never) extends (has: infer All) => void
  ? All
  : never;

const variables: Together<Known['environment']> = Object.assign(
  {},
  ...platforms.map(({ environment }) => environment),
);

const NAMES_ALLOWED = `none, or of ${CHANNEL_NAMES.join(', ')}, by commas`;
const RATE_ALLOWED = 'a whole number from 1 to 1000';

/** The variables of the channels. Messages say what is allowed. */
export const ChannelEnvironment = z.object({
  ...variables,
  SHARED_CHANNELS: z
    .string()
    .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((n) => n.trim())))
    .pipe(z.array(z.enum(CHANNEL_NAMES, { error: NAMES_ALLOWED })))
    .default(platforms.filter(({ shared }) => shared !== undefined).map(({ name }) => name)),
  MESSAGES_PER_MINUTE: z
    .string()
    .regex(/^\d{1,4}$/, RATE_ALLOWED)
    .transform(Number)
    .refine((rate) => rate >= 1 && rate <= 1000, RATE_ALLOWED)
    .default(30),
});

export type ChannelEnvironment = z.infer<typeof ChannelEnvironment>;

/** What the channels are told from outside: of each platform that is configured its own settings. */
export interface ChannelSettings extends PlatformSettings {
  /**
   * Channels where people also write about other things, to staff: there the assistant speaks only
   * when it is meant. All others are its own.
   */
  shared: readonly ChannelName[];
  /** Messages of one person in a minute that are answered. */
  messagesPerMinute: number;
}

type PlatformSettings = { [P in Known as P['name']]?: NonNullable<ReturnType<P['settings']>> };

/** The channels' settings out of their variables. */
export function channelSettings(env: ChannelEnvironment): ChannelSettings {
  const given = platforms.flatMap(({ name, settings, shared }) => {
    const own = settings(env);
    return own === undefined ? [] : [{ name, own, shared }];
  });
  const always = given.filter(({ shared }) => shared === 'always').map(({ name }) => name);
  const own: PlatformSettings = Object.fromEntries(given.map(({ name, own }) => [name, own]));
  return {
    ...own,
    shared: [...new Set([...env.SHARED_CHANNELS, ...always])],
    messagesPerMinute: env.MESSAGES_PER_MINUTE,
  };
}
