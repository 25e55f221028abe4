import { Button, Card, Flex, Grid, Pagination, Tag, Typography } from 'antd';
import type { MisunderstoodGroup } from '../../../contract/misunderstood.ts';
import { figure, moment } from '../../format.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { misunderstood as words } from '../../words/misunderstood.ts';
import { Message } from './message.tsx';
import { useWanted } from './wanted.ts';

const onCell = () => ({ style: { verticalAlign: 'top' as const } });

/** Groups of a page. */
export const PAGE_SIZE = 20;

/** The groups, most frequent first: a table, on a phone a list. */
export function Groups({
  groups,
  total,
}: {
  groups: readonly MisunderstoodGroup[];
  total: number;
}) {
  const isWide = Grid.useBreakpoint().lg ?? true;
  const { page, turn } = useWanted();
  const first = (page - 1) * PAGE_SIZE + 1;
  return (
    <Flex vertical gap="middle">
      {isWide ? (
        <Wide groups={groups} first={first} />
      ) : (
        <Flex component="ol" vertical gap="small" style={{ margin: 0, padding: 0 }}>
          {groups.map((group, i) => (
            <Narrow key={group.id} group={group} rank={first + i} />
          ))}
        </Flex>
      )}
      {total > PAGE_SIZE && (
        <nav aria-label={words.page} className="no-print" style={{ alignSelf: 'end' }}>
          <Pagination
            current={page}
            pageSize={PAGE_SIZE}
            total={total}
            showSizeChanger={false}
            showLessItems={!isWide}
            onChange={turn}
          />
        </nav>
      )}
    </Flex>
  );
}

function Wide({ groups, first }: { groups: readonly MisunderstoodGroup[]; first: number }) {
  return (
    <DataTable<MisunderstoodGroup>
      label={words.groups}
      rowKey="id"
      pagination={false}
      dataSource={groups}
      scroll={{ x: 900 }}
      columns={[
        {
          title: words.rank,
          width: 64,
          align: 'end',
          onCell,
          render: (_, __, i) => figure(first + i),
        },
        {
          title: words.messages,
          onCell,
          render: (_, group) => <Examples group={group} />,
        },
        {
          title: words.count,
          width: 190,
          onCell,
          render: (_, group) => <Count group={group} />,
        },
        {
          title: words.offered,
          width: 320,
          onCell,
          render: (_, group) => <Offered group={group} />,
        },
        {
          title: words.lastAt,
          width: 150,
          onCell,
          render: (_, { lastAt }) => moment(lastAt),
        },
      ]}
    />
  );
}

function Narrow({ group, rank }: { group: MisunderstoodGroup; rank: number }) {
  return (
    <li style={{ listStyle: 'none' }}>
      <Card size="small">
        <Flex vertical gap="small">
          <Flex justify="space-between" align="start" gap="small">
            <Count group={group} />
            <Typography.Text type="secondary">#{figure(rank)}</Typography.Text>
          </Flex>
          <Examples group={group} />
          {group.offered.length > 0 && (
            <div>
              <Typography.Text type="secondary">{words.offered}</Typography.Text>
              <Offered group={group} />
            </div>
          )}
          <Typography.Text type="secondary">
            {words.lastAt}: {moment(group.lastAt)}
          </Typography.Text>
        </Flex>
      </Card>
    </li>
  );
}

/** Its wordings, and the way to all of its messages. */
function Examples({ group: { id, count, examples } }: { group: MisunderstoodGroup }) {
  const { open } = useWanted();
  return (
    <Flex vertical gap={4} align="start">
      {examples.map((message) => (
        <Message key={`${message.conversationId} ${message.seq}`} message={message} />
      ))}
      {count > 1 && (
        <Button
          className="no-print"
          aria-label={words.allOf(examples[0]?.text ?? '')}
          onClick={() => open(id)}
        >
          {words.all}
        </Button>
      )}
    </Flex>
  );
}

function Count({ group: { count, notUnderstood } }: { group: MisunderstoodGroup }) {
  const asked = count - notUnderstood;
  return (
    <Flex vertical gap={4} align="start">
      <strong>{words.counted(figure(count))}</strong>
      <Flex wrap gap={4}>
        {notUnderstood > 0 && (
          <Tag color="orange">
            {asked === 0
              ? words.kinds['not-understood']
              : words.notUnderstood(figure(notUnderstood))}
          </Tag>
        )}
        {asked > 0 && (
          <Tag>
            {notUnderstood === 0
              ? words.kinds['offered-choices']
              : words.offeredChoices(figure(asked))}
          </Tag>
        )}
      </Flex>
    </Flex>
  );
}

function Offered({ group: { offered } }: { group: MisunderstoodGroup }) {
  if (offered.length === 0) {
    return <Typography.Text type="secondary">{words.nothingOffered}</Typography.Text>;
  }
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {offered.map(({ topic, title, count }) => (
        <li key={topic}>{words.offeredTopic(title, figure(count))}</li>
      ))}
    </ul>
  );
}
