import type { z } from 'zod';
import type { Edge, flowDrawing, Node } from '../../../contract/flows.ts';
import { figure, percent } from '../../format.ts';
import { flows as words } from '../../words/flows.ts';
import { outcomes, rules } from '../../words/outcomes.ts';
import { handoverReasons } from '../../words/statistics-keys.ts';

export type Drawing = z.infer<typeof flowDrawing.answer>;

/** A way with its words, and its share of all that went on from, or stopped at, the step it leaves. */
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
  /** How many came to it; null: no data. */
  passed: number | null;
  /** Of those, how many stopped at it; null for what is no question, too. */
  left: number | null;
  /** Its share of all that went on from it or stopped. */
  leftShare: number | null;
}

/** A flow's steps in order, each with its ways. */
export function stepsOf({ nodes, edges }: Drawing): Step[] {
  const kept = nodes.map((node) => {
    const arriving = edges.filter(({ to }) => to === node.step);
    const leaving = edges.filter(({ from }) => from === node.step);
    const left = node.kind === 'ask' ? sum(arriving.map(({ left }) => left)) : null;
    const onward = sum(leaving.map(({ count }) => count));
    return { node, arriving, leaving, left, total: onward === null ? null : onward + (left ?? 0) };
  });
  const totals = new Map(kept.map(({ node, total }) => [node.step, total]));
  const named = (edge: Edge): Way => ({
    ...edge,
    id: `${edge.from ?? ''}:${edge.label}:${edge.to}`,
    name: wayName(
      edge,
      nodes.find(({ step }) => step === edge.from),
    ),
    share: edge.from === null ? null : shareOf(edge.count, totals.get(edge.from)),
  });
  return kept.map(({ node, arriving, leaving, left, total }, i) => ({
    ...node,
    number: i + 1,
    ways: leaving.map(named),
    arrivals: arriving.map(named),
    passed: sum(arriving.map(({ count }) => count)),
    left,
    leftShare: shareOf(left, total),
  }));
}

/** What a step is about, in words; nothing where its own words say it. */
export function aboutOf({ kind, about }: Node): string | null {
  if (about === null) return null;
  if (kind === 'decide') return rules[about] ?? about;
  if (kind === 'handover') return handoverReasons[about] ?? about;
  return about;
}

/** How many stopped at a step, with their share of all who went on or stopped. */
export function leftOf({ left, leftShare }: Step): string {
  return leftShare === null ? figure(left) : `${figure(left)} (${percent(leftShare)})`;
}

/** The key of a path by which conversations that went this way are found. */
export function pathKey(flow: string, { from, label }: Edge, step: Node | undefined): string {
  if (from === null || step === undefined) return `entered:${flow}`;
  if (step.kind === 'decide') return `${flow}/${from}:${label}`;
  if (step.kind !== 'ask') return `${flow}/${from}`;
  // Of a date or a place only that it was given is on record.
  return `${flow}/${from}=${step.choices.some(({ value }) => value === label) ? label : '*'}`;
}

function wayName({ from, label, words: said }: Edge, step: Node | undefined): string {
  if (from === null) return words.start;
  if (said !== null) return said;
  if (step?.kind === 'decide') return outcomes[`${step.about}:${label}`] ?? label;
  return words.given[label] ?? (label || words.next);
}

function sum(counts: readonly (number | null)[]): number | null {
  if (counts.includes(null)) return null;
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
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
