import { ANY, type FacetEvent } from './facets.ts';

/** How a turn ends with which the answer before it did not help. */
const FAILURES: readonly (string | null)[] = ['not-understood', 'handed-over'];

/**
 * What only several turns of a day show together: the questions at which a flow was left
 * (`stopped:id-vn/citizen`), and the topics whose answer was followed by a failure (`failed:cost`), as
 * the definitions of `steps-left` and `answers-failed` count them; `stopped:*` and `failed:*` for any.
 *
 * @param events in the order in which they happened
 */
export function turnFacets(events: readonly FacetEvent[]): string[] {
  const facets = [...Map.groupBy(events, ({ day }) => day).values()].flatMap(ofDay);
  const kinds = new Set(facets.map((facet) => facet.split(':')[0]));
  return [...facets, ...[...kinds].map((kind) => `${kind}:${ANY}`)];
}

function ofDay(events: readonly FacetEvent[]): string[] {
  const lastOfFlow = new Map<string, string>();
  const facets: string[] = [];
  let answered: string[] = [];
  for (const { type, topic, ending, path } of events) {
    if (type === 'topic-answered') answered.push(`failed:${topic}`);
    if (type !== 'message') continue;
    if (FAILURES.includes(ending)) facets.push(...answered);
    answered = [];
    for (const key of path ?? []) lastOfFlow.set(flowOf(key), key);
  }
  // Neither an answer, a decision, a jump nor the end.
  const questions = [...lastOfFlow.values()].filter((key) => !/[=:]/.test(key));
  return [...facets, ...questions.map((key) => `stopped:${plain(key)}`)];
}

const plain = (key: string) => key.replace(/#\d+$/, '');

const flowOf = (key: string) =>
  plain(key)
    .replace(/^(?:entered|left):/, '')
    .split('/')[0]!;
