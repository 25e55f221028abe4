import type { Pool } from '../../database/client.ts';
import type { CalendarDate } from '../../engine/value.ts';
import { definitionOf } from './definitions.ts';
import type { Measure } from './measure.ts';
import type { Known, Period, StepKind } from './period.ts';
import { PROGRAMME_START } from './reached.ts';
import { ALL, shownSource, storedSource } from './stored.ts';

/** Whose figures: of these channels, of this source (`-`: of none); all where nothing is said. */
export interface Filters {
  channels?: readonly string[];
  source?: string;
}

/** One row of a breakdown. */
export interface Share {
  key: string;
  value: number;
}

interface Row {
  key: string;
  value: number;
}

const isDistinct = (measure: Measure) => definitionOf(measure).counts === 'accounts';

/** The first day on which anything was counted. */
export async function firstDay(pool: Pool): Promise<CalendarDate | null> {
  const { rows } = await pool.query<{ day: string | null }>(
    'SELECT min(day)::text AS day FROM statistic_daily',
  );
  return rows[0]!.day;
}

/** Channels and sources that occur; sources by how many accounts came from them, at most 500. */
export async function filterChoices(
  pool: Pool,
): Promise<{ channels: string[]; sources: string[] }> {
  const { rows } = await pool.query<{ channel: string; source: string; accounts: number }>(
    `SELECT channel, source, accounts::float8 AS accounts FROM reached_count WHERE kind = 'programme'`,
  );
  const channels = new Set(rows.map(({ channel }) => channel));
  const sources = new Map<string, number>();
  for (const { source, accounts } of rows) {
    if (source !== ALL) sources.set(source, (sources.get(source) ?? 0) + accounts);
  }
  const byUse = [...sources].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    channels: [...channels].sort(),
    sources: byUse.slice(0, 500).map(([source]) => shownSource(source)),
  };
}

/**
 * Not `channel = ANY`: with the channels in an index condition PostgreSQL looks each up for each day,
 * ten times slower than reading the few rows of the others.
 */
const CHANNELS = '($1::text[] IS NULL OR $1 @> ARRAY[channel])';

/**
 * Figures that add up, of a period or of a span of such: by what `grouped` says, most first. Months
 * and longer are read by month: nothing was counted before the first day with data, and nothing can
 * have been after today, so that these hold the whole programme too.
 */
async function counted(
  pool: Pool,
  measure: Measure | readonly Measure[],
  { kind, start, end }: Pick<Period, 'kind' | 'start' | 'end'>,
  filters: Filters,
  grouped: { by: string; source: 'one' | 'each'; key: 'all' | 'each' | { one: string } },
): Promise<Row[]> {
  const figures =
    kind === 'day' || kind === 'week'
      ? 'SELECT *, day AS start FROM statistic_daily WHERE day BETWEEN $3 AND $4'
      : `SELECT *, month AS start FROM statistic_monthly
          WHERE month BETWEEN date_trunc('month', $3::date)::date AND $4 AND count > 0`;
  const values: unknown[] = [filters.channels ?? null, [measure].flat(), start, end];
  const and: string[] = [];
  const equal = (column: string, value: string) => {
    values.push(value);
    and.push(`${column} = $${values.length}`);
  };
  if (grouped.source === 'one') equal('source', storedSource(filters.source));
  else and.push(`source <> '${ALL}'`);
  if (grouped.key === 'each') and.push(`key <> '${ALL}'`);
  else equal('key', grouped.key === 'all' ? ALL : grouped.key.one);
  const { rows } = await pool.query<Row>(
    `SELECT ${grouped.by} AS key, sum(count)::float8 AS value FROM (${figures}) AS figure
      WHERE ${CHANNELS} AND definition = ANY ($2) AND ${and.join(' AND ')}
      GROUP BY 1 ORDER BY 2 DESC, 1`,
    values,
  );
  return rows;
}

/** How large the sets of accounts of some periods of one kind are: by what `by` says, most first. */
async function reached(
  pool: Pool,
  kind: Period['kind'],
  starts: readonly CalendarDate[],
  filters: Filters,
  { by, source }: { by: string; source: 'one' | 'each' },
): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${by} AS key, sum(accounts)::float8 AS value FROM reached_count
      WHERE ${CHANNELS} AND kind = $2 AND start = ANY ($3::date[])
        AND ${source === 'one' ? 'source = $4' : 'source <> $4'}
      GROUP BY 1 ORDER BY 2 DESC, 1`,
    [
      filters.channels ?? null,
      kind,
      kind === 'programme' ? [PROGRAMME_START] : starts,
      source === 'one' ? storedSource(filters.source) : ALL,
    ],
  );
  return rows;
}

/** These measures of a period; null for all of them where there is no data for it. */
export async function totals<Some extends Measure>(
  pool: Pool,
  measures: readonly Some[],
  period: Period,
  filters: Filters,
): Promise<Record<Some, number | null>> {
  const additive = measures.filter((measure) => !isDistinct(measure));
  const missing = period.state === 'missing';
  const one = { source: 'one', key: 'all' } as const;
  const rows = missing
    ? []
    : (
        await Promise.all([
          counted(pool, additive, period, filters, { by: 'definition', ...one }),
          reached(pool, period.kind, [period.start], filters, { by: `'accounts'`, source: 'one' }),
        ])
      ).flat();
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  return Object.fromEntries(
    measures.map((measure) => [measure, missing ? null : (values.get(measure) ?? 0)]),
  ) as Record<Some, number | null>;
}

/** One measure of a period by channel, by source or by its own key, most first. */
export async function breakdown(
  pool: Pool,
  measure: Measure,
  by: 'channel' | 'source' | 'key',
  period: Period,
  filters: Filters,
): Promise<Share[]> {
  if (period.state === 'missing') return [];
  if (by === 'key') {
    if (definitionOf(measure).keys === null) return [];
    return counted(pool, measure, period, filters, { by: 'key', source: 'one', key: 'each' });
  }
  const source = by === 'source' && filters.source === undefined ? 'each' : 'one';
  const rows = isDistinct(measure)
    ? await reached(pool, period.kind, [period.start], filters, { by, source })
    : await counted(pool, measure, period, filters, { by, source, key: 'all' });
  return by === 'source' ? rows.map((row) => ({ ...row, key: shownSource(row.key) })) : rows;
}

/** One measure's value at each of the points, for each of `channels`, or for all together (`null`). */
export async function series(
  pool: Pool,
  measure: Measure,
  by: StepKind,
  points: readonly Period[],
  filters: Filters,
  { key, channels }: { key?: string; channels?: readonly string[] | undefined } = {},
): Promise<Map<string | null, (number | null)[]>> {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const channel = channels ? ` || ' ' || channel` : '';
  const rows = isDistinct(measure)
    ? await reached(
        pool,
        by,
        points.map(({ start }) => start),
        filters,
        { by: `start::text${channel}`, source: 'one' },
      )
    : await counted(pool, measure, { kind: by, start: first.start, end: last.end }, filters, {
        by: `date_trunc('${by}', start)::date::text${channel}`,
        source: 'one',
        key: key === undefined ? 'all' : { one: key },
      });
  const values = new Map(rows.map((row) => [row.key, row.value]));
  const lines = channels ?? [null];
  return new Map(
    lines.map((name) => [
      name,
      points.map(({ start, state }) =>
        state === 'missing' ? null : (values.get(name === null ? start : `${start} ${name}`) ?? 0),
      ),
    ]),
  );
}

/** What there is data for. */
export async function known(pool: Pool, today: CalendarDate): Promise<Known> {
  return { today, firstDay: await firstDay(pool) };
}
