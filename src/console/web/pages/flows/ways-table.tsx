import { Button } from 'antd';
import { percent } from '../../format.ts';
import { conversationsBehind } from '../../parts/behind.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { FigureLink } from '../../parts/figure-card.tsx';
import { usePeriod } from '../../parts/period.tsx';
import { flows as words } from '../../words/flows.ts';
import type { Drawing, Step, Way } from './steps.ts';

/** Ways that leave a step, or arrive at it, with how many went along them. */
export function WaysTable({
  label,
  drawing: { period },
  steps,
  ways,
  towards,
  onShow,
}: {
  label: string;
  drawing: Drawing;
  steps: readonly Step[];
  ways: readonly Way[];
  /** Which end of the ways is named. */
  towards: 'to' | 'from';
  onShow: (step: string) => void;
}) {
  const { query } = usePeriod();
  const stepOf = (name: string | null) => steps.find(({ step }) => step === name);
  return (
    <DataTable<Way>
      label={label}
      rowKey="id"
      dataSource={[...ways]}
      pagination={false}
      scroll={{}}
      columns={[
        { title: words.way, dataIndex: 'name' },
        {
          title: words[towards],
          render: (_, way) => {
            const step = stepOf(way[towards]);
            if (step === undefined) return way[towards] === null ? '' : words.end;
            return (
              <Button
                type="link"
                style={{ padding: 0 }}
                aria-label={words.open(step.number)}
                onClick={() => onShow(step.step)}
              >
                {words.step(step.number)}
              </Button>
            );
          },
        },
        {
          title: words.count,
          align: 'right',
          render: (_, way) => (
            <FigureLink
              value={way.count}
              name={words.behind(way.name)}
              to={conversationsBehind('steps', period, query, way.key)}
            />
          ),
        },
        {
          title: words.share,
          align: 'right',
          render: (_, { from, share }) => (from === null ? '' : percent(share)),
        },
      ]}
    />
  );
}
