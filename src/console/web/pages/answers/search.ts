import { z } from 'zod';
import type { AnswerSeen } from '../../../contract/flows.ts';
import { searchWords } from '../../../conversations/words.ts';
import { useAddress } from '../../parts/address.ts';

export const SORTS = ['group', 'given', 'failed'] as const;

/** What of the page is in its address, beside period and simulator. */
const Search = z.object({
  /** Words that all must occur, with or without marks, or be begun; "id.vn" is two, side by side. */
  q: z.string().max(100),
  group: z.string().max(60),
  sort: z.enum(SORTS),
  /** Only answers that say there is no official one. */
  unknown: z.literal('true'),
  /** The answer that is unfolded. */
  open: z.string().max(100),
});

export type Search = Partial<z.infer<typeof Search>>;

/** The search of the page, and how to change it. */
export function useSearch() {
  return useAddress(Search);
}

/** An answer with its words as they are searched. */
export interface Indexed {
  answer: AnswerSeen;
  folded: string;
}

/** All that an answer can be found by, folded once. */
export function indexed(answers: readonly AnswerSeen[]): Indexed[] {
  return answers.map((answer) => {
    const { title, groupTitle, topic, wording, afterProgramme, sources } = answer;
    const texts = [title, groupTitle, topic, wording.short, wording.details ?? ''];
    const after = [afterProgramme?.short ?? '', afterProgramme?.details ?? ''];
    return { answer, folded: ` ${searchWords([...texts, ...after, ...sources].join(' '))}` };
  });
}

/** The answers that are looked for, in the order that is asked for. */
export function found(all: readonly Indexed[], { q = '', group, sort, unknown }: Search) {
  const begun = q
    .split(/\s+/)
    .map(searchWords)
    .filter(Boolean)
    .map((word) => ` ${word}`);
  const kept = all
    .filter(
      ({ answer, folded }) =>
        (group === undefined || answer.group === group) &&
        (unknown === undefined || answer.unknown) &&
        begun.every((words) => folded.includes(words)),
    )
    .map(({ answer }) => answer);
  if (sort === undefined || sort === 'group') return kept;
  return kept.sort((a, b) => (b[sort] ?? 0) - (a[sort] ?? 0));
}

/** Answers by their groups, in the order in which these first occur. */
export function byGroup(answers: readonly AnswerSeen[]): [title: string, AnswerSeen[]][] {
  return [...Map.groupBy(answers, ({ groupTitle }) => groupTitle)];
}
