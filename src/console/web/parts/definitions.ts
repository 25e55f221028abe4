import { useQuery } from '@tanstack/react-query';
import { type Definition, definitions, type Measure } from '../../contract/statistics.ts';
import { call } from '../call.ts';

/** What every figure means, which day it is, since when there is data, and what filters offer. */
export function useDefinitions() {
  return useQuery({
    queryKey: ['statistics', 'definitions'],
    queryFn: ({ signal }) => call(definitions, { signal }),
  });
}

/** How one measure is defined; undefined until the definitions are there. */
export function useDefinition(measure: Measure): Definition | undefined {
  return useDefinitions().data?.definitions.find(({ id }) => id === measure);
}
