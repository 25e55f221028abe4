import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { conversationChoices } from '../../../contract/conversations.ts';
import { call } from '../../call.ts';
import { useSearch } from './search.ts';

/** What there is to choose from in the filters, and what the figure is called that led here. */
export function useChoices() {
  const { measure, key } = useSearch().query;
  const query = { ...(measure !== undefined && { measure }), ...(key !== undefined && { key }) };
  return useQuery({
    queryKey: ['conversations', 'choices', query],
    queryFn: ({ signal }) => call(conversationChoices, { query, signal }),
    placeholderData: keepPreviousData,
    // Topics and flows change with the program, sources seldom.
    staleTime: 60_000,
  });
}
