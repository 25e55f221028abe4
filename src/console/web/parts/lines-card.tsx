import { Grid } from 'antd';
import { type ReactNode, useMemo } from 'react';
import type { Period, PeriodKind } from '../../contract/statistics.ts';
import { figure } from '../format.ts';
import { figures as words } from '../words/figures.ts';
import { useCaption } from './caption.ts';
import { ChartCard } from './chart-card.tsx';
import { DataTable } from './data-table.tsx';
import { useDefinitions } from './definitions.ts';
import { FigureLink } from './figure-card.tsx';
import type { Span } from './span.ts';
import { spanMark, spanName, spanTitle } from './span.ts';

/** One line: its name and its points; all lines of a chart have the same points in time. */
export interface Line {
  name: string;
  points: readonly (Span & { value: number | null })[];
  /** The conversations behind one of its points. */
  to(point: Span): string;
}

const MARKS = ['circle', 'rect', 'triangle', 'diamond'];
const DASHES = ['solid', 'dashed', 'dotted', [10, 4, 2, 4]];

/** Beyond this many points marks would hide the line: each is seen only where the pointer is. */
const MARKED_POINTS = 40;

/**
 * Figures over time as lines, and as a table. Points that are not whole (still running, or begun
 * before the first day with data) are hollow, and have a star in the table; a gap is missing data.
 */
export function LinesCard({
  title,
  info,
  by,
  lines,
  period,
  note,
  controls,
}: {
  title: string;
  info?: ReactNode;
  by: Exclude<PeriodKind, 'programme'>;
  lines: readonly Line[];
  period: Period;
  note?: string;
  controls?: ReactNode;
}) {
  const { data } = useDefinitions();
  const caption = useCaption(period);
  const points = lines[0]?.points ?? [];
  const isPartial = useMemo(() => {
    const { today = '', firstDay = null } = data ?? {};
    return ({ start, end }: Span) =>
      end >= today || (firstDay !== null && start < firstDay && end >= firstDay);
  }, [data]);
  const isWide = Grid.useBreakpoint().md ?? true;
  const option = useMemo(
    () => linesOption(lines, by, isPartial, isWide),
    [lines, by, isPartial, isWide],
  );
  const notes = [
    ...(points.some(isPartial) ? [words.partialNote] : []),
    ...(note === undefined ? [] : [note]),
  ];
  return (
    <ChartCard
      title={title}
      info={info}
      caption={caption}
      controls={controls}
      option={option}
      height={300}
      {...(points.length === 0 && {
        empty: period.state === 'missing' ? words.missing : words.nothing,
      })}
      note={notes.length === 0 ? undefined : notes.join(' ')}
      behind={({ index, series }) => {
        const line = lines.find(({ name }) => name === series);
        const point = line?.points[index];
        return point?.value ? line?.to(point) : undefined;
      }}
      table={
        <DataTable
          label={title}
          rowKey="start"
          dataSource={points.map((point, index) => ({ ...point, index })).reverse()}
          pagination={points.length > 31 && { pageSize: 31, showSizeChanger: false }}
          columns={[
            { title: words.time, fixed: 'start', render: (_, point) => spanName(by, point) },
            ...lines.map(({ name, points: values, to }) => ({
              title: name,
              key: name,
              align: 'right' as const,
              render: (_: unknown, point: Span & { index: number }) => {
                const value = values[point.index]?.value ?? null;
                return (
                  <>
                    <FigureLink
                      value={value}
                      name={`${name}, ${spanTitle(by, point)}`}
                      to={to(point)}
                    />
                    {value !== null && isPartial(point) && words.partialMark}
                  </>
                );
              },
            })),
          ]}
        />
      }
    />
  );
}

function linesOption(
  lines: readonly Line[],
  by: Exclude<PeriodKind, 'programme'>,
  isPartial: (point: Span) => boolean,
  isWide: boolean,
) {
  const points = lines[0]?.points ?? [];
  const isDense = points.length > MARKED_POINTS;
  return {
    grid: {
      left: 8,
      right: 16,
      top: lines.length > 1 ? 24 + legendRows(lines, isWide) * 24 : 16,
      bottom: 4,
    },
    legend: { show: lines.length > 1, top: 0, left: 0, itemWidth: 28, itemStyle: { opacity: 1 } },
    tooltip: {
      trigger: 'axis',
      formatter: (shown: { dataIndex: number; marker: unknown; seriesName: string }[]) => {
        const point = points[shown[0]?.dataIndex ?? 0]!;
        const head = spanTitle(by, point);
        return [
          isPartial(point) ? `${head} (${words.partialPoint})` : head,
          ...shown.map(({ seriesName, dataIndex }) => {
            const line = lines.find(({ name }) => name === seriesName);
            return `${seriesName}: ${figure(line?.points[dataIndex]?.value)}`;
          }),
        ].join('\n');
      },
    },
    xAxis: {
      type: 'category',
      boundaryGap: points.length === 1,
      data: points.map((point) => spanMark(by, point)),
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { formatter: figure } },
    series: lines.map(({ name, points: values }, index) => ({
      type: 'line',
      name,
      showAllSymbol: true,
      symbolSize: isDense ? 9 : 6,
      symbol: isDense ? 'circle' : MARKS[index % MARKS.length],
      ...(isDense && { itemStyle: { opacity: 0 }, emphasis: { itemStyle: { opacity: 1 } } }),
      lineStyle: { width: 2, type: DASHES[index % DASHES.length] },
      data: values.map((point) =>
        isPartial(point)
          ? { value: point.value, symbol: 'emptyCircle', symbolSize: 9, itemStyle: { opacity: 1 } }
          : { value: point.value },
      ),
    })),
  };
}

/** On how many rows the legend's names stand, about. */
function legendRows(lines: readonly Line[], isWide: boolean): number {
  const room = isWide ? 640 : 320;
  let rows = 1;
  let used = 0;
  for (const { name } of lines) {
    const width = 40 + name.length * 6;
    if (used + width > room && used > 0) {
      rows++;
      used = 0;
    }
    used += width;
  }
  return rows;
}
