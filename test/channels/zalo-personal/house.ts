import type { ChannelContext } from '../../../src/channels/channel.ts';
import type { Inbound } from '../../../src/channels/inbound.ts';
import { createOpens } from '../../../src/channels/keywords.ts';
import { createMetrics } from '../../../src/channels/metrics.ts';
import { createTrouble } from '../../../src/channels/tell-trouble.ts';
import type { Pace } from '../../../src/channels/zalo-personal/pace.ts';
import type { ZaloPersonalSettings } from '../../../src/channels/zalo-personal/settings.ts';
import { createZaloPersonal } from '../../../src/channels/zalo-personal/zalo-personal.ts';
import { createPool } from '../../../src/database/client.ts';
import type { Database } from '../../../src/database/open.ts';
import { secret } from '../../../src/database/secrets.ts';
import { loadChannelWords } from '../../../src/load.ts';
import { testLog } from '../../support/database.ts';
import { type FakeZaloPersonal, settingsFor } from './fake-zalo-personal.ts';

/** As patient as a test is. */
export const QUICK: Pace = {
  firstMs: 40,
  longestMs: 300,
  steadyMs: 200,
  elsewhereMs: 400,
  askMs: 50,
  lostMs: 600,
  keepMs: 100,
};

/** A node with the channel, over its own connections; it keeps what it is given. */
export function node(
  database: Pick<Database, 'url'>,
  zalo: FakeZaloPersonal,
  given: Partial<ChannelContext> = {},
  settings: Partial<ZaloPersonalSettings> = {},
) {
  const pool = createPool(database.url, testLog);
  const words = loadChannelWords();
  const taken: Inbound[] = [];
  const open = new Set<string>();
  const metrics = createMetrics();
  const context: ChannelContext = {
    async accept(message) {
      if (taken.some(({ eventId }) => eventId === message.eventId)) return 'duplicate';
      taken.push(message);
      return 'stored';
    },
    pool,
    url: database.url,
    log: testLog,
    now: () => new Date(),
    publicUrl: 'https://tro-ly.example.vn',
    secret: (name) => secret(pool, name),
    metrics,
    trouble: createTrouble(pool, testLog),
    words,
    opens: createOpens(words),
    isOpen: async (_, person) => open.has(person),
    ...given,
  };
  const channel = createZaloPersonal(settingsFor(zalo, settings), context, QUICK);
  return {
    channel,
    taken,
    /** People whose conversation is open. */
    open,
    texts: () => taken.map(({ text }) => text),
    counted: (name: string) =>
      Object.fromEntries(
        metrics
          .metrics()
          .filter((counter) => counter.name === name)
          .map(({ labels, value }) => [Object.values(labels)[0] ?? '', value]),
      ),
    async close() {
      await channel.close();
      await pool.end();
    },
  };
}

export type Node = ReturnType<typeof node>;
