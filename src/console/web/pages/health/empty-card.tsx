import { Card, Flex, Typography } from 'antd';
import { CardTitle } from '../../parts/card-title.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { health as words } from '../../words/health.ts';
import type { Health } from './read.ts';

type Setting = Health['empty'][number];

/** Settings of the programme that officers still have to fill in, and what is not said for now. */
export function EmptyCard({ empty }: { empty: Health['empty'] }) {
  return (
    <Card size="small" title={<CardTitle>{words.empty}</CardTitle>}>
      {empty.length === 0 ? (
        <Typography.Text>{words.allSet}</Typography.Text>
      ) : (
        <Flex vertical gap="small">
          <Typography.Text type="secondary">{words.emptyHint}</Typography.Text>
          <DataTable<Setting>
            label={words.empty}
            rowKey="setting"
            pagination={false}
            scroll={{}}
            dataSource={empty}
            columns={[
              {
                title: words.setting,
                width: '36%',
                onCell: () => ({ style: { verticalAlign: 'top' } }),
                render: (_, { setting }) => words.settings[setting] ?? setting,
              },
              { title: words.hides, render: (_, setting) => <Hidden {...setting} /> },
            ]}
          />
        </Flex>
      )}
    </Card>
  );
}

function Hidden({ setting, hides }: Setting) {
  if (hides.length === 0) {
    return setting === 'sources.plan' ? words.planHint : words.hidesNothing;
  }
  return [...Map.groupBy(hides, ({ kind }) => kind)].map(([kind, those]) => (
    <div key={kind}>
      <Typography.Text type="secondary">{words.hiddenIn[kind]}</Typography.Text>
      <ul style={{ margin: 0, paddingInlineStart: 18 }}>
        {[...new Set(those.map(({ title }) => title))].map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
    </div>
  ));
}
