import type { z } from 'zod';
import { answerList, flowDrawing, flowList } from '../../../src/console/contract/flows.ts';
import {
  breakdown,
  definitions,
  exportStatistics,
  NO_SOURCE,
  overview,
  PERIOD_KINDS,
  type StatisticsQuery,
  series,
} from '../../../src/console/contract/statistics.ts';
import { type Asked, ask, askFile } from './asked.ts';
import type { Visitor } from './visitor.ts';

type Filters = Pick<StatisticsQuery, 'channels' | 'source'>;

/** Anything but zeros and gaps. */
const some = (figures: readonly { value: number | null }[]) =>
  figures.some(({ value }) => (value ?? 0) > 0);

/** What the overview, the statistics, the flows and the answers ask for: of every length of time, of all and of some. */
export async function figurePages(visitor: Visitor): Promise<Asked[]> {
  const { sources } = await visitor.call(definitions);
  const source = sources.find((name) => name !== NO_SOURCE)!;
  const filters: Record<string, Filters> = {
    all: {},
    'two channels': { channels: 'web,zalo' },
    'one source on a channel': { channels: 'zalo', source },
  };
  const asked = [
    ask(['every page', 'definitions'], definitions, {}, (answer) => answer.sources.length > 50),
  ];
  for (const [whose, filter] of Object.entries(filters)) {
    const start = await fullDay(visitor, filter);
    const flow = await busiestFlow(visitor, { ...filter, kind: 'day', start });
    for (const kind of PERIOD_KINDS) {
      asked.push(...ofPeriod(`${kind}, ${whose}`, { ...filter, kind, start }, flow));
    }
  }
  return [
    ...asked,
    ...(['quarter', 'programme'] as const).flatMap((kind) => [
      askFile(['statistics', kind], exportStatistics, { kind }),
      askFile(['statistics', `${kind}, one source`], exportStatistics, { kind, source }),
    ]),
  ];
}

/** A day with questions and results, the most there are of both. */
async function fullDay(visitor: Visitor, filter: Filters): Promise<string> {
  const query = { ...filter, kind: 'programme', by: 'day' } as const;
  const [questions, decided] = await Promise.all(
    (['questions', 'runs-decided'] as const).map(async (measure) => {
      const { lines } = await visitor.call(series, { query: { ...query, measure } });
      return lines[0]!.points;
    }),
  );
  const days = questions!.map(({ start, value }, i) => ({
    start,
    both: Math.min(value ?? 0, decided![i]!.value ?? 0),
  }));
  return days.reduce((most, day) => (day.both > most.both ? day : most)).start;
}

/** The flow with the most results. */
async function busiestFlow(
  visitor: Visitor,
  query: z.input<typeof StatisticsQuery>,
): Promise<string> {
  const { rows } = await visitor.call(breakdown, {
    query: { ...query, measure: 'runs-decided', by: 'key' },
  });
  return rows[0]?.key ?? 'none';
}

function ofPeriod(name: string, query: z.input<typeof StatisticsQuery>, flow: string): Asked[] {
  const by = query.kind === 'programme' ? 'week' : 'day';
  return [
    ask(
      ['overview', name],
      overview,
      { query },
      ({ figures, trend, funnels, topics }) =>
        [figures, trend[0]!.points, topics.rows].every(some) &&
        funnels.some(({ stages }) => some(stages)),
    ),
    ask(
      ['statistics', `accounts by ${by} and channel, ${name}`],
      series,
      { query: { ...query, measure: 'accounts', by, split: 'channel' } },
      ({ lines }) => some(lines.flatMap(({ points }) => points)),
    ),
    ask(
      ['statistics', `accounts of each source, ${name}`],
      breakdown,
      { query: { ...query, measure: 'accounts', by: 'source' } },
      ({ rows }) => some(rows),
    ),
    ...(['questions', 'steps'] as const).map((measure) =>
      ask(
        ['statistics', `${measure} of each key, ${name}`],
        breakdown,
        { query: { ...query, measure, by: 'key' } },
        ({ rows }) => some(rows),
      ),
    ),
    ask(['flows', name], flowList, { query }, ({ flows }) => flows.some(({ entered }) => entered)),
    ask(['one flow', `${flow}, ${name}`], flowDrawing, { query: { ...query, flow } }, (answer) =>
      [answer.nodes, answer.edges].every((drawn) => drawn.some(({ count }) => count)),
    ),
    ask(['answers', name], answerList, { query }, ({ answers }) =>
      answers.some(({ given }) => given),
    ),
  ];
}
