import type { Database } from '../../../src/database/open.ts';
import { type DemoParts, fillWithDemo, type Made } from '../../../src/demo/fill.ts';
import { loadBot } from '../../../src/load.ts';
import { testLog } from '../../support/database.ts';

/** Fills a test's database with made-up conversations, as `npm run demo` does, ending at `now`. */
export function demonstrate(
  database: Database,
  size: Pick<DemoParts, 'now' | 'days' | 'conversations'>,
): Promise<Made> {
  return fillWithDemo({
    database,
    loaded: loadBot(),
    log: testLog,
    seed: 'pages',
    publicUrl: 'http://localhost:3000',
    channels: { shared: ['zalo', 'messenger', 'zalo-personal'], messagesPerMinute: 30 },
    ...size,
  });
}
