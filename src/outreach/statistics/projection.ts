import type { Pool } from '../../database/client.ts';
import { readEvents } from './progress.ts';

/** The statistics as the console's projector (`src/console/projector.ts`) keeps them up to date. */
export function statisticsProjection(pool: Pool) {
  return {
    name: 'statistics',
    catchUp: async (): Promise<boolean> => (await readEvents(pool, { wait: false })).length > 0,
  };
}
