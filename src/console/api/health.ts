import { Router } from 'express';
import { CHANNEL_NAMES } from '../../channels/all.ts';
import type { Pool } from '../../database/client.ts';
import { transaction } from '../../database/transaction.ts';
import type { Bot } from '../../engine/bot.ts';
import { failedItems, health, retryFailed } from '../contract/health.ts';
import { activityOf, queues } from '../health/activity.ts';
import { emptySettings } from '../health/empty.ts';
import { countFailed, listFailed, retry } from '../health/failed.ts';
import { failuresSince } from '../health/failures.ts';
import { lag } from '../health/lag.ts';
import { databaseHealth, modelHealth, nodes } from '../health/service.ts';
import { type Trouble, troubles } from '../health/trouble.ts';
import { type ServeParts, serve } from './serve.ts';

/** What is looked at. */
export interface HealthParts extends ServeParts {
  pool: Pool;
  bot: Bot;
  /** Names of the channels that are on, the web chat among them. */
  configured: readonly string[];
  /** Names of those on which staff answer too. */
  shared: readonly string[];
  /** The language model's name; absent: none is configured. */
  model?: string;
}

/** Errors are counted over so long; milliseconds. */
const LATELY_MS = 24 * 3_600_000;

/** Whether everything works, and trying again what did not. */
export function healthRouter(parts: HealthParts): Router {
  const { pool, bot, configured, shared } = parts;
  const router = Router();
  // The terminal is a developer's.
  const offered: readonly string[] = CHANNEL_NAMES.filter((name) => name !== 'terminal');
  const channels = [...new Set([...configured, ...offered])];

  const lately = (now: Date) => new Date(now.getTime() - LATELY_MS);

  serve(router, parts, health, async ({ now }) => {
    const since = lately(now);
    const database = await databaseHealth(pool);
    const [serving, waiting, failed, behind, active, troubled, failures, model] = await Promise.all(
      [
        nodes(pool),
        queues(pool),
        countFailed(pool, since),
        lag(pool),
        activityOf(pool, channels),
        troubles(pool),
        failuresSince(pool, since),
        modelHealth(pool, parts.model, since),
      ],
    );
    return {
      answer: {
        at: now.toISOString(),
        database,
        nodes: serving,
        ...waiting,
        failed,
        lag: behind,
        channels: channels.map((channel) => {
          const { received, sent, unread, pending } = active.get(channel)!;
          return {
            channel,
            configured: configured.includes(channel),
            trouble: configured.includes(channel) ? shown(troubled.get(channel), received) : null,
            mode: shared.includes(channel) ? ('shared' as const) : ('dedicated' as const),
            lastReceived: received?.toISOString() ?? null,
            lastSent: sent?.toISOString() ?? null,
            unread,
            pending,
            errors: failures
              .filter((failure) => failure.channel === channel)
              .map(({ failure, count, last_at, error }) => ({
                failure,
                count,
                lastAt: last_at.toISOString(),
                error,
              })),
          };
        }),
        empty: emptySettings(bot),
        model,
      },
    };
  });

  serve(router, parts, failedItems, async ({ query, now }) => ({
    answer: { items: await listFailed(pool, lately(now), query.channel) },
  }));

  serve(router, parts, retryFailed, ({ query, record }) =>
    transaction(pool, async (db) => {
      const conversation = await retry(db, query);
      if (conversation === undefined) return { missing: true };
      await record(db, `${conversation} ${query.kind}=${query.id}`);
      return { answer: { done: true as const } };
    }),
  );

  return router;
}

/** A webhook may well bring messages although what is done at the start has failed. */
function shown(trouble: Trouble | undefined, received: Date | null) {
  if (trouble === undefined || (received !== null && received > trouble.at)) return null;
  return { problem: trouble.problem, since: trouble.since.toISOString() };
}
