import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { health } from '../../../contract/health.ts';
import { call } from '../../call.ts';

/** How everything is. */
export type Health = z.infer<typeof health.answer>;
export type ChannelHealth = Health['channels'][number];

export function useHealth() {
  return useQuery({
    queryKey: ['health', 'now'],
    queryFn: ({ signal }) => call(health, { signal }),
  });
}
