import { NO_SOURCE } from '../../contract/statistics.ts';
import { channels } from '../words/common.ts';
import { period } from '../words/period.ts';

/** How a source is called; sources are named by whoever made the link. */
export function sourceName(source: string): string {
  return source === NO_SOURCE ? period.noSource : source;
}

/** How a channel is called. */
export function channelName(channel: string): string {
  return channels[channel] ?? channel;
}
