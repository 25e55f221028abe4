import type { Pool } from '../../database/client.ts';
import type { ConversationFilter } from '../contract/conversations.ts';
import { endOf, startOf } from './day.ts';
import { dayFacets, facetsWanted, RETURNED } from './facets.ts';
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
 * A filter as parts of the list, newest first. In a period things happened to conversations that last
 * went on within it, and, apart, to those that went on after it and to those a link of which was opened
 * in it when all had been said before.
 */
function partsOf(filter: ConversationFilter): Part[] {
  const { text, channel, from, to, measure, key, source } = filter;
  const channels = (channel ?? '').split(',').filter((name) => name !== '');
  const days = from === undefined || to === undefined ? [] : dayFacets(from, to);
  const query = text ? searchQuery(text) : undefined;
  // In what was asked for is no word that anything could be found by.
  if (text && query === undefined) return [];
  const base: Part = {
    facets: facetsWanted(filter),
    anyOf: [channels.map((name) => `channel:${name}`), days].filter((any) => any.length > 0),
    query,
    counted: measure && { measure, key, from, to, source },
  };
  if (from !== undefined && to !== undefined && from > to) return [];
  if (days.length > 0) {
    const [start, end] = [startOf(from!), endOf(to!)];
    const returned = { ...base, facets: [...base.facets, RETURNED], returned: true };
    return [
      { ...returned, from: end },
      { ...base, from: start, before: end },
      { ...returned, before: start },
    ];
  }
  // Of a figure only its events know when they were.
  if (measure !== undefined) return [base];
  const since = from === undefined ? {} : { from: startOf(from) };
  if (to === undefined) return [{ ...base, ...since }];
  const end = endOf(to);
  return [
    { ...base, from: end, returned: true, beganBefore: end },
    { ...base, ...since, before: end },
  ];
}
