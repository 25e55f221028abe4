import { isSyllable } from './syllable.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

/** Whether a message is in another language than Vietnamese. */
export type IsForeign = (text: string, words: readonly Word[]) => boolean;

/** So many common words of other languages tell one; a single one may stand in any Vietnamese sentence. */
const FEWEST = 2;
/** This part of the message must then be words that need not be Vietnamese. */
const SHARE = 0.7;

/**
 * Tells other languages by their writing ("你好", "Привет") or by their common words. A single
 * Vietnamese mark or abbreviation ("domain free ko ad") makes it Vietnamese.
 */
export function createForeign(
  { languages }: Pick<Vocabulary, 'languages'>,
  abbreviations: ReadonlySet<string>,
): IsForeign {
  const foreign = new Set(languages.foreign);
  const elsewhere = new Set([...languages.foreign, ...languages.shared, ...languages.beside]);

  return (text, words) => {
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
    if (letters - latin >= FEWEST && (letters - latin) * 2 >= letters) return true;
    const isVietnamese = ({ text, folded }: Word) =>
      !elsewhere.has(text) && (isSyllable(folded) ? text !== folded : abbreviations.has(text));
    if (words.some(isVietnamese)) return false;
    const known = words.filter(({ text }) => foreign.has(text)).length;
    const unlike = words.filter(
      ({ text, folded }) => elsewhere.has(text) || (!isSyllable(folded) && /^\p{L}/u.test(text)),
    ).length;
    return known >= FEWEST && unlike >= words.length * SHARE;
  };
}
