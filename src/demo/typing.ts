import { fold } from '../understanding/normal.ts';
import type { Random } from './random.ts';
import type { PeopleWords } from './words.ts';

/** How somebody types, in all they write. */
export const STYLES = ['proper', 'lower', 'unmarked', 'hasty', 'careless'] as const;

export type Style = (typeof STYLES)[number];

/** How many type how: few type as one is taught to. */
export const STYLE_SHARES: readonly (readonly [Style, number])[] = [
  ['proper', 28],
  ['lower', 26],
  ['unmarked', 27],
  ['hasty', 12],
  ['careless', 7],
];

/** A text as somebody of that style types it. Digits stay: a wrong date would be another answer. */
export function typed(
  text: string,
  style: Style,
  random: Random,
  { shorter }: Pick<PeopleWords, 'shorter'>,
): string {
  switch (style) {
    case 'proper':
      return text;
    case 'lower':
      return lower(text);
    case 'unmarked':
      return fold(lower(text));
    case 'hasty':
      return shortened(lower(text), shorter);
    case 'careless':
      return slipped(random.chance(0.5) ? fold(lower(text)) : lower(text), random);
  }
}

const lower = (text: string) => text.toLowerCase().replace(/[?.!]+$/, '');

function shortened(text: string, shorter: Readonly<Record<string, string>>): string {
  const written = Object.entries(shorter).reduce(
    (said, [long, short]) => ` ${said} `.replaceAll(` ${long} `, ` ${short} `).slice(1, -1),
    text,
  );
  return written.trim();
}

/** One letter in about twelve goes wrong: left out, doubled, or after its neighbour. */
function slipped(text: string, random: Random): string {
  const letters = [...text];
  for (let i = 1; i < letters.length - 1; i++) {
    const [here = '', next = ''] = [letters[i], letters[i + 1]];
    if (!/\p{L}/u.test(here) || !/\p{L}/u.test(next) || !random.chance(0.08)) continue;
    const slip = random.between(0, 2);
    if (slip === 0) letters.splice(i, 1);
    else if (slip === 1) letters.splice(i, 0, here);
    else letters.splice(i, 2, next, here);
    i += 2;
  }
  return letters.join('');
}
