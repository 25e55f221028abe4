import type { z } from 'zod';
import type { Edge, flowDrawing, Node } from '../../../contract/flows.ts';
import { percent } from '../../format.ts';
import { flows as words } from '../../words/flows.ts';
import { outcomes, rules } from '../../words/outcomes.ts';
import { handoverReasons } from '../../words/statistics-keys.ts';

export type Drawing = z.infer<typeof flowDrawing.answer>;

/** A way with its words, and its share of all that were at the step it leaves. */
export interface Way extends Edge {
  id: string;
  name: string;
  share: number | null;
}

/** A step with its place in the flow and what happened there. */
export interface Step extends Node {
  /** From 1, in the order of the file. */
  number: number;
  ways: Way[];
  arrivals: Way[];
}

/** A flow's steps in order, each with its ways. */
export function stepsOf({ nodes, edges }: Drawing): Step[] {
  const ways = edges.map((edge): Way => {
    const from = nodes.find(({ step }) => step === edge.from);
    return {
      ...edge,
      id: `${edge.from ?? ''}:${edge.label}:${edge.to}`,
      name: wayName(edge, from),
      share: shareOf(edge.count, from?.count),
    };
  });
  return nodes.map((node, i) => ({
    ...node,
    number: i + 1,
    ways: ways.filter(({ from }) => from === node.step),
    arrivals: ways.filter(({ to }) => to === node.step),
  }));
}

/** What a step is about, in words; nothing where its own words say it. */
export function aboutOf({ kind, about }: Node): string | null {
  if (about === null) return null;
  if (kind === 'decide') return rules[about] ?? about;
  if (kind === 'handover') return handoverReasons[about] ?? about;
  return about;
}

/** Which share of all that were at a step stopped there: "(12,5%)"; nothing where that is unknown. */
export function leftShareOf({ left, count }: Step): string {
  const share = shareOf(left, count);
  return share === null ? '' : `(${percent(share)})`;
}

function wayName({ from, label, words: said }: Edge, step: Node | undefined): string {
  if (from === null) return words.start;
  if (said !== null) return said;
  if (step?.kind === 'decide') return outcomes[`${step.about}:${label}`] ?? label;
  return words.given[label] ?? (label || words.next);
}

function shareOf(count: number | null, total: number | null | undefined): number | null {
  return count === null || !total ? null : count / total;
}

/** A step in a line: its number, its kind and how its words begin. */
export function stepName(step: Step): string {
  const [begins = ''] = (step.text ?? aboutOf(step) ?? '').split('\n');
  const short = begins.length > 70 ? `${begins.slice(0, 70).trimEnd()}…` : begins;
  return `${step.number}. ${words.kinds[step.kind]}${short === '' ? '' : `: ${short}`}`;
}
