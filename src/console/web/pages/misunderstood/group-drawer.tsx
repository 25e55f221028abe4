import { useInfiniteQuery } from '@tanstack/react-query';
import { Drawer, Flex, Typography } from 'antd';
import { misunderstoodMessages } from '../../../contract/misunderstood.ts';
import { call } from '../../call.ts';
import { moment } from '../../format.ts';
import { channelName } from '../../parts/names.ts';
import { ShowMore } from '../../parts/show-more.tsx';
import { Failed, Loading, Nothing } from '../../parts/states.tsx';
import { misunderstood as words } from '../../words/misunderstood.ts';
import { Message } from './message.tsx';
import { useWanted } from './wanted.ts';

/** All messages of the group that the address names, newest first, each with the way to its conversation. */
export function GroupDrawer() {
  const { group, open } = useWanted();
  return (
    <Drawer
      open={group !== undefined}
      onClose={() => open(undefined)}
      title={words.group}
      size="min(640px, 100vw)"
      destroyOnHidden
    >
      {group !== undefined && <Messages group={group} />}
    </Drawer>
  );
}

function Messages({ group }: { group: string }) {
  const { query } = useWanted();
  const pages = useInfiniteQuery({
    queryKey: ['misunderstood', 'group', group, query],
    queryFn: ({ pageParam, signal }) =>
      call(misunderstoodMessages, {
        query: { ...query, group, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const { data, error, refetch } = pages;
  if (data === undefined) {
    return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  const messages = data.pages.flatMap((page) => page.messages);
  if (messages.length === 0) return <Nothing>{words.noSuchGroup}</Nothing>;
  return (
    <Flex vertical gap="middle">
      <Flex component="ol" vertical gap="middle" style={{ margin: 0, padding: 0 }}>
        {messages.map((message) => (
          <li key={`${message.conversationId} ${message.seq}`} style={{ listStyle: 'none' }}>
            <Message message={message} />
            <div>
              <Typography.Text type="secondary">
                {words.kinds[message.ending]} · {channelName(message.channel)} ·{' '}
                <time dateTime={message.at}>{moment(message.at)}</time>
              </Typography.Text>
            </div>
          </li>
        ))}
      </Flex>
      {error && (
        <Failed
          error={error}
          onRetry={() => void (pages.isFetchNextPageError ? pages.fetchNextPage() : refetch())}
        />
      )}
      <ShowMore of={pages}>{words.showMore}</ShowMore>
    </Flex>
  );
}
