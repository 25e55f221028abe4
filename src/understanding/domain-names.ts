import { type Normal, type Substitution, substitute } from './normal.ts';

const VN = '(?:vn|vm|vi[ -]?en|ve[ -]?no|ve[ -]en[ -]?no|v[ -]?n)';
const DOT = '(?: ?[.,] ?| ?cham ?| )';

/**
 * How "id.vn", "biz.vn" and ".vn" are typed, spoken into a telephone and misspelt. Told by their
 * sound, so they are matched without marks. The longer ones first.
 */
const SPELLINGS: readonly { by: string; folded: string }[] = [
  { by: 'id.vn', folded: `\\.?(?:id|ai[ -]?di|ai[ -]?d|i[ -]?de|ai[ -]?de)${DOT}${VN}` },
  { by: 'id.vn', folded: '\\.?id[ -]?v[nm]' },
  { by: 'biz.vn', folded: `\\.?(?:bizz?|biss?|bi[xc]|bi[ -]?do|bit)${DOT}${VN}` },
  { by: 'biz.vn', folded: `\\.?bi cham ${VN}` },
  { by: 'biz.vn', folded: '\\.?bizz?[ -]?v[nm]|\\.?bizz' },
  { by: '.vn', folded: `cham ${VN}` },
];

const PATTERN = new RegExp(
  SPELLINGS.map(
    ({ folded }, i) => `(?<s${i}>(?<![\\p{L}\\p{N}])(?:${folded})(?![\\p{L}\\p{N}]))`,
  ).join('|'),
  'gu',
);

/** Makes each spelling of the programme's domain names one word: `id.vn`, `biz.vn`, `.vn`. */
export function replaceDomainNames(normal: Normal): Normal {
  const found: Substitution[] = [];
  for (const match of normal.folded.matchAll(PATTERN)) {
    const index = SPELLINGS.findIndex((_, i) => match.groups![`s${i}`] !== undefined);
    const start = match.index;
    found.push({ start, end: start + match[0].length, by: SPELLINGS[index]!.by });
  }
  return substitute(normal, found);
}
