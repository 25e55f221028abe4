import { decodeTelex, decodeVni } from './keystrokes.ts';
import { type Normal, type Substitution, substitute } from './normalise.ts';
import { isSyllable } from './syllable.ts';
import { wordsOf } from './words.ts';

/** Writes out what was typed with the Vietnamese keyboard switched off. */
export type DecodeTyping = (normal: Normal) => Normal;

/**
 * Makes the decoder of raw telex and VNI: "teen mieenf dang kys" → "tên miền dang ký". A word that
 * is Vietnamese as it stands, or known to be no Vietnamese word, or part of an address, stays; an
 * English word that could be telex ("teen", "has") is taken for it beside words that surely are.
 *
 * @param english words in lower case that people write among Vietnamese ones.
 * @param abbreviations what is short for something: "ks", "cx".
 */
export function createTyping(
  english: ReadonlySet<string>,
  abbreviations: ReadonlySet<string>,
): DecodeTyping {
  return (normal) => {
    const found: (Substitution & { sure: boolean; english: boolean; digits: boolean })[] = [];
    for (const { text, folded, start, end } of wordsOf(normal)) {
      if (isSyllable(folded) || abbreviations.has(text) || isInAddress(normal.text, start, end))
        continue;
      const decoded = decodeTelex(text) ?? decodeVni(text);
      if (decoded === undefined) continue;
      found.push({
        start,
        end,
        by: decoded.word,
        sure: decoded.sure,
        english: english.has(folded),
        digits: /\d/.test(text),
      });
    }
    const raw = found.filter((one) => !one.english && (one.sure || !one.digits));
    const sure = raw.some((one) => one.sure) || raw.length > 1;
    // Alone, "co1" is as likely "có 1", and an English word an English word.
    return substitute(
      normal,
      found.filter((one) => sure || raw.includes(one) || (one.sure && raw.length > 0)),
    );
  };
}

/** Beside such a character without a space it is part of a web address, an e-mail address, a file's name. */
function isInAddress(text: string, start: number, end: number): boolean {
  return (
    /[./@:_\\-]/.test(text[start - 1] ?? '') || /[/@:_\\-]|\.\S/.test(text.slice(end, end + 2))
  );
}
