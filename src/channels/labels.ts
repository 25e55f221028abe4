import { fits, type Length } from './capabilities.ts';

const GRAPHEMES = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * A label within a limit: as it is, or cut at a word (where that leaves at least half of it), with
 * `…` and then `tail`. Letters are never torn from their marks.
 */
export function shorten(label: string, limit: Length, tail = ''): string {
  if (tail === '' && fits(label, limit)) return label;
  const ending = tail === '' ? '…' : `… ${tail}`;
  let cut = '';
  for (const { segment } of GRAPHEMES.segment(label)) {
    if (!fits(`${cut}${segment}${ending}`, limit)) break;
    cut += segment;
  }
  const space = cut.lastIndexOf(' ');
  const inWord = cut.length < label.length && label[cut.length] !== ' ';
  const kept = inWord && space >= cut.length / 2 ? cut.slice(0, space) : cut;
  return `${kept.trimEnd()}${ending}`;
}

/**
 * Labels within a limit, no two alike unless they were: those that become the same by being cut
 * keep their last words ("Đăng ký… cá nhân", "Đăng ký… tổ chức"), or at worst get a number.
 */
export function shortLabels(labels: readonly string[], limit: Length): string[] {
  const short = labels.map((label) => shorten(label, limit));
  const byTail = short.map((label, i) =>
    isAlike(short, labels, i) ? withTail(labels[i]!, limit) : label,
  );
  const taken = new Map<string, string>();
  return byTail.map((label, i) => {
    const whole = labels[i]!;
    let given = label;
    for (let n = i + 1; isAlike(byTail, labels, i) || isTaken(taken, given, whole); n++) {
      if (fits(whole, limit)) break;
      given = shorten(whole, limit, String(n));
      if (!isTaken(taken, given, whole) && !byTail.includes(given)) break;
    }
    taken.set(given, whole);
    return given;
  });
}

/** Another label that was different has become the same. */
function isAlike(short: readonly string[], labels: readonly string[], i: number): boolean {
  return short.some((other, j) => other === short[i] && labels[j] !== labels[i]);
}

function isTaken(taken: ReadonlyMap<string, string>, label: string, whole: string): boolean {
  return taken.has(label) && taken.get(label) !== whole;
}

/** With as many of its last words as leave room for a beginning. */
function withTail(label: string, limit: Length): string {
  let best = shorten(label, limit);
  if (best === label) return label;
  const words = label.split(' ');
  for (let count = 1; count < words.length; count++) {
    const tail = words.slice(-count).join(' ');
    if (!fits(`${words[0]}… ${tail}`, limit)) break;
    best = shorten(words.slice(0, -count).join(' '), limit, tail);
  }
  return best;
}
