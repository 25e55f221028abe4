import { Flex, Tag } from 'antd';
import { Link, useLocation } from 'react-router';
import type { z } from 'zod';
import type { flowList } from '../../../contract/flows.ts';
import type { Period } from '../../../contract/statistics.ts';
import { figure } from '../../format.ts';
import { conversationsBehind } from '../../parts/behind.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { FigureLink } from '../../parts/figure-card.tsx';
import { usePeriod } from '../../parts/period.tsx';
import { flows as words } from '../../words/flows.ts';
import { CountNote } from './count-note.tsx';

type Row = z.infer<typeof flowList.answer>['flows'][number];

/** All flows; each leads to its drawing, of the same period. */
export function FlowTable({ flows, period }: { flows: readonly Row[]; period: Period }) {
  const { search } = useLocation();
  const { query } = usePeriod();
  return (
    <Flex vertical gap="small">
      <DataTable<Row>
        label={words.list}
        rowKey="flow"
        dataSource={[...flows]}
        pagination={false}
        size="middle"
        columns={[
          {
            title: words.flow,
            render: (_, { flow, title, card }) => (
              <Flex vertical align="start" gap={4}>
                <Link to={`/flows/${flow}${search}`}>{title}</Link>
                {card && <Tag style={{ marginInlineEnd: 0 }}>{words.card}</Tag>}
              </Flex>
            ),
          },
          {
            title: words.steps,
            align: 'right',
            // On a phone there is no room for what matters least.
            responsive: ['sm'],
            width: 100,
            render: (_, { steps }) => figure(steps),
          },
          {
            title: words.entered,
            align: 'right',
            width: 130,
            sorter: (a, b) => (a.entered ?? 0) - (b.entered ?? 0),
            sortDirections: ['descend', 'ascend'],
            render: (_, { flow, title, entered }) => (
              <FigureLink
                value={entered}
                name={`${words.entered}, ${title}`}
                to={conversationsBehind('steps', period, query, `entered:${flow}`)}
              />
            ),
          },
        ]}
      />
      <CountNote isShared={false} />
    </Flex>
  );
}
