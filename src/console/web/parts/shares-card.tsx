import { Grid, type TableColumnsType } from 'antd';
import { type ReactNode, useMemo } from 'react';
import type { Measure, Period } from '../../contract/statistics.ts';
import { percent } from '../format.ts';
import { figures as words } from '../words/figures.ts';
import { barNames, barsOption } from './bars.ts';
import { useCaption } from './caption.ts';
import { ChartCard } from './chart-card.tsx';
import { DataTable } from './data-table.tsx';
import { useDefinition } from './definitions.ts';
import { DefinitionButton, FigureLink } from './figure-card.tsx';

/** Headings over figures are longer than these: they break. */
const NARROW = { maxWidth: 110, marginInlineStart: 'auto' };

/** One row: what it is of, in words, how many, and the conversations behind it. */
export interface ShareRow {
  key: string;
  name: string;
  value: number;
  to: string | undefined;
}

/**
 * One measure by something, as bars and as a table, most first. `total` gives the rows their share;
 * it is left out where rows do not add up to it.
 */
export function SharesCard({
  title,
  heading,
  measure,
  rows,
  period,
  total = null,
  limit = 15,
  note,
  controls,
  more = [],
}: {
  title: string;
  /** What the rows are: a topic, a channel. */
  heading: string;
  measure: Measure;
  rows: readonly ShareRow[];
  period: Period;
  total?: number | null;
  /** Rows in the chart; the table has all of them. */
  limit?: number;
  note?: ReactNode;
  controls?: ReactNode;
  /** Further columns. */
  more?: TableColumnsType<ShareRow>;
}) {
  const caption = useCaption(period);
  const name = useDefinition(measure)?.name ?? '';
  const drawn = useMemo(() => rows.slice(0, limit), [rows, limit]);
  const isWide = Grid.useBreakpoint().md ?? true;
  const names = useMemo(
    () =>
      barNames(
        drawn.map((row) => row.name),
        isWide,
      ),
    [drawn, isWide],
  );
  const option = useMemo(
    () => barsOption(names, [{ name, values: drawn.map(({ value }) => value) }]),
    [names, drawn, name],
  );
  return (
    <ChartCard
      title={title}
      info={<DefinitionButton measure={measure} />}
      caption={caption}
      option={option}
      height={names.height(false)}
      {...(rows.length === 0 && {
        empty: period.state === 'missing' ? words.missing : words.nothing,
      })}
      note={note}
      controls={controls}
      behind={({ index }) => drawn[index]?.to}
      table={
        <DataTable<ShareRow>
          label={title}
          rowKey="key"
          dataSource={[...rows]}
          pagination={rows.length > 20 && { pageSize: 20, showSizeChanger: false }}
          columns={[
            {
              title: heading,
              render: (_, row) => (
                <div style={{ minWidth: 120, maxWidth: 'min(480px, 38vw)' }}>{row.name}</div>
              ),
            },
            {
              title: <div style={NARROW}>{name}</div>,
              align: 'right',
              render: (_, { value, name: of, to }) => (
                <FigureLink value={value} name={`${name}, ${of}`} to={to} />
              ),
            },
            ...(total === null || total === 0
              ? []
              : [
                  {
                    title: words.share,
                    key: 'share',
                    align: 'right' as const,
                    render: (_: unknown, { value }: ShareRow) => percent(value / total),
                  },
                ]),
            ...more,
          ]}
        />
      }
    />
  );
}
