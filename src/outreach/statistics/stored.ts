/**
 * How a source stands in the statistics' tables: marked, so that no name a link was given can be
 * taken for "none" or for the rows that hold all sources together.
 */
export const ALL = '*';

const NONE = '-';

/** SQL for a source as it is stored. */
export const storedSourceSql = (source: string) => `coalesce('=' || ${source}, '${NONE}')`;

/** A filter's source as it is stored: a name, `-` for none, nothing for all. */
export function storedSource(source: string | undefined): string {
  if (source === undefined) return ALL;
  return source === NONE ? NONE : `=${source}`;
}

/** A stored source as filters and answers name it. */
export function shownSource(stored: string): string {
  return stored.startsWith('=') ? stored.slice(1) : stored;
}
