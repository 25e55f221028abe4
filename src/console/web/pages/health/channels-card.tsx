import { Card, Flex, Tag, Tooltip, Typography } from 'antd';
import { figure, moment } from '../../format.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { channelName } from '../../parts/period.tsx';
import { failures } from '../../words/failures.ts';
import { health as words } from '../../words/health.ts';
import { CardTitle } from '../account/card-title.tsx';
import type { ChannelHealth } from './read.ts';

/** Every channel: whether it is on, its last signs of life, and what goes wrong with what to do. */
export function ChannelsCard({ channels }: { channels: readonly ChannelHealth[] }) {
  const ordered = channels.toSorted((a, b) => Number(b.configured) - Number(a.configured));
  const failing = channels.filter(({ errors }) => errors.length > 0);
  const time = (instant: string | null) =>
    instant === null ? (
      <Typography.Text type="secondary">{words.never}</Typography.Text>
    ) : (
      <time dateTime={instant}>{moment(instant)}</time>
    );
  return (
    <Card title={<CardTitle>{words.channels}</CardTitle>} size="small">
      <DataTable<ChannelHealth>
        label={words.channels}
        rowKey="channel"
        pagination={false}
        dataSource={ordered}
        // Whatever begins to fail while the page is open is unfolded too.
        key={failing.map(({ channel }) => channel).join()}
        expandable={{
          defaultExpandedRowKeys: failing.map(({ channel }) => channel),
          rowExpandable: ({ errors }) => errors.length > 0,
          expandedRowRender: (channel) => <Errors {...channel} />,
        }}
        columns={[
          {
            title: words.channel,
            render: (_, { channel }) => <strong>{channelName(channel)}</strong>,
          },
          { title: words.state, render: (_, channel) => <State {...channel} /> },
          { title: words.lastReceived, render: (_, row) => time(row.lastReceived) },
          { title: words.lastSent, render: (_, row) => time(row.lastSent) },
          {
            title: words.waiting,
            render: (_, { unread, pending }) => words.waits(figure(unread), figure(pending)),
          },
          {
            title: words.errors,
            render: (_, { errors }) => {
              const count = errors.reduce((sum, error) => sum + error.count, 0);
              if (count > 0) return <Tag color="red">{words.times(figure(count))}</Tag>;
              return <Typography.Text type="secondary">{words.noErrors}</Typography.Text>;
            },
          },
        ]}
      />
    </Card>
  );
}

function State({ configured, mode }: ChannelHealth) {
  return (
    <Flex wrap gap={4}>
      {configured ? (
        <Tag color="green">{words.on}</Tag>
      ) : (
        <Tooltip title={words.offHint}>
          <Tag tabIndex={0}>{words.off}</Tag>
        </Tooltip>
      )}
      {mode === 'shared' && (
        <Tooltip title={words.sharedHint}>
          <Tag tabIndex={0}>{words.shared}</Tag>
        </Tooltip>
      )}
    </Flex>
  );
}

function Errors({ channel, errors }: ChannelHealth) {
  return (
    <ul aria-label={words.errorsOf(channelName(channel))} style={{ margin: 0, padding: 0 }}>
      {errors.map(({ failure, count, lastAt, error }) => (
        <li key={failure} style={{ listStyle: 'none', paddingBlock: 4, maxWidth: 820 }}>
          <div>
            <strong>{failures[failure].name}</strong>, {words.times(figure(count))},{' '}
            {words.lastTime(moment(lastAt))}
          </div>
          <div>
            {words.toDo}: {failures[failure].toDo}
          </div>
          {error !== '' && (
            <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
              {words.verbatim}: {error}
            </Typography.Text>
          )}
        </li>
      ))}
    </ul>
  );
}
