import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { flowDrawing, flowList } from '../../../contract/flows.ts';
import { call } from '../../call.ts';
import { usePeriod } from '../../parts/period.tsx';

/** The period and the filters of the address, for links to other pages of the same figures. */
export function useKept(): string {
  const [params] = useSearchParams();
  const names = ['kind', 'start', 'channels', 'source'];
  return new URLSearchParams([...params].filter(([name]) => names.includes(name))).toString();
}

/** All flows, with their counts of the period in the address. */
export function useFlows() {
  const { query } = usePeriod();
  return useQuery({
    queryKey: ['statistics', 'flows', query],
    queryFn: ({ signal }) => call(flowList, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** One flow with its counts of the period in the address; not asked for where there is no flow. */
export function useDrawing(flow: string | undefined) {
  const { query } = usePeriod();
  return useQuery({
    queryKey: ['statistics', 'flow', flow, query],
    queryFn: ({ signal }) => call(flowDrawing, { query: { ...query, flow: flow! }, signal }),
    // Other figures of the same flow, and not the steps of another one.
    placeholderData: (previous) => (previous?.flow === flow ? previous : undefined),
    enabled: flow !== undefined,
  });
}
