import { normalise } from '../understanding/normalise.ts';
import type { ChannelWords } from './words.ts';

/**
 * Whether a text holds a keyword as whole words, with or without marks, or a source code. A keyword
 * with a dot is also found at the end of a longer name: `tenmien.vn` in `hiendienonline.tenmien.vn`.
 */
export function createOpens(words: Pick<ChannelWords, 'keywords' | 'sourceCode'>) {
  const holdsKeyword = createHolds(words.keywords);
  return (text: string): boolean =>
    sourceCode(text, words.sourceCode) !== undefined || holdsKeyword(text);
}

/** Whether what an officer writes to a person hands the conversation back to the assistant. */
export function createHandsBack({ handBack }: Pick<ChannelWords, 'handBack'>) {
  return createHolds(handBack);
}

function createHolds(given: readonly string[]): (text: string) => boolean {
  const sought = given
    .map(wordsOf)
    .flatMap((words) => [` ${words} `, ...(words.includes('.') ? [`.${words} `] : [])]);
  return (text) => {
    const whole = ` ${wordsOf(text)} `;
    return sought.some((words) => whole.includes(words));
  };
}

/** The source code in a text, in capitals: `HP-7K2Q`. */
export function sourceCode(text: string, pattern: string): string | undefined {
  const code = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${pattern})(?![\\p{L}\\p{N}-])`, 'iu').exec(text);
  return code?.[0].toUpperCase();
}

/** Without marks and punctuation, but with the dots inside names: `id.vn`. */
function wordsOf(text: string): string {
  const { folded } = normalise(text);
  return (folded.match(/\.?[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) ?? []).join(' ');
}
