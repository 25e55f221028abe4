import type { z } from 'zod';
import { ConversationFilter } from '../../../contract/conversations.ts';
import { useAddress } from '../../parts/address.ts';

/** What is searched for, as the address carries it. */
export type Search = z.input<typeof ConversationFilter>;

/** The search of the page; a transcript keeps it, to know its neighbours and the way back. */
export function useSearch() {
  return useAddress(ConversationFilter);
}

/** The search as the end of an address: `?topic=…`, or nothing. */
export function addressEnd(search: Search): string {
  const end = new URLSearchParams(search as Record<string, string>).toString();
  return end === '' ? '' : `?${end}`;
}

const places = new Map<string, string>();

/** Remembers which conversation of a search was read last, so that going back leads there. */
export function rememberPlace(search: Search, conversation: string): void {
  places.set(addressEnd(search), conversation);
}

/** The conversation of a search that was read last. */
export function placeIn(search: Search): string | undefined {
  return places.get(addressEnd(search));
}
