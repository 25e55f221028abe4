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

/** Removes the marks of Vietnamese, one character for one: "Đặng Ký" → "Dang Ky". Case stays. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text;
  let folded = '';
  for (const character of text.normalize('NFC')) folded += foldedCharacter(character);
  return folded;
}

const ASCII = /^[\0-\x7f]*$/;

/** Vietnamese has few characters, and each is met a thousand times. */
const foldedCharacter = remembered(foldCharacter);

/** What a function of one character gives, found out once for each character up to U+FFFF. */
export function remembered(find: (character: string) => string): (character: string) => string {
  const known = new Map<string, string>();
  return (character) => {
    const before = known.get(character);
    if (before !== undefined) return before;
    const found = find(character);
    if (character.length === 1) known.set(character, found);
    return found;
  };
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

function foldCharacter(character: string): string {
  if (character < '\u0080') return character;
  if (character === 'đ') return 'd';
  if (character === 'Đ') return 'D';
  const base = character.normalize('NFD')[0]!;
  return base.length === character.length ? base : character;
}
