import type { Abbreviations, Suits } from '../abbreviations.ts';
import type { Word } from '../words.ts';

/** Makes a pair that always stands together count for about 2. */
const TOGETHER = 6;

/**
 * Learns from texts which words stand beside one another, to choose between the meanings of an
 * abbreviation: "đv" is "đơn vị" after "các" and "dịch vụ" after "những".
 *
 * Only words written out are learned from, without marks, as that is how most are typed.
 */
export function createSuits(
  texts: readonly (readonly Word[])[],
  abbreviations: Abbreviations,
): Suits {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const words of texts) {
    for (const [i, { folded, text }] of words.entries()) {
      if (abbreviations.has(text)) continue;
      add(folded);
      const next = words[i + 1];
      if (next !== undefined && !abbreviations.has(next.text)) add(`${folded} ${next.folded}`);
    }
  }
  const seen = (key: string) => counts.get(key) ?? 0;
  /** How much likelier the second word is after the first than anywhere; nothing known is 0. */
  const drawn = (first: string, second: string) => {
    const together = seen(`${first} ${second}`);
    if (together === 0) return 0;
    return Math.log(1 + (together * TOGETHER) / Math.sqrt(seen(first) * seen(second)));
  };
  return (before, meaning, after) => {
    const first = meaning[0]!.folded;
    const last = meaning.at(-1)!.folded;
    return (before ? drawn(before.folded, first) : 0) + (after ? drawn(last, after.folded) : 0);
  };
}
