import { fold, type Normal, normalise } from './normalise.ts';

/** One word of a message; the place is an index into {@link Normal.text}, the end exclusive. */
export interface Word {
  text: string;
  folded: string;
  start: number;
  end: number;
}

const WORD = /(?:id|biz)\.vn(?![\p{L}\p{N}])|\.vn(?![\p{L}\p{N}])|[\p{L}\p{M}\p{N}]+/gu;

/** The words of a message, without punctuation. `id.vn`, `biz.vn` and `.vn` are words. */
export function wordsOf(normal: Pick<Normal, 'text'>): Word[] {
  return Array.from(normal.text.matchAll(WORD), (match) => ({
    text: match[0],
    folded: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The words of a phrase from the files, brought into the same form as a message's. */
export function phraseWords(phrase: string): Word[] {
  return wordsOf(normalise(phrase));
}

/**
 * Whether a typed word can be a known one. Marks are evidence when typed and never required:
 * "khong" and "đươc" can be "không" and "được", but "cô" cannot be "có".
 */
export function sameWord(
  typed: Pick<Word, 'text' | 'folded'>,
  known: Pick<Word, 'text' | 'folded'>,
): boolean {
  if (typed.text === known.text) return true;
  if (typed.folded !== known.folded) return false;
  if (typed.text === typed.folded) return true;
  for (let i = 0; i < typed.text.length; i++) {
    const typedMarks = marks(typed.text[i]!);
    if (typedMarks.length === 0) continue;
    const knownMarks = marks(known.text[i]!);
    for (const mark of typedMarks) if (!knownMarks.includes(mark)) return false;
  }
  return true;
}

function marks(character: string): string {
  if (character < '\u0080') return '';
  return character === 'đ' ? 'đ' : character.normalize('NFD').slice(1);
}
