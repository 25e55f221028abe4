import { useQuery } from '@tanstack/react-query';
import { conversationChoices } from '../../../contract/conversations.ts';
import { call } from '../../call.ts';

/** What there is to choose from in the filters. */
export function useChoices() {
  return useQuery({
    queryKey: ['conversations', 'choices'],
    queryFn: ({ signal }) => call(conversationChoices, { signal }),
    // Topics and flows change with the program, sources seldom.
    staleTime: 60_000,
  });
}
