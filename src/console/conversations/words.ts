import { fold } from '../../understanding/normal.ts';

/**
 * A text as it is searched: no marks, lower case, nothing but letters and digits, so that "id.vn"
 * is the two words `id vn` here and in {@link searchQuery}.
 */
export function searchWords(text: string): string {
  return fold(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Shorter beginnings of a word would find nearly everything. */
const SHORTEST_BEGINNING = 2;

/**
 * What an officer typed, in PostgreSQL's words (`tsquery`): every word must occur; what stands in
 * quotes or is joined by a dot, side by side; the last word may be only begun, unless it is quoted
 * or a space follows it. Undefined when no word is in it.
 */
export function searchQuery(text: string): string | undefined {
  const phrases: string[] = [];
  const parts = text.split(/["“”]/);
  for (const [i, part] of parts.entries()) {
    // An opening quote without its end holds nothing back.
    const quoted = i % 2 === 1 && i < parts.length - 1;
    const isOpen = i === parts.length - 1 && /\S$/.test(part);
    const given = quoted ? [part] : part.split(/\s+/);
    const found = given.map((one) => searchWords(one).split(' ').filter(Boolean));
    for (const [j, words] of found.entries()) {
      if (words.length === 0) continue;
      const isLast = isOpen && !quoted && j === found.length - 1;
      const begins = isLast && words.at(-1)!.length >= SHORTEST_BEGINNING;
      phrases.push(`(${words.map((word) => `'${word}'`).join(' <-> ')}${begins ? ':*' : ''})`);
    }
  }
  return phrases.length === 0 ? undefined : phrases.join(' & ');
}
