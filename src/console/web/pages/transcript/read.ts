import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { conversation } from '../../../contract/conversations.ts';
import { call } from '../../call.ts';
import type { Search } from '../conversations/search.ts';

/** A conversation as it is read. */
export type Transcript = z.infer<typeof conversation.answer>;

/**
 * A conversation, page by page. It is fetched when it is opened and when an officer asks for it, and
 * never by itself: each look stands in the audit log.
 */
export function useTranscript(id: string, search: Search) {
  return useInfiniteQuery({
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
}
