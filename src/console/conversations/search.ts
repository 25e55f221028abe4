import type { Pool } from '../../database/client.ts';
import type { ConversationFilter } from '../contract/conversations.ts';
import { endOf, startOf } from './day.ts';
import { facetsWanted } from './facets.ts';
import { type Cursor, type Found, type Part, pageOf, totalOf } from './walk.ts';
import { searchQuery } from './words.ts';

/** Which part of the list is wanted. */
export interface Page {
  /** Conversations before this place; absent: from the beginning. */
  cursor?: Cursor;
  /** `older` (newest first) unless `newer`: then the nearest first. */
  direction?: 'older' | 'newer';
  limit: number;
}

/** Conversations that match, newest first, and whether more follow. */
export async function findConversations(
  pool: Pool,
  filter: ConversationFilter,
  { cursor, direction = 'older', limit }: Page,
): Promise<{ found: Found[]; more: boolean }> {
  const parts = partsOf(filter);
  if (direction === 'newer') parts.reverse();
  const found: Found[] = [];
  for (const part of parts) {
    const wish = { ...(cursor && { cursor }), direction, limit: limit + 1 - found.length };
    found.push(...(await pageOf(pool, part, wish)));
    if (found.length > limit) break;
  }
  return { found: found.slice(0, limit), more: found.length > limit };
}

/** How many conversations match: exactly up to `most`, and whether there are more. */
export async function countConversations(
  pool: Pool,
  filter: ConversationFilter,
  most: number,
): Promise<{ count: number; more: boolean }> {
  let count = 0;
  for (const part of partsOf(filter)) {
    count += await totalOf(pool, part, most + 1 - count);
    if (count > most) return { count: most, more: true };
  }
  return { count, more: false };
}

/**
 * A filter as parts of the list, newest first. A period that is over holds the conversations that
 * last went on within it, and, apart, those that began before its end and went on after it on
 * another day.
 */
function partsOf(filter: ConversationFilter): Part[] {
  const { text, channel, from, to } = filter;
  const base: Part = {
    facets: facetsWanted(filter),
    anyOf: (channel ?? '').split(',').flatMap((name) => (name === '' ? [] : [`channel:${name}`])),
    query: text === undefined ? undefined : searchQuery(text),
    from: from === undefined ? undefined : startOf(from),
  };
  if (to === undefined) return [base];
  const end = endOf(to);
  const later = base.from === undefined || base.from < end ? end : base.from;
  return [
    { ...base, from: later, beganBefore: end },
    { ...base, before: end },
  ];
}
