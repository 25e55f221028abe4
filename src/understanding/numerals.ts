import { type Normal, type Substitution, substitute } from './normalise.ts';
import { sameWord, type Word, wordsOf } from './words.ts';

const DIGITS: Readonly<Record<string, number>> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  nhăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
};
const KNOWN = Object.entries(DIGITS).map(([text, value]) => ({ ...known(text), value }));
const TEN = known('mười');
const TENS = known('mươi');
const HUNDRED = known('trăm');
const THOUSANDS = [known('nghìn'), known('ngàn')];
const ODD = [known('lẻ'), known('linh')];
/** After these a single word may be a number: "tháng ba", "mùng năm". */
const BEFORE_NUMBER = ['ngày', 'mùng', 'mồng', 'tháng', 'số', 'được'].map(known);
/** Before these too: "hai tuần", "ba tháng". */
const AFTER_NUMBER = ['tuổi', 'tháng', 'tuần', 'năm', 'ngày', 'hôm'].map(known);

/**
 * Numbers in words become digits: "hai mươi ba tuổi" → "23 tuổi", "hai không không ba" → "2003",
 * "tháng ba" → "tháng 3". One word alone is a number only beside a unit of time, as "năm" is also
 * the year, "tư" may be "từ" and "ba" is also a father.
 */
export function digitise(normal: Normal): Normal {
  const words = wordsOf(normal);
  const found: Substitution[] = [];
  for (let i = 0; i < words.length; ) {
    const number = spoken(words, i) ?? single(words, i);
    if (number) {
      const last = words[i + number.length - 1]!;
      found.push({ start: words[i]!.start, end: last.end, by: number.by });
    }
    i += number?.length ?? 1;
  }
  return substitute(normal, found);
}

interface Spoken {
  by: string;
  length: number;
}

function spoken(words: readonly Word[], from: number): Spoken | undefined {
  return thousands(words, from) ?? digitByDigit(words, from) ?? belowHundred(words, from);
}

/** "hai nghìn không trăm lẻ ba", "một nghìn chín trăm chín mươi chín", "hai nghìn lẻ năm". */
function thousands(words: readonly Word[], from: number): Spoken | undefined {
  const first = digit(words[from]);
  if (first === undefined || !isOneOf(words[from + 1], THOUSANDS)) return undefined;
  let value = first * 1000;
  let i = from + 2;
  const hundreds = digit(words[i]);
  if (hundreds !== undefined && is(words[i + 1], HUNDRED)) {
    value += hundreds * 100;
    i += 2;
  }
  if (isOneOf(words[i], ODD)) i++;
  const rest = belowHundred(words, i);
  const last = digit(words[i]);
  if (rest) {
    value += Number(rest.by);
    i += rest.length;
  } else if (last !== undefined) {
    value += last;
    i++;
  }
  return { by: String(value), length: i - from };
}

/** "hai không không ba" → 2003, "một chín chín chín" → 1999; in a year of birth also "không năm" → 05. */
function digitByDigit(words: readonly Word[], from: number): Spoken | undefined {
  const digits: number[] = [];
  while (digits.length < 4) {
    const value = digit(words[from + digits.length]);
    if (value === undefined) break;
    digits.push(value);
  }
  const by = digits.join('');
  if (/^(19|20)\d\d$/.test(by)) return { by, length: 4 };
  const yearBefore = /^(nam|sinh|sn)$/.test(words[from - 1]?.folded ?? '');
  if (yearBefore && digits.length === 2 && digits[0] === 0) return { by, length: 2 };
  return undefined;
}

/** "mười", "mười chín", "hai mươi", "hai mươi ba", "hai ba" before "tuổi". */
function belowHundred(words: readonly Word[], from: number): Spoken | undefined {
  if (is(words[from], TEN) && !is(words[from + 1], TENS)) {
    const unit = digit(words[from + 1]);
    if (unit !== undefined && unit > 0 && !isYearWord(words, from + 1)) {
      return { by: String(10 + unit), length: 2 };
    }
    return { by: '10', length: 1 };
  }
  const tens = digit(words[from]);
  if (tens === undefined || tens < 1) return undefined;
  if (!is(words[from + 1], TENS)) {
    const unit = digit(words[from + 1]);
    const aged = words[from + 2]?.folded === 'tuoi';
    return aged && unit !== undefined ? { by: String(tens * 10 + unit), length: 2 } : undefined;
  }
  const unit = digit(words[from + 2]);
  if (unit !== undefined && unit > 0 && !isYearWord(words, from + 2)) {
    return { by: String(tens * 10 + unit), length: 3 };
  }
  return { by: String(tens * 10), length: 2 };
}

function single(words: readonly Word[], at: number): Spoken | undefined {
  const value = digit(words[at]);
  if (value === undefined || value === 0) return undefined;
  const before = words[at - 1];
  const after = words[at + 1];
  // "tháng sau", "năm sau" are the next ones; six needs its mark or a year after it.
  if (words[at]!.text === 'sau' && !(is(before, BEFORE_NUMBER[3]!) && after?.folded === 'nam')) {
    return undefined;
  }
  if (words[at]!.folded === 'nam') {
    return isOneOf(before, BEFORE_NUMBER) && !/^\d+$/.test(after?.text ?? '')
      ? { by: String(value), length: 1 }
      : undefined;
  }
  if (words[at]!.text === 'từ' || words[at]!.text === 'tu') {
    return is(before, BEFORE_NUMBER[3]!) ? { by: String(value), length: 1 } : undefined;
  }
  const beside = isOneOf(before, BEFORE_NUMBER) || isOneOf(after, AFTER_NUMBER);
  return beside ? { by: String(value), length: 1 } : undefined;
}

/** "hai mươi năm 2005", "mười năm rồi": here "năm" is the year, not five. */
function isYearWord(words: readonly Word[], at: number): boolean {
  if (words[at]!.folded !== 'nam') return false;
  const next = words[at + 1];
  return (
    next !== undefined &&
    (/^\d/.test(next.text) ||
      digit(next) !== undefined ||
      /^(truoc|roi|nay|qua)$/.test(next.folded))
  );
}

function digit(word: Word | undefined): number | undefined {
  if (!word) return undefined;
  return KNOWN.find((known) => sameWord(word, known))?.value;
}

function known(text: string): { text: string; folded: string } {
  return wordsOf({ text })[0]!;
}

function is(word: Word | undefined, known: { text: string; folded: string }): boolean {
  return word !== undefined && sameWord(word, known);
}

function isOneOf(
  word: Word | undefined,
  all: readonly { text: string; folded: string }[],
): boolean {
  return all.some((known) => is(word, known));
}
