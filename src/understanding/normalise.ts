import { replaceDomainNames } from './domain-names.ts';
import { fold, type Normal, remembered } from './normal.ts';

export { fold, type Normal, type Substitution, substitute } from './normal.ts';

/** Brings a message into the form that the rest of this folder reads. */
export function normalise(typed: string): Normal {
  const original = typed.normalize('NFC');
  return replaceDomainNames(squeeze(original));
}

/** Lower case and NFC, with tone marks where the older spelling has them ("thuỷ" → "thủy"), as all known words are kept. */
export function canonical(text: string): string {
  return placeTones(text.normalize('NFC').toLowerCase());
}

function squeeze(original: string): Normal {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < original.length; i++) {
    const character = plainUnit(original[i]!);
    const last = text.at(-1);
    if (character === ' ' && (last === undefined || last === ' ')) continue;
    const repeated = last === character && text.at(-2) === character;
    if (repeated && /\p{L}|[!?.,]/u.test(character)) {
      // The third in a row: from here on the run is one character, however long it is.
      while (i + 1 < original.length && plainUnit(original[i + 1]!) === character) i++;
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

const plainUnit = remembered(plain);

/** One UTF-16 unit in lower case, spaces, quotes and dashes in their plain form; never longer than one unit. */
function plain(unit: string): string {
  if (/\s|\u200b|\ufeff/.test(unit)) return ' ';
  if (/[‐-―−]/.test(unit)) return '-';
  if (/[“”„]/.test(unit)) return '"';
  if (/[‘’]/.test(unit)) return "'";
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
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
