import { Card, Flex, Grid, Tag, Typography } from 'antd';
import { figure } from '../../format.ts';
import { CardTitle } from '../../parts/card-title.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { channelName } from '../../parts/names.ts';
import { health as words } from '../../words/health.ts';
import { ErrorCount, Errors, isFailing } from './errors.tsx';
import type { ChannelHealth } from './read.ts';
import { When } from './when.tsx';

/** Every channel: whether it is on, its last signs of life, and what goes wrong with what to do. */
export function ChannelsCard({ channels }: { channels: readonly ChannelHealth[] }) {
  const isWide = Grid.useBreakpoint().lg ?? true;
  const ordered = channels.toSorted((a, b) => Number(b.configured) - Number(a.configured));
  return (
    <Card title={<CardTitle>{words.channels}</CardTitle>} size="small">
      {isWide ? <Wide channels={ordered} /> : <Narrow channels={ordered} />}
      <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
        {[
          ...(channels.every(({ configured }) => configured) ? [] : [words.offHint]),
          ...(channels.some(isShared) ? [words.sharedHint] : []),
        ].join(' ')}
      </Typography.Paragraph>
    </Card>
  );
}

function Wide({ channels }: { channels: readonly ChannelHealth[] }) {
  const failing = channels.filter(isFailing).map(({ channel }) => channel);
  return (
    <DataTable<ChannelHealth>
      label={words.channels}
      rowKey="channel"
      pagination={false}
      dataSource={channels}
      // Whatever begins to fail while the page is open is unfolded too.
      key={failing.join()}
      {...(failing.length > 0 && {
        expandable: {
          defaultExpandedRowKeys: failing,
          rowExpandable: isFailing,
          expandedRowRender: (channel) => <Errors {...channel} />,
        },
      })}
      columns={[
        { title: words.channel, render: (_, channel) => <Name channel={channel} /> },
        { title: words.errors, render: (_, channel) => <ErrorCount {...channel} /> },
        { title: words.lastReceived, render: (_, row) => <When at={row.lastReceived} /> },
        { title: words.lastSent, render: (_, row) => <When at={row.lastSent} /> },
        {
          title: words.waiting,
          render: (_, { unread, pending }) => words.waits(figure(unread), figure(pending)),
        },
      ]}
    />
  );
}

function Narrow({ channels }: { channels: readonly ChannelHealth[] }) {
  return (
    <Flex component="ul" vertical gap="middle" style={{ margin: 0, padding: 0 }}>
      {channels.map((channel) => (
        <Flex component="li" vertical key={channel.channel} gap={4}>
          <Name channel={channel} />
          {(channel.configured || channel.lastReceived !== null) && (
            <Typography.Text type="secondary">
              {words.lastReceived}: <When at={channel.lastReceived} />
              <br />
              {words.lastSent}: <When at={channel.lastSent} />
              <br />
              {words.waiting}: {words.waits(figure(channel.unread), figure(channel.pending))}
            </Typography.Text>
          )}
          {isFailing(channel) && <Errors {...channel} />}
        </Flex>
      ))}
    </Flex>
  );
}

const isShared = ({ configured, mode }: ChannelHealth) => configured && mode === 'shared';

function Name({ channel }: { channel: ChannelHealth }) {
  const { configured } = channel;
  return (
    <Flex vertical gap={4} align="start">
      <strong>{channelName(channel.channel)}</strong>
      <Flex wrap gap={4}>
        <Tag {...(configured && { color: 'green' })}>{configured ? words.on : words.off}</Tag>
        {isShared(channel) && <Tag>{words.shared}</Tag>}
      </Flex>
    </Flex>
  );
}
