import { type PhraseBook, phraseBook } from './phrase-book.ts';
import { phraseWords, type Word } from './words.ts';

/** What an abbreviation can stand for, the likeliest in this programme first: `dk` → đăng ký, điều kiện. */
export type Abbreviations = ReadonlyMap<string, readonly string[]>;

/** Reads the text of `flows/language/abbreviations.tsv`; throws an error that names the line of a mistake. */
export function parseAbbreviations(text: string): Abbreviations {
  const abbreviations = new Map<string, readonly string[]>();
  let headed = false;
  for (const [index, line] of text.normalize('NFC').split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (!headed) {
      headed = true;
      continue;
    }
    const [typed, meanings] = line.split('\t');
    if (!typed || !meanings) {
      throw new Error(
        `abbreviations line ${index + 1}: found "${line}", allowed typed<TAB>meaning|meaning`,
      );
    }
    abbreviations.set(
      typed,
      meanings.split('|').map((meaning) => meaning.trim()),
    );
  }
  return abbreviations;
}

/** A message with its abbreviations written out: the likeliest reading, and the words of the others. */
export interface Expanded {
  words: readonly Word[];
  others: readonly Word[];
}

export type Expand = (words: readonly Word[]) => Expanded;

/**
 * How well a meaning stands between its neighbours, 0 when nothing is known of that.
 */
export type Suits = (
  before: Word | undefined,
  meaning: readonly Word[],
  after: Word | undefined,
) => number;

/**
 * Writes abbreviations out. No meaning is thrown away: what is not the likeliest stays among
 * `others`, for a search to weigh. An abbreviation beside which another meaning's first word is
 * already written is left to that ("hộ kd" is "hộ kinh doanh", never "hộ không được").
 */
export function createExpand(abbreviations: Abbreviations, suits: Suits = () => 0): Expand {
  const book: PhraseBook<readonly Word[][]> = phraseBook(
    [...abbreviations].map(([typed, meanings]) => [typed, meanings.map(phraseWords)] as const),
  );
  return (typed) => {
    const words: Word[] = [];
    const others: Word[] = [];
    for (let i = 0; i < typed.length; ) {
      const found = book.at(typed, i);
      const next = i + (found?.length ?? 1);
      if (found) {
        const short = book.at(typed, next);
        const after = short ? short.value[0]![0] : typed[next];
        const meant = likeliest(found.value, (meaning) => suits(words.at(-1), meaning, after));
        words.push(...meant);
        for (const meaning of found.value) if (meaning !== meant) others.push(...meaning);
      } else {
        words.push(typed[i]!);
      }
      i = next;
    }
    return { words, others };
  };
}

/** What the meaning that the file names first has ahead of the others. */
const FIRST = 0.4;

function likeliest(
  meanings: readonly Word[][],
  suits: (meaning: readonly Word[]) => number,
): readonly Word[] {
  let best = meanings[0]!;
  if (meanings.length === 1) return best;
  let most = suits(best) + FIRST;
  for (const meaning of meanings.slice(1)) {
    const much = suits(meaning);
    if (much > most) [best, most] = [meaning, much];
  }
  return best;
}
