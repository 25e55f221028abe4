import { web } from './direct-line/web.ts';
import type { Described } from './platform.ts';
import { PLATFORMS } from './registry.ts';
import { terminal } from './terminal/terminal.ts';

/** Every channel: the platforms, and what is part of the house and always there. */
const ALL = [...PLATFORMS, web, terminal] as const;

export type ChannelName = (typeof ALL)[number]['name'];

/** What is known of every channel. */
export const CHANNELS: readonly Described<ChannelName>[] = ALL;

/** Their names. */
export const CHANNEL_NAMES = CHANNELS.map(({ name }) => name);
