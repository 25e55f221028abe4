import { z } from 'zod';
import {
  MisunderstoodFilter,
  misunderstood,
  misunderstoodMessages,
} from '../../../contract/misunderstood.ts';
import { useAddress } from '../../parts/address.ts';

const Wanted = z.object({
  ...MisunderstoodFilter.shape,
  page: misunderstood.query.shape.page,
  /** The group that is open. */
  group: misunderstoodMessages.query.shape.group.optional(),
});

/** Filters, page and open group, which live in the address. Other filters begin at the first page. */
export function useWanted() {
  const { query, change } = useAddress(Wanted);
  const { page, group, ...filter } = query;
  return {
    query: filter,
    page: Number(page ?? 1),
    group,
    change: (next: { [Name in keyof typeof filter]?: string | undefined }) =>
      change({ ...next, page: undefined, group: undefined }),
    turn: (to: number) => change({ page: to === 1 ? undefined : String(to) }),
    open: (opened: string | undefined) => change({ group: opened }),
  };
}
