import { Flex, Grid, Pagination, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { FailedItem } from '../../../contract/health.ts';
import { figure } from '../../format.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { channelName } from '../../parts/names.ts';
import { useMay } from '../../session.tsx';
import { failures } from '../../words/failures.ts';
import { health as words } from '../../words/health.ts';
import { Verbatim } from './errors.tsx';
import { RetryButton } from './retry-button.tsx';
import { When } from './when.tsx';

const PAGE_SIZE = 10;

const keyOf = ({ kind, id }: FailedItem) => `${kind} ${id}`;

/** What failed, newest first: a table, on a phone a list. */
export function FailedItems({ items }: { items: readonly FailedItem[] }) {
  const isWide = Grid.useBreakpoint().lg ?? true;
  const [page, setPage] = useState(1);
  // What was tried again leaves the list, and maybe its last page empty.
  const current = Math.min(page, Math.ceil(items.length / PAGE_SIZE));
  const shown = items.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  return (
    <>
      {isWide ? <Wide items={shown} /> : <Narrow items={shown} />}
      <Pagination
        align="end"
        hideOnSinglePage
        current={current}
        pageSize={PAGE_SIZE}
        total={items.length}
        showSizeChanger={false}
        onChange={setPage}
      />
    </>
  );
}

function Wide({ items }: { items: readonly FailedItem[] }) {
  return (
    <DataTable<FailedItem>
      label={words.failed}
      rowKey={keyOf}
      dataSource={items}
      pagination={false}
      scroll={{ x: 900 }}
      columns={[
        { title: words.failedAt, width: 150, render: (_, { at }) => <When at={at} /> },
        {
          title: words.channel,
          width: 210,
          render: (_, item) => (
            <>
              <div>{channelName(item.channel)}</div>
              <ItemLink item={item} />
            </>
          ),
        },
        { title: words.reason, render: (_, item) => <Reason item={item} /> },
        { title: words.act, width: 240, render: (_, item) => <RetryButton item={item} /> },
      ]}
    />
  );
}

function Narrow({ items }: { items: readonly FailedItem[] }) {
  return (
    <Flex component="ol" vertical gap="middle" style={{ margin: 0, padding: 0 }}>
      {items.map((item) => (
        <Flex component="li" vertical key={keyOf(item)} gap={4} align="start">
          <div>
            <When at={item.at} /> · {channelName(item.channel)}
          </div>
          <ItemLink item={item} />
          <Reason item={item} />
          <RetryButton item={item} />
        </Flex>
      ))}
    </Flex>
  );
}

/** What it is, leading to its place in the conversation. */
function ItemLink({ item: { kind, conversationId, seq } }: { item: FailedItem }) {
  if (!useMay()('see-conversations')) return words.kinds[kind];
  return (
    <Link to={`/conversations/${conversationId}${seq === null ? '' : `#${seq}`}`}>
      {words.kinds[kind]}
    </Link>
  );
}

function Reason({ item: { failure, attempts, error } }: { item: FailedItem }) {
  return (
    <div>
      <Typography.Paragraph style={{ margin: 0 }}>
        {failures[failure].name}, {words.attempts(figure(attempts))}
      </Typography.Paragraph>
      <Verbatim error={error} />
    </div>
  );
}
