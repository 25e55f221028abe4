import { Router } from 'express';
import type { Assistant } from '../../assistant.ts';
import type { Pool } from '../../database/client.ts';
import type { Bot, TopicAnswer } from '../../engine/bot.ts';
import { citation } from '../../engine/citation.ts';
import { dayOf } from '../../engine/turn.ts';
import { answerCounts, flowCounts } from '../../outreach/statistics/flow-counts.ts';
import { periodOf } from '../../outreach/statistics/period.ts';
import { known as knownOf } from '../../outreach/statistics/query.ts';
import {
  type AnswerSeen,
  answerList,
  flowDrawing,
  flowList,
  simulation,
} from '../contract/flows.ts';
import type { StatisticsQuery } from '../contract/statistics.ts';
import { drawnEdges, nodesOf } from '../flows/drawing.ts';
import { simulate } from '../flows/simulate.ts';
import { type ServeParts, serve } from './serve.ts';
import { filtersOf } from './statistics-filters.ts';

export interface FlowsParts extends ServeParts {
  pool: Pool;
  bot: Bot;
  assistant: Pick<Assistant, 'respond' | 'read'>;
}

/** Flows and answers with their counts, and the simulator. */
export function flowsRouter(parts: FlowsParts): Router {
  const { pool, bot } = parts;
  const router = Router();

  const periodFor = async ({ kind, start }: StatisticsQuery, now: Date) => {
    const known = await knownOf(pool, dayOf(bot, now));
    return periodOf(kind, start ?? known.today, known);
  };

  serve(router, parts, flowList, async ({ query, now }) => {
    const period = await periodFor(query, now);
    const counts = await flowCounts(pool, bot.flows, period, filtersOf(query));
    const entered = (flow: string) =>
      counts?.get(flow)?.edges.find(({ from }) => from === null)?.count ?? null;
    return {
      answer: {
        period,
        flows: [...bot.flows.values()].map(({ name, title, start, steps, card }) => ({
          flow: name,
          title,
          start,
          steps: steps.size,
          card,
          entered: entered(name),
        })),
      },
    };
  });

  serve(router, parts, flowDrawing, async ({ query, now }) => {
    const flow = bot.flows.get(query.flow);
    if (flow === undefined) return { missing: true };
    const period = await periodFor(query, now);
    const flows = new Map([[flow.name, flow]]);
    const all = await flowCounts(pool, flows, period, filtersOf(query));
    const counts = all?.get(flow.name) ?? null;
    return {
      answer: {
        period,
        flow: flow.name,
        title: flow.title,
        start: flow.start,
        nodes: nodesOf(bot, flow, counts),
        edges: drawnEdges(bot, flow, counts),
      },
    };
  });

  serve(router, parts, answerList, async ({ query, now }) => {
    const period = await periodFor(query, now);
    const counts = await answerCounts(pool, period, filtersOf(query));
    return {
      answer: {
        period,
        answers: [...bot.answers.values()].map((answer) => ({
          ...answerSeen(bot, answer),
          given: counts === null ? null : (counts.get(answer.topic)?.given ?? 0),
          failed: counts === null ? null : (counts.get(answer.topic)?.failed ?? 0),
        })),
      },
    };
  });

  serve(router, parts, simulation, async ({ body }) => ({
    answer: { ...(await simulate(parts, body)), lastDay: bot.programme.lastDay },
  }));

  return router;
}

function answerSeen(bot: Bot, answer: TopicAnswer): Omit<AnswerSeen, 'given' | 'failed'> {
  const { short, details, afterProgramme } = answer;
  return {
    topic: answer.topic,
    title: answer.title,
    group: answer.group,
    groupTitle: bot.groups.get(answer.group)?.title ?? answer.group,
    wording: { short, details: details ?? null },
    afterProgramme:
      afterProgramme === undefined
        ? null
        : { short: afterProgramme.short, details: afterProgramme.details ?? null },
    sources: answer.sources.map((source) => citation(bot, source)),
    unknown: answer.unknown ?? false,
    validFrom: answer.validFrom ?? null,
    validUntil: answer.validUntil ?? null,
    phrasings: answer.phrasings.length,
  };
}
