import type { Abbreviations } from '../abbreviations.ts';
import { editDistance } from '../edit-distance.ts';
import { isSyllable } from '../syllable.ts';
import type { Word } from '../words.ts';

/** Mends words that are no words, so that they are compared as what was meant. */
export type Mend = (words: readonly Word[]) => Word[];

/** Shorter words have too many neighbours a letter away; from here up to … */
const SHORTEST = 3;
/** … this, only one that is known to stand beside the next word or the last will do. */
const SHORT = 3;

/** Standing beside a neighbour it is known beside counts as much as so many times in the texts. */
const BESIDE = 50;

/** How sounds are written when typing fast: "fải" → "phải", "thik" → "thích", "zui" → "vui". */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^f/, 'ph'],
  [/k$/, 'ch'],
  [/^j/, 'gi'],
  [/^w/, 'qu'],
  [/^z/, 'v'],
  [/^z/, 'd'],
];

/**
 * Learns the words and pairs of words of these texts and makes what mends others by them: glued
 * words ("tênmiền"), a slipped space ("đăn gký"), a word cut to its first letter ("ctrình"), a
 * letter wrong, missing, added or swapped ("tuogn"), a sound spelt otherwise ("fải"). Only what can be no Vietnamese word is
 * touched: a word nobody here knows is most often about something else.
 *
 * @param english words that stay as they are.
 */
export function createMend(
  texts: readonly (readonly Word[])[],
  english: ReadonlySet<string>,
  abbreviations: Abbreviations,
): Mend {
  const used = new Map<string, number>();
  for (const words of texts) for (const { folded } of words) add(used, folded);
  const isWord = ({ text, folded }: Word) =>
    isSyllable(folded) || english.has(text) || abbreviations.has(text) || /[\d.]/.test(text);
  /** A brand, a foreign word: more than one text has it. */
  const isUsed = ({ folded }: Word) => (used.get(folded) ?? 0) > 1;

  const counts = new Map<string, number>();
  const pairs = new Map<string, number>();
  for (const words of texts) {
    for (const [i, word] of words.entries()) {
      if (!isSyllable(word.folded) && !english.has(word.folded)) continue;
      add(counts, word.folded);
      const next = words[i + 1];
      if (next && isSyllable(next.folded)) add(pairs, `${word.folded} ${next.folded}`);
    }
  }
  /** "tenmien" → "ten mien", "ctrinh" → "chuong trinh": the commonest pair written so. */
  const glued = new Map<string, string>();
  const cut = new Map<string, string>();
  const keep = (map: Map<string, string>, key: string, pair: string) => {
    const other = map.get(key);
    if (other === undefined || pairs.get(pair)! > pairs.get(other)!) map.set(key, pair);
  };
  for (const pair of pairs.keys()) {
    const [first, second] = pair.split(' ') as [string, string];
    keep(glued, first + second, pair);
    if (pairs.get(pair)! > 1) keep(cut, first[0]! + second, pair);
  }
  /** Each known word by what is left of it without one letter. */
  const byLess = new Map<string, string[]>();
  for (const [word, count] of counts) {
    if (count < 2 || word.length < SHORTEST) continue;
    for (const less of withoutOne(word)) {
      const words = byLess.get(less);
      if (words) words.push(word);
      else byLess.set(less, [word]);
    }
  }
  const nearest = ({ folded }: Word, before?: Word, after?: Word): string | undefined => {
    if (folded.length < SHORTEST) return undefined;
    let best: string | undefined;
    let most = 0;
    for (const less of withoutOne(folded)) {
      for (const word of byLess.get(less) ?? []) {
        if (word !== best && editDistance(folded, word) > 1) continue;
        const beside =
          (before ? (pairs.get(`${before.folded} ${word}`) ?? 0) : 0) +
          (after ? (pairs.get(`${word} ${after.folded}`) ?? 0) : 0);
        if (folded.length <= SHORT && beside === 0) continue;
        const likely = counts.get(word)! + BESIDE * beside;
        if (likely > most) [best, most] = [word, likely];
      }
    }
    return best;
  };

  const meaning = (word: Word, before?: Word, after?: Word): string | undefined =>
    glued.get(word.folded) ??
    heard(word, counts) ??
    (isUsed(word) ? undefined : (cut.get(word.folded) ?? nearest(word, before, after)));

  return (words) => {
    const mended: Word[] = [];
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      const next = words[i + 1];
      const slipped =
        next && !(isWord(word) && isWord(next)) && glued.get(word.folded + next.folded);
      if (slipped && slipped !== `${word.folded} ${next.folded}`) {
        mended.push(...written(slipped, word));
        i++;
      } else {
        const meant = isWord(word) ? undefined : meaning(word, mended.at(-1), next);
        mended.push(...(meant === undefined ? [word] : written(meant, word)));
      }
    }
    return mended;
  };
}

function heard({ folded }: Word, counts: ReadonlyMap<string, number>): string | undefined {
  return SOUNDS.map(([typed, sound]) => folded.replace(typed, sound)).find(
    (word) => word !== folded && isSyllable(word) && counts.has(word),
  );
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function written(text: string, { start, end }: Word): Word[] {
  return text.split(' ').map((word) => ({ text: word, folded: word, start, end }));
}

/** The word itself, and it without each of its letters. */
function withoutOne(word: string): Set<string> {
  const all = new Set([word]);
  for (let i = 0; i < word.length; i++) all.add(word.slice(0, i) + word.slice(i + 1));
  return all;
}
