import type { Pool } from '../../database/client.ts';
import { type Bot, edgesOf, type Flow, isOnRecord, type Step } from '../../engine/bot.ts';
import type { Period } from './period.ts';
import { breakdown, type Filters, type Share } from './query.ts';

/** How many conversations (once a day each) were at one step of a flow, by `steps`. */
export interface StepCount {
  /** Its name in the flow. */
  step: string;
  count: number;
  /** Of those, how many that day stopped here, by `steps-left`; null of what is no question: there nobody stops. */
  left: number | null;
}

/** How many conversations (once a day each) went along one edge of a flow's graph, by `steps`. */
export interface EdgeCount {
  /** The step it leaves, by its name in the flow; null for the way into the flow. */
  from: string | null;
  /** As {@link edgesOf} names it: a choice, an outcome, the kind of a date, or nothing. */
  label: string;
  /** The step it leads to, or `end`. */
  to: string;
  /** By which key of `steps` it is counted. */
  key: string;
  count: number;
}

/** A flow in figures. */
export interface FlowCounts {
  /** All steps, in the order of the file. */
  steps: StepCount[];
  /** The way into the flow, then the ways from each step. */
  edges: EdgeCount[];
}

/** How often an approved answer was given, by `questions`, and followed by a failure, by `answers-failed`. */
export interface AnswerCount {
  given: number;
  failed: number;
}

/** Every flow in figures, by its name; null where there is no data for the period. */
export async function flowCounts(
  pool: Pool,
  flows: Bot['flows'],
  period: Period,
  filters: Filters,
): Promise<ReadonlyMap<string, FlowCounts> | null> {
  if (period.state === 'missing') return null;
  const [passed, left] = await Promise.all([
    breakdown(pool, 'steps', 'key', period, filters),
    breakdown(pool, 'steps-left', 'key', period, filters),
  ]);
  const [went, stayed] = [byKey(passed), byKey(left)];
  return new Map(
    [...flows.values()].map((flow) => [
      flow.name,
      {
        steps: [...flow.steps].map(([step, { id, kind }]) => ({
          step,
          count: went(id),
          left: kind === 'ask' ? stayed(id) : null,
        })),
        edges: edgesIn(flow).map((edge) => ({ ...edge, count: went(edge.key) })),
      },
    ]),
  );
}

/** By topic: of every answer that was given in the period; null where there is no data for it. */
export async function answerCounts(
  pool: Pool,
  period: Period,
  filters: Filters,
): Promise<ReadonlyMap<string, AnswerCount> | null> {
  if (period.state === 'missing') return null;
  const [given, failed] = await Promise.all([
    breakdown(pool, 'questions', 'key', period, filters),
    breakdown(pool, 'answers-failed', 'key', period, filters),
  ]);
  const failures = new Map(failed.map(({ key, value }) => [key, value]));
  return new Map(
    given.map(({ key, value }) => [key, { given: value, failed: failures.get(key) ?? 0 }]),
  );
}

const byKey = (rows: readonly Share[]) => {
  const values = new Map(rows.map(({ key, value }) => [key, value]));
  return (key: string) => values.get(key) ?? 0;
};

/** The way into a flow and all ways in it, each with the key of a path that it is passed by. */
export function edgesIn(flow: Flow): Omit<EdgeCount, 'count'>[] {
  return [
    { from: null, label: '', to: flow.start, key: `entered:${flow.name}` },
    ...[...flow.steps].flatMap(([from, step]) =>
      edgesOf(step).map(({ label, to }) => ({ from, label, to, key: keyOf(step, label) })),
    ),
  ];
}

function keyOf(step: Step, label: string): string {
  switch (step.kind) {
    case 'ask':
      return `${step.id}=${isOnRecord(step) ? label : '*'}`;
    case 'decide':
      return `${step.id}:${label}`;
    case 'jump':
      return `left:${step.id}`;
    default:
      return step.id;
  }
}
