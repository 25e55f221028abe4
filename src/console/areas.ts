import type { Assistant } from '../assistant.ts';
import type { Pool } from '../database/client.ts';
import type { Bot } from '../engine/bot.ts';
import type { Log } from '../log.ts';
import { statisticsProjection } from '../outreach/statistics/projection.ts';
import { conversationsRouter } from './api/conversations.ts';
import { flowsRouter } from './api/flows.ts';
import { type HealthParts, healthRouter } from './api/health.ts';
import { startLive } from './api/live.ts';
import { misunderstoodRouter } from './api/misunderstood.ts';
import { statisticsRouter } from './api/statistics.ts';
import { auditProjection } from './audit/watch.ts';
import type { ConsoleParts } from './console.ts';
import { misunderstoodProjection } from './conversations/gather.ts';
import { loadLikeness } from './conversations/likeness.ts';
import { summaryProjection } from './conversations/summary.ts';
import { failedProjection } from './health/failed.ts';
import { healthProjection } from './health/watch.ts';
import { startProjector } from './projector.ts';

/** What the areas need of the house. */
export interface AreasParts extends Pick<HealthParts, 'configured' | 'shared' | 'model'> {
  pool: Pool;
  /** The database's address, for locks and LISTEN. */
  url: string;
  log: Log;
  now(): Date;
  bot: Bot;
  assistant: Pick<Assistant, 'respond' | 'read'>;
}

/**
 * What officers see once they are signed in, with what keeps it up to date: the projections, on one
 * node for all, and the streams that tell the pages of a change.
 */
export function openAreas(parts: AreasParts): Required<Pick<ConsoleParts, 'areas' | 'closing'>> {
  const { pool, url, log, bot, now } = parts;
  const phrasings = [...bot.answers.values()].flatMap((answer) => answer.phrasings);
  const projections = [
    statisticsProjection(pool),
    summaryProjection(pool),
    misunderstoodProjection(pool, loadLikeness(phrasings)),
    failedProjection(pool, now),
    healthProjection(pool),
    auditProjection(pool),
  ];
  const projector = startProjector({ pool, url, log, projections });
  const closing = [() => projector.close()];
  return {
    closing,
    areas: [
      (serving) => statisticsRouter({ ...parts, ...serving }),
      (serving) => conversationsRouter({ ...parts, ...serving }),
      (serving) => misunderstoodRouter({ ...parts, ...serving }),
      (serving) => flowsRouter({ ...parts, ...serving }),
      (serving) => healthRouter({ ...parts, ...serving }),
      (serving) => {
        const names = projections.map(({ name }) => name);
        const live = startLive({ ...serving, url, log, names });
        closing.unshift(live.close);
        return live.router;
      },
    ],
  };
}
