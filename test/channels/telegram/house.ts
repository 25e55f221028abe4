import type { ChannelContext } from '../../../src/channels/channel.ts';
import type { Inbound } from '../../../src/channels/inbound.ts';
import { createMetrics } from '../../../src/channels/metrics.ts';
import type { TelegramSettings } from '../../../src/channels/telegram/settings.ts';
import { loadChannelWords } from '../../../src/load.ts';
import { testLog } from '../../support/database.ts';
import { TOKEN } from './fake-bot-api.ts';

/** A house that keeps what it is given, once for each event. */
export function house(given: Partial<ChannelContext> = {}) {
  const taken: Inbound[] = [];
  const context: ChannelContext = {
    async accept(message) {
      if (taken.some(({ eventId }) => eventId === message.eventId)) return 'duplicate';
      taken.push(message);
      return 'stored';
    },
    // Never asked: polling has a connection of its own, by its address.
    pool: undefined as never,
    url: '',
    log: testLog,
    now: () => new Date(),
    publicUrl: 'https://tro-ly.example.vn',
    secret: async () => 'secret',
    metrics: createMetrics(),
    trouble: () => () => undefined,
    words: loadChannelWords(),
    opens: () => true,
    isOpen: async () => true,
    ...given,
  };
  return { context, taken };
}

export const settingsFor = (apiRoot: string, more: Partial<TelegramSettings> = {}) => ({
  token: TOKEN,
  apiRoot,
  ...more,
});
