import { misunderstoodProjection } from '../console/conversations/gather.ts';
import { loadLikeness } from '../console/conversations/likeness.ts';
import { summaryProjection } from '../console/conversations/summary.ts';
import { CONSOLE_CHANNEL, type Projection } from '../console/projector.ts';
import type { Pool } from '../database/client.ts';
import type { Bot } from '../engine/bot.ts';
import { statisticsProjection } from '../outreach/statistics/projection.ts';

/**
 * Brings figures and searches up to date without waiting for a service to do it, and tells one that
 * runs that its pages are to fetch them again. `onPart` is told how much of it is done, from 0 to 1.
 */
export async function project(
  pool: Pool,
  bot: Bot,
  onPart: (part: number) => void = () => {},
): Promise<void> {
  const phrasings = [...bot.answers.values()].flatMap((answer) => answer.phrasings);
  const projections: Projection[] = [
    statisticsProjection(pool),
    summaryProjection(pool),
    misunderstoodProjection(pool, loadLikeness(phrasings)),
  ];
  for (const [i, projection] of projections.entries()) {
    while (await projection.catchUp());
    await announce(pool, projection.name);
    onPart((i + 1) / projections.length);
  }
}

/** Tells all nodes' pages that what they show of this has changed. */
export async function announce(pool: Pool, name: string): Promise<void> {
  await pool.query('SELECT pg_notify($1, $2)', [CONSOLE_CHANNEL, name]);
}
