import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Said, simulation } from '../../../contract/flows.ts';
import { call } from '../../call.ts';
import { useDefinitions } from '../../parts/definitions.ts';
import type { Place } from './place.ts';

/** Most that can be said in one simulation, as the contract has it. */
const MOST = 60;

/**
 * A simulated conversation: what is said is kept here and played anew at every change, so that
 * taking back the last message, or another day, is another play of the same words.
 */
export function useSimulation({ on, from }: Pick<Place, 'on' | 'from'>) {
  const definitions = useDefinitions();
  const [said, setSaid] = useState<readonly { said: Said; shown: string }[]>([]);
  const day = on ?? definitions.data?.today;
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    queryKey: ['simulation', day, from, said],
    queryFn: ({ signal }) =>
      call(simulation, {
        body: {
          on: day!,
          ...(from !== undefined && { from }),
          said: said.map(({ said: one }) => one),
        },
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: day !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // What was said is nobody's to keep, once the page is left.
    gcTime: 0,
  });
  return {
    day,
    data,
    // Without an answer to which day it is, nothing is asked.
    error: error ?? (day === undefined ? definitions.error : null),
    refetch: () => Promise.all([day !== undefined && refetch(), definitions.refetch()]),
    /** What was said and has no answer yet, as it is shown. */
    waiting: isFetching
      ? said.slice(isPlaceholderData ? played(data?.turns) : 0).map(({ shown }) => shown)
      : [],
    isFull: said.length >= MOST,
    hasSaid: said.length > 0,
    say: (one: Said, shown: string) => setSaid((before) => [...before, { said: one, shown }]),
    undo: () => setSaid((before) => before.slice(0, -1)),
    restart: () => setSaid([]),
  };
}

function played(turns: readonly { led: boolean }[] = []): number {
  return turns.filter(({ led }) => !led).length;
}

export type Simulation = ReturnType<typeof useSimulation>;
