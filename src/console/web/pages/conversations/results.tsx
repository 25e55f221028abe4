import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Flex, Typography } from 'antd';
import { useEffect } from 'react';
import { conversationSearch } from '../../../contract/conversations.ts';
import { call } from '../../call.ts';
import { figure } from '../../format.ts';
import { KeyHints } from '../../parts/key-hints.tsx';
import { ShowMore } from '../../parts/show-more.tsx';
import { Failed, Loading, Nothing } from '../../parts/states.tsx';
import { conversations as words } from '../../words/conversations.ts';
import { Row } from './row.tsx';
import { placeIn, useSearch } from './search.ts';

/** The conversations that match, newest first. */
export function Results({ onBack }: { onBack(conversation: string): unknown }) {
  const { query } = useSearch();
  const pages = useInfiniteQuery({
    queryKey: ['conversations', 'search', query],
    queryFn: ({ pageParam, signal }) =>
      call(conversationSearch, {
        query: { ...query, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch, isPlaceholderData } = pages;

  const isThere = data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as the list is there
  useEffect(() => {
    const place = placeIn(query);
    if (isThere && place !== undefined) onBack(place);
  }, [isThere]);

  if (data === undefined) {
    return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  const rows = data.pages.flatMap(({ conversations }) => conversations);
  const total = data.pages[0]?.total;
  const isFiltered = Object.keys(query).length > 0;
  return (
    <Flex vertical gap="small" component="section" aria-label={words.results}>
      <Flex justify="space-between" align="center" wrap gap="small">
        <Typography.Text role="status">
          {total && (
            <strong>{(total.more ? words.totalMore : words.total)(figure(total.count))}</strong>
          )}
          {rows.length > 0 && `, ${words.order}`}
        </Typography.Text>
        {rows.length > 0 && (
          <KeyHints
            hints={[
              { keys: ['J', 'K'], does: words.keys.move },
              { keys: ['Enter'], does: words.keys.open },
            ]}
          />
        )}
      </Flex>
      {rows.length === 0 ? (
        <NothingFound isFiltered={isFiltered} />
      ) : (
        <ol
          className="conversation-list"
          aria-busy={isPlaceholderData}
          style={isPlaceholderData ? { opacity: 0.5 } : {}}
        >
          {rows.map((row) => (
            <Row key={row.id} row={row} search={query} />
          ))}
        </ol>
      )}
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

function NothingFound({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) return <Nothing>{words.empty}</Nothing>;
  return <Nothing>{`${words.none}. ${words.noneHint}`}</Nothing>;
}
