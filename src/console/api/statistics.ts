import { Router } from 'express';
import type { Pool } from '../../database/client.ts';
import type { Bot } from '../../engine/bot.ts';
import { dayOf } from '../../engine/turn.ts';
import { isDemonstration } from '../../outreach/demonstration.ts';
import { DEFINITIONS } from '../../outreach/statistics/definitions.ts';
import { type Known, type Period, periodOf, pointsOf } from '../../outreach/statistics/period.ts';
import {
  breakdown,
  type Filters,
  filterChoices,
  known as knownOf,
  series,
  totals,
} from '../../outreach/statistics/query.ts';
import { chosen } from '../audit/chosen.ts';
import * as contract from '../contract/statistics.ts';
import { labelOf } from './labels.ts';
import { overviewOf } from './overview.ts';
import { type ServeParts, serve } from './serve.ts';
import { statisticsFile } from './statistics-file.ts';
import { filtersOf } from './statistics-filters.ts';

export interface StatisticsParts extends ServeParts {
  pool: Pool;
  bot: Bot;
}

/** What a query asks for, with the period found. */
interface Wanted {
  period: Period;
  filters: Filters;
  known: Known;
}

/** The endpoints of `contract/statistics.ts`. */
export function statisticsRouter(parts: StatisticsParts): Router {
  const { pool, bot } = parts;
  const router = Router();

  async function wanted(query: contract.StatisticsQuery, now: Date): Promise<Wanted> {
    const known = await knownOf(pool, dayOf(bot, now));
    return {
      known,
      period: periodOf(query.kind, query.start ?? known.today, known),
      filters: filtersOf(query),
    };
  }

  serve(router, parts, contract.definitions, async ({ now }) => ({
    answer: {
      definitions: DEFINITIONS.map(({ id, name, unit, words, counts, keys }) => ({
        id,
        name,
        unit,
        words,
        adds: counts === 'accounts' ? ('distinct' as const) : ('additive' as const),
        keys,
      })),
      demo: await isDemonstration(pool),
      ...(await knownOf(pool, dayOf(bot, now))),
      ...(await filterChoices(pool)),
    },
  }));

  serve(router, parts, contract.overview, async ({ query, now }) => {
    const { period, filters, known } = await wanted(query, now);
    return { answer: await overviewOf(pool, bot, period, filters, known) };
  });

  serve(router, parts, contract.series, async ({ query, now }) => {
    const { measure, by, key, split } = query;
    const { period, filters, known } = await wanted(query, now);
    const points = pointsOf(period, by, known);
    const lines = await series(pool, measure, by, points, filters, {
      ...(key !== undefined && { key }),
      // Those that were asked for, or all there are, also where there was nothing in the period.
      ...(split === 'channel' && {
        channels: filters.channels ?? (await filterChoices(pool)).channels,
      }),
    });
    return {
      answer: {
        period,
        definition: measure,
        keyLabel: key === undefined ? null : labelOf(bot, measure, key),
        lines: [...lines].map(([channel, values]) => ({
          channel,
          points: points.map(({ start, end }, i) => ({ start, end, value: values[i] ?? null })),
        })),
      },
    };
  });

  serve(router, parts, contract.breakdown, async ({ query, now }) => {
    const { measure, by } = query;
    const { period, filters } = await wanted(query, now);
    const [rows, all] = await Promise.all([
      breakdown(pool, measure, by, period, filters),
      totals(pool, [measure], period, filters),
    ]);
    return {
      answer: {
        period,
        definition: measure,
        total: all[measure],
        rows: rows.map((row) => ({
          ...row,
          label: by === 'key' ? labelOf(bot, measure, row.key) : null,
        })),
      },
    };
  });

  serve(router, parts, contract.exportStatistics, async ({ query, now }) => {
    const { period, filters, known } = await wanted(query, now);
    const file = await statisticsFile(pool, bot, { period, filters, known, now });
    return { file, about: taken(file.name, query) };
  });

  serve(router, parts, contract.exportPicture, async ({ query, body }) => ({
    answer: { done: true as const },
    about: taken(body.name, query),
  }));

  return router;
}

/** A file as the audit log names it, whose name tells the period. */
function taken(name: string, { channels, source }: contract.StatisticsQuery) {
  return chosen({ channels, source }, name);
}
