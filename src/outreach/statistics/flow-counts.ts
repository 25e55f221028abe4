import type { Pool } from '../../database/client.ts';
import { type Bot, edgesOf, type Flow, type Step } from '../../engine/bot.ts';
import type { Period } from './period.ts';
import { breakdown, type Filters } from './query.ts';

/** How many conversations (once a day each) went along one edge of a flow's graph, by `steps`. */
export interface EdgeCount {
  flow: string;
  /** The step it leaves, by its name in the flow; null for the way into the flow. */
  from: string | null;
  /** As {@link edgesOf} names it: a choice, an outcome, the kind of a date, or nothing. */
  label: string;
  /** The step it leads to, or `end`. */
  to: string;
  count: number;
  /** Of those, how many that day stopped at the question it leads to, by `steps-left`. */
  left: number;
}

/** How often an approved answer was given, by `questions`, and followed by a failure, by `answers-failed`. */
export interface AnswerCount {
  given: number;
  failed: number;
}

/** The counts on every edge of every flow; null where there is no data for the period. */
export async function edgeCounts(
  pool: Pool,
  flows: Bot['flows'],
  period: Period,
  filters: Filters,
): Promise<EdgeCount[] | null> {
  if (period.state === 'missing') return null;
  const [passed, left] = await Promise.all([
    breakdown(pool, 'steps', 'key', period, filters),
    breakdown(pool, 'steps-left', 'key', period, filters),
  ]);
  const counts = new Tally(passed);
  const stays = new Tally(left);
  return [...flows.values()].flatMap((flow) => edgesOfFlow(flow, counts, stays));
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

function edgesOfFlow(flow: Flow, counts: Tally, stays: Tally): EdgeCount[] {
  const entered = `entered:${flow.name}`;
  const edges: EdgeCount[] = [
    {
      flow: flow.name,
      from: null,
      label: '',
      to: flow.start,
      count: counts.of(entered),
      left: leftAt(flow, flow.start, stays.of(entered)),
    },
  ];
  const jumps: EdgeCount[] = [];
  for (const [name, step] of flow.steps) {
    for (const { label, to } of edgesOf(step)) {
      const edge = { flow: flow.name, from: name, label, to, count: 0, left: 0 };
      edges.push(edge);
      if (step.kind === 'jump') jumps.push(edge);
      else {
        edge.count = counts.along(step, label);
        edge.left = leftAt(flow, to, stays.along(step, label));
      }
    }
  }
  // A jump leaves no key of its own on a path: whoever came to it went into the other flow.
  for (const jump of jumps) {
    jump.count = edges
      .filter(({ to }) => to === jump.from)
      .reduce((sum, { count }) => sum + count, 0);
  }
  return edges;
}

/** Only at a question does anybody stop: past anything else the path went on within the turn. */
function leftAt(flow: Flow, to: string, count: number): number {
  return flow.steps.get(to)?.kind === 'ask' ? count : 0;
}

/** Counts by the keys of paths: `flow/step`, `flow/step=value`, `flow/step:outcome`. */
class Tally {
  readonly #exact: ReadonlyMap<string, number>;
  readonly #answers = new Map<string, number>();

  constructor(rows: readonly { key: string; value: number }[]) {
    this.#exact = new Map(rows.map(({ key, value }) => [key, value]));
    for (const { key, value } of rows) {
      const ask = key.split('=')[0]!;
      if (ask !== key) this.#answers.set(ask, (this.#answers.get(ask) ?? 0) + value);
    }
  }

  of(key: string): number {
    return this.#exact.get(key) ?? 0;
  }

  along(step: Step, label: string): number {
    if (step.kind === 'decide') return this.of(`${step.id}:${label}`);
    if (step.kind !== 'ask') return this.of(step.id);
    // A date or a place has one edge for all its values.
    const byValue = step.type === 'choice' || step.type === 'yes-no';
    return byValue ? this.of(`${step.id}=${label}`) : (this.#answers.get(step.id) ?? 0);
  }
}
