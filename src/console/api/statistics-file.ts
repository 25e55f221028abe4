import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node';
import type { Pool } from '../../database/client.ts';
import type { Bot } from '../../engine/bot.ts';
import { DEFINITIONS, definitionOf } from '../../outreach/statistics/definitions.ts';
import type { Measure } from '../../outreach/statistics/measure.ts';
import type { Known, Period } from '../../outreach/statistics/period.ts';
import { breakdown, type Filters } from '../../outreach/statistics/query.ts';
import type { Overview } from '../contract/statistics.ts';
import { day, moment } from '../web/format.ts';
import { channelName, sourceName } from '../web/parts/names.ts';
import { common } from '../web/words/common.ts';
import { overview as pageWords } from '../web/words/overview.ts';
import { period as periodWords } from '../web/words/period.ts';
import { statisticsFile as words } from '../web/words/statistics-file.ts';
import { stages } from '../web/words/statistics-keys.ts';
import { textCell as text } from './cell.ts';
import { labelOf } from './labels.ts';
import { overviewOf } from './overview.ts';
import type { FileAnswer } from './serve.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What the file is of. */
export interface Wanted {
  period: Period;
  filters: Filters;
  known: Known;
  now: Date;
}

/** What an officer takes away: the period's figures, their definitions, then one sheet a breakdown. */
export async function statisticsFile(pool: Pool, bot: Bot, wanted: Wanted): Promise<FileAnswer> {
  const { period, filters, known } = wanted;
  const [overview, topics, sources] = await Promise.all([
    overviewOf(pool, bot, period, filters, known),
    breakdown(pool, 'questions', 'key', period, filters),
    Promise.all(SOURCE_MEASURES.map((m) => breakdown(pool, m, 'source', period, filters))),
  ]);
  const { sheets, columns } = words;
  const keyed = (measure: Measure, rows: Overview['topics']['rows']): Row[] => [
    heading(columns.label, definitionOf(measure).name, columns.key),
    ...rows.map(({ key, label, value }): Row => [text(label ?? key), value, text(key)]),
  ];
  const all = topics.map((row) => ({ ...row, label: labelOf(bot, 'questions', row.key) }));
  // Sheets are copied out one by one, so each says that it is made up.
  const mark: Row[] = overview.demo ? [[{ value: common.demo, fontWeight: 'bold' }]] : [];
  const sheet = (name: string, widths: readonly number[], data: Row[]): Sheet<never> => ({
    sheet: name,
    columns: widths.map((width) => ({ width })),
    data: [...mark, ...data],
  });
  const made = [
    sheet(sheets.figures, [40, 20, 16], [...head(wanted), [], ...figures(overview)]),
    sheet(sheets.definitions, [32, 16, 110], definitionRows()),
    sheet(sheets.days, [14, 18, 18, 18, 18], trend(overview)),
    sheet(sheets.channels, [32, 18, 18, 18, 18], channels(overview)),
    sheet(sheets.sources, [32, 18, 18], sourceRows(sources)),
    sheet(sheets.topics, [70, 20, 32], keyed('questions', all)),
    sheet(sheets.decisions, [70, 26, 40], keyed('decisions', overview.decisions.rows)),
    sheet(sheets.handovers, [40, 20, 24], keyed('handovers', overview.handovers.rows)),
    sheet(sheets.checks, [30, 20, 70, 12, 16], checks(overview)),
  ];
  return {
    name: `thong-ke-${period.start}-${period.end}.xlsx`,
    type: XLSX,
    content: await writeExcelFile(made).toBuffer(),
  };
}

/** By source only what is asked of a source: how far it reached, and what came of it. */
const SOURCE_MEASURES: readonly Measure[] = ['accounts', 'decisions', 'links-opened'];

const heading = (...cells: string[]): Row =>
  cells.map((value) => ({ value, fontWeight: 'bold', wrap: true }));

const count = (value: number | null): Cell =>
  value === null ? words.missing : { value, type: Number, format: '#,##0' };

function head({ period, filters, known, now }: Wanted): Row[] {
  const { channels, source } = filters;
  const shownChannels = channels?.map(channelName).join(', ');
  const shownSource = source === undefined ? periodWords.allSources : sourceName(source);
  const rows: Row[] = [
    [{ value: words.title, fontWeight: 'bold', fontSize: 14 }],
    [
      words.period,
      `${periodWords.kinds[period.kind]}: ${words.days(day(period.start), day(period.end))}`,
    ],
    [words.channels, text(shownChannels ?? periodWords.allChannels)],
    [words.source, text(shownSource)],
    [words.firstDay, known.firstDay === null ? words.missing : day(known.firstDay)],
    [words.madeAt, moment(now)],
  ];
  if (period.state === 'running') rows.push([words.running]);
  if (period.partial) rows.push([words.partial]);
  return rows;
}

function figures({ figures }: Overview): Row[] {
  const { measure, value, unit } = words.columns;
  return [
    heading(measure, value, unit),
    ...figures.map(({ definition, value }): Row => {
      const { name, unit } = definitionOf(definition);
      return [name, count(value), unit];
    }),
  ];
}

function definitionRows(): Row[] {
  const { measure, unit, words: how } = words.columns;
  return [
    heading(measure, unit, how),
    ...DEFINITIONS.map(({ name, unit, words }): Row => [name, unit, { value: words, wrap: true }]),
  ];
}

function trend({ trend }: Overview): Row[] {
  const days = trend[0]?.points ?? [];
  return [
    heading(words.columns.day, ...trend.map(({ definition }) => definitionOf(definition).name)),
    ...days.map(
      ({ start }, i): Row => [day(start), ...trend.map(({ points }) => count(points[i]!.value))],
    ),
    [words.notAdded],
  ];
}

function channels({ channels }: Overview): Row[] {
  const names = (channels[0]?.figures ?? []).map(({ definition }) => definitionOf(definition).name);
  return [
    heading(words.columns.channel, ...names),
    ...channels.map(
      ({ channel, figures }): Row => [
        text(channelName(channel)),
        ...figures.map(({ value }) => count(value)),
      ],
    ),
  ];
}

function sourceRows(of: readonly { key: string; value: number }[][]): Row[] {
  const maps = of.map((rows) => new Map(rows.map(({ key, value }) => [key, value])));
  const sources = [...new Set(of.flat().map(({ key }) => key))];
  return [
    heading(words.columns.source, ...SOURCE_MEASURES.map((id) => definitionOf(id).name)),
    ...sources.map(
      (source): Row => [
        text(sourceName(source)),
        ...maps.map((values) => count(values.get(source) ?? 0)),
      ],
    ),
    [words.notAdded],
  ];
}

function checks({ funnels }: Overview): Row[] {
  const { check, stage, question, value, left } = words.columns;
  const isBranched = funnels.some((funnel) => funnel.stages.some(({ branch }) => branch));
  return [
    heading(check, stage, question, value, left),
    ...funnels.flatMap(({ title, stages: found }) =>
      found.map(({ kind, step, label, branch, value, left }): Row => {
        const asked = label ?? step ?? '';
        return [
          title,
          stages[kind],
          branch ? pageWords.branchStage(asked) : asked,
          count(value),
          left === null ? '' : count(left.value),
        ];
      }),
    ),
    ...(isBranched ? [[pageWords.funnelBranches]] : []),
  ];
}
