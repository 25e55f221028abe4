/**
 * Splits a text so that every part has at most `limit` characters: between paragraphs where it can,
 * else between lines, else between sentences. Returns `undefined` when one sentence alone is longer
 * than the limit: such a text must be rewritten.
 *
 * Characters are UTF-16 code units, as the platforms count them or more strictly so.
 */
export function splitText(text: string, limit: number): string[] | undefined {
  return splitBy(text, limit, [/\n\n/, /\n/, /(?<=[.!?…:;])\s+/], ['\n\n', '\n', ' ']);
}

function splitBy(
  text: string,
  limit: number,
  separators: readonly RegExp[],
  glue: readonly string[],
): string[] | undefined {
  if (text.length <= limit) return [text];
  const [separator, ...finer] = separators;
  if (separator === undefined) return undefined;
  const parts: string[] = [];
  let current = '';
  for (const piece of text.split(separator)) {
    const joined = current === '' ? piece : `${current}${glue[0]}${piece}`;
    if (joined.length <= limit) {
      current = joined;
      continue;
    }
    if (current !== '') parts.push(current);
    const split = splitBy(piece, limit, finer, glue.slice(1));
    if (split === undefined) return undefined;
    parts.push(...split.slice(0, -1));
    current = split.at(-1)!;
  }
  return current === '' ? parts : [...parts, current];
}
