import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import { conversation } from '../../../contract/conversations.ts';
import { call } from '../../call.ts';
import type { Search } from '../conversations/search.ts';

/** A conversation as it is read. */
export type Transcript = z.infer<typeof conversation.answer>;

/**
 * A conversation, page by page. It is fetched when it is opened and when an officer asks for it, and
 * never by itself: each look stands in the audit log. `meant` is the number of a message that must be
 * there, however many pages that takes; `isAhead` while it is not.
 */
export function useTranscript(id: string, search: Search, meant: number | undefined) {
  const read = useInfiniteQuery({
    queryKey: ['transcript', id, search],
    queryFn: ({ pageParam, signal }) =>
      call(conversation, { query: { ...search, id, after: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const { data, error, isFetching, fetchNextPage } = read;
  const end = data?.pages.at(-1)?.next ?? Number.POSITIVE_INFINITY;
  const isAhead = meant !== undefined && end < meant;
  const goesOn = isAhead && error === null && !isFetching;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page begins the next
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, end]);
  return { ...read, isAhead };
}
