import { replaceDomainNames } from './domain-names.ts';

/**
 * A message in the form everything here works on, with the way back to what was typed.
 *
 * `text` and `folded` have the same length, so an index found in one is an index in the other;
 * `starts` and `ends` lead from such an index to the original, which is what masking must cut.
 */
export interface Normal {
  /** NFC of what was typed. */
  original: string;
  /** Lower case, one space between words, "khônggg" → "không", "ai đi chấm vi en" → "id.vn". */
  text: string;
  /** {@link text} without marks: "không" → "khong", "đ" → "d". */
  folded: string;
  /** For each character of {@link text}: where in {@link original} it begins … */
  starts: readonly number[];
  /** … and ends (exclusive). */
  ends: readonly number[];
}

/** Brings a message into the form that the rest of this folder reads. */
export function normalise(typed: string): Normal {
  const original = typed.normalize('NFC');
  return replaceDomainNames(squeeze(original));
}

/** Removes the marks of Vietnamese, one character for one: "Đặng Ký" → "Dang Ky". Case stays. */
export function fold(text: string): string {
  let folded = '';
  for (const character of text.normalize('NFC')) folded += foldCharacter(character);
  return folded;
}

/** Lower case and NFC, with tone marks where the older spelling has them ("thuỷ" → "thủy"), as all known words are kept. */
export function canonical(text: string): string {
  return placeTones(text.normalize('NFC').toLowerCase());
}

/** A {@link Normal} in which each match gives way to other words, with the way back kept. */
export function substitute(normal: Normal, matches: readonly Substitution[]): Normal {
  if (matches.length === 0) return normal;
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let from = 0;
  const copy = (until: number) => {
    text += normal.text.slice(from, until);
    starts.push(...normal.starts.slice(from, until));
    ends.push(...normal.ends.slice(from, until));
  };
  for (const { start, end, by } of matches) {
    copy(start);
    text += by;
    for (let i = 0; i < by.length; i++) {
      starts.push(normal.starts[start]!);
      ends.push(normal.ends[end - 1]!);
    }
    from = end;
  }
  copy(normal.text.length);
  return { original: normal.original, text, folded: fold(text), starts, ends };
}

/** Part of {@link Normal.text} (end exclusive) and what stands there afterwards. In order, not overlapping. */
export interface Substitution {
  start: number;
  end: number;
  by: string;
}

function squeeze(original: string): Normal {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < original.length; i++) {
    const character = plain(original[i]!);
    const last = text.at(-1);
    if (character === ' ' && (last === undefined || last === ' ')) continue;
    const repeated = last === character && text.at(-2) === character;
    if (repeated && /\p{L}|[!?.,]/u.test(character)) {
      // The third in a row: from here on the run is one character, however long it is.
      while (i + 1 < original.length && plain(original[i + 1]!) === character) i++;
      text = text.slice(0, -1);
      starts.pop();
      ends.pop();
      ends[ends.length - 1] = i + 1;
      continue;
    }
    text += character;
    starts.push(i);
    ends.push(i + 1);
  }
  const placed = placeTones(text);
  return { original, text: placed, folded: fold(placed), starts, ends };
}

/** One UTF-16 unit in lower case, spaces, quotes and dashes in their plain form; never longer than one unit. */
function plain(unit: string): string {
  if (/\s|\u200b|\ufeff/.test(unit)) return ' ';
  if (/[‐-―−]/.test(unit)) return '-';
  if (/[“”„]/.test(unit)) return '"';
  if (/[‘’]/.test(unit)) return "'";
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

function foldCharacter(character: string): string {
  if (character < '\u0080') return character;
  if (character === 'đ') return 'd';
  if (character === 'Đ') return 'D';
  const base = character.normalize('NFD')[0]!;
  return base.length === character.length ? base : character;
}

const NEW_STYLE = /(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/;

/** "hoà", "thuỷ" → "hòa", "thủy": the same syllable in two accepted spellings. */
function placeTones(text: string): string {
  return text.replace(NEW_STYLE, (pair) => {
    const decomposed = pair[1]!.normalize('NFD');
    const tone = TONES.exec(decomposed)![0];
    return (pair[0]! + tone + decomposed.replace(tone, '')).normalize('NFC');
  });
}
