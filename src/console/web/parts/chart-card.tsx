import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Card, Flex, Segmented, Typography } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { type ReactNode, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { exportPicture } from '../../contract/statistics.ts';
import { call } from '../call.ts';
import { problemText } from '../problem.ts';
import { useMay } from '../session.tsx';
import { figures as words } from '../words/figures.ts';
import { CardTitle } from './card-title.tsx';
import { Chart, type ChartHandle, type Picked } from './chart.tsx';
import { usePeriod } from './period.tsx';
import { savePicture } from './picture.ts';
import { useStale } from './stale.tsx';
import { Nothing } from './states.tsx';

/**
 * A chart in a card: what it shows also as a table, and, for who may, its picture to take away and
 * the conversations behind what is clicked on.
 */
export function ChartCard({
  title,
  info,
  caption,
  option,
  height,
  table,
  note,
  controls,
  empty,
  behind,
}: {
  title: string;
  /** Beside the title: the definition's button, a control. */
  info?: ReactNode;
  /** Said in the picture below the title: the period, the filters. */
  caption: readonly string[];
  option: EChartsCoreOption;
  height?: number;
  table: ReactNode;
  /** What must be known to read it rightly. */
  note?: ReactNode;
  /** Above the chart. */
  controls?: ReactNode;
  /** Said instead, where there is nothing to draw. */
  empty?: string;
  /** The address of the conversations behind a part of the chart. */
  behind(picked: Picked): string | undefined;
}) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const handle = useRef<ChartHandle>(null);
  const may = useMay();
  const isStale = useStale();
  const { query } = usePeriod();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const open = (picked: Picked) => {
    const to = behind(picked);
    if (to !== undefined && !isStale && may('see-conversations')) void navigate(to);
  };
  const download = async () => {
    const picture = handle.current?.picture();
    if (picture === undefined) return;
    const said = [title, ...caption.slice(0, 1)].join(' ').replaceAll(/[^\p{L}\p{N}.]+/gu, '-');
    const name = `${said.slice(0, 150)}.png`;
    try {
      await call(exportPicture, { query, body: { name } });
      await savePicture(picture, [title, ...caption], name);
    } catch (error) {
      message.error(problemText(error));
    }
  };
  return (
    <Card
      size="small"
      style={{ height: '100%' }}
      styles={{ header: { paddingBlock: 8 }, title: { whiteSpace: 'normal', overflow: 'visible' } }}
      title={
        <Flex align="center" justify="space-between" gap={8} wrap>
          <Flex align="center" gap={4}>
            <CardTitle>{title}</CardTitle>
            {info}
          </Flex>
          {empty === undefined && (
            <Flex gap="small" className="no-print">
              <Segmented
                aria-label={words.view(title)}
                options={[
                  { value: 'chart' as const, label: words.chart },
                  { value: 'table' as const, label: words.table },
                ]}
                value={view}
                onChange={setView}
              />
              {may('export') && (
                <Button
                  icon={<DownloadOutlined />}
                  aria-label={words.pictureOf(title)}
                  title={words.picture}
                  disabled={isStale || view === 'table'}
                  onClick={() => void download()}
                />
              )}
            </Flex>
          )}
        </Flex>
      }
    >
      {controls}
      {empty !== undefined ? (
        <Nothing>{empty}</Nothing>
      ) : (
        <>
          {view === 'table' ? (
            table
          ) : (
            <Chart
              option={option}
              label={words.chartOf(title)}
              handle={handle}
              onPick={open}
              {...(height !== undefined && { height })}
            />
          )}
          {note !== undefined && (
            <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
              {note}
            </Typography.Paragraph>
          )}
        </>
      )}
    </Card>
  );
}
