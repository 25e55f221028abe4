/**
 * The filters of a list or a file, as the audit log keeps them: `channel=zalo from=2026-11-01`, values
 * as in an address, so that a space always ends one. Of words that were searched for it says only
 * `text`: they may be a citizen's name. Undefined when nothing was chosen.
 *
 * @param named what stands before them: a file's name
 */
export function chosen(filter: object, ...named: readonly string[]): string | undefined {
  const filters = Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined || value === '') return [];
    return name === 'text' ? name : `${name}=${encodeURIComponent(String(value))}`;
  });
  return [...named, ...filters].join(' ') || undefined;
}
