import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Card, Flex, Select, Typography } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { type FailedItem, failedItems } from '../../../contract/health.ts';
import { call } from '../../call.ts';
import { figure, moment } from '../../format.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { channelName } from '../../parts/period.tsx';
import { Failed, Loading, Nothing } from '../../parts/states.tsx';
import { useMay } from '../../session.tsx';
import { failures } from '../../words/failures.ts';
import { health as words } from '../../words/health.ts';
import { CardTitle } from '../account/card-title.tsx';
import { EVERY_MS } from './read.ts';
import { RetryButton } from './retry-button.tsx';

/** What could not be delivered, newest first, each to be tried once more. */
export function FailedCard({ channels }: { channels: readonly string[] }) {
  const [params, setParams] = useSearchParams();
  const channel = channels.find((name) => name === params.get('channel'));
  const { data, error, refetch } = useQuery({
    queryKey: ['health', 'failed', channel],
    queryFn: ({ signal }) =>
      call(failedItems, { query: channel === undefined ? {} : { channel }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  });
  return (
    <Card
      size="small"
      title={<CardTitle>{words.failed}</CardTitle>}
      extra={
        <Select<string | null>
          allowClear
          aria-label={words.channel}
          placeholder={words.everyChannel}
          style={{ width: 180 }}
          options={channels.map((value) => ({ value, label: channelName(value) }))}
          value={channel ?? null}
          onChange={(chosen) => setParams(chosen == null ? {} : { channel: chosen })}
        />
      }
    >
      <Flex vertical gap="small">
        <Typography.Text type="secondary">{words.failedHint}</Typography.Text>
        {error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Loading />
        ) : data.items.length === 0 ? (
          <Nothing>{words.noFailed}</Nothing>
        ) : (
          <Items items={data.items} />
        )}
      </Flex>
    </Card>
  );
}

function Items({ items }: { items: readonly FailedItem[] }) {
  const may = useMay();
  return (
    <DataTable<FailedItem>
      label={words.failed}
      rowKey={({ kind, id }) => `${kind} ${id}`}
      dataSource={items}
      scroll={{ x: 900 }}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: words.failedAt,
          width: 160,
          render: (_, { at }) => <time dateTime={at}>{moment(at)}</time>,
        },
        { title: words.kind, width: 100, render: (_, { kind }) => words.kinds[kind] },
        { title: words.channel, width: 170, render: (_, item) => channelName(item.channel) },
        { title: words.reason, render: (_, item) => <Reason item={item} /> },
        ...(may('see-conversations')
          ? [
              {
                title: words.conversation,
                width: 140,
                render: (_: unknown, { conversationId, seq }: FailedItem) => (
                  <Link to={`/conversations/${conversationId}${seq === null ? '' : `#${seq}`}`}>
                    {words.conversation}
                  </Link>
                ),
              },
            ]
          : []),
        { title: words.act, width: 220, render: (_, item) => <RetryButton item={item} /> },
      ]}
    />
  );
}

function Reason({ item: { failure, attempts, error } }: { item: FailedItem }) {
  return (
    <>
      <div>
        {failures[failure].name}, {words.attempts(figure(attempts))}
      </div>
      {error !== '' && (
        <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
          {words.verbatim}: {error}
        </Typography.Text>
      )}
    </>
  );
}
