import type { Pool } from '../../database/client.ts';
import { type Bot, edgesOf, type Flow } from '../../engine/bot.ts';
import { type FlowCounts, flowCounts } from './flow-counts.ts';
import type { Measure } from './measure.ts';
import type { Period } from './period.ts';
import { breakdown, type Filters } from './query.ts';

/** One stage of a check. */
export interface Stage {
  kind: 'started' | 'asked' | 'decided' | 'offered' | 'opened';
  /** The question, as `flow/step`; null for the other stages. */
  step: string | null;
  definition: Measure;
  value: number;
  /** How many stopped here: only at a question does anybody. */
  left: { definition: Measure; value: number } | null;
  /** A question that a result can be reached without. */
  branch: boolean;
}

export interface Funnel {
  flow: string;
  stages: Stage[];
}

/** The flows that find out whether a person qualifies: those that ask a rule about facts. */
export function checks(bot: Pick<Bot, 'flows' | 'rules'>): Flow[] {
  const asksFacts = (name: string) => Object.keys(bot.rules.get(name)?.parameters ?? {}).length > 0;
  return [...bot.flows.values()].filter((flow) =>
    [...flow.steps.values()].some((step) => step.kind === 'decide' && asksFacts(step.rule)),
  );
}

/** Every check from its start to the opened link; empty where there is no data for the period. */
export async function funnels(
  pool: Pool,
  bot: Pick<Bot, 'flows' | 'rules'>,
  period: Period,
  filters: Filters,
): Promise<Funnel[]> {
  const counts = await flowCounts(pool, bot.flows, period, filters);
  if (counts === null) return [];
  const byFlow = async (measure: Measure) =>
    new Map(
      (await breakdown(pool, measure, 'key', period, filters)).map((row) => [row.key, row.value]),
    );
  const [started, decided, offered, opened] = await Promise.all([
    byFlow('runs-started'),
    byFlow('runs-decided'),
    byFlow('runs-offered'),
    byFlow('runs-opened'),
  ]);
  return checks(bot).map((flow) => {
    const stage = (kind: Stage['kind'], definition: Measure, of: Map<string, number>): Stage => ({
      kind,
      step: null,
      definition,
      value: of.get(flow.name) ?? 0,
      left: null,
      branch: false,
    });
    return {
      flow: flow.name,
      stages: [
        stage('started', 'runs-started', started),
        ...questions(flow, counts.get(flow.name)!),
        stage('decided', 'runs-decided', decided),
        stage('offered', 'runs-offered', offered),
        stage('opened', 'runs-opened', opened),
      ],
    };
  });
}

function questions(flow: Flow, { steps }: FlowCounts): Stage[] {
  return [...reachable(flow)].flatMap((name): Stage | [] => {
    const step = flow.steps.get(name)!;
    if (step.kind !== 'ask') return [];
    const { count = 0, left = 0 } = steps.find((counted) => counted.step === name) ?? {};
    return {
      kind: 'asked',
      step: step.id,
      definition: 'steps',
      value: count,
      left: { definition: 'steps-left', value: left ?? 0 },
      branch: decisive(flow).some((decide) => reachable(flow, name).has(decide)),
    };
  });
}

/** The steps that decide on facts, not merely on the day. */
function decisive(flow: Flow): string[] {
  return [...flow.steps].flatMap(([name, step]) =>
    step.kind === 'decide' && Object.keys(step.with).length > 0 ? [name] : [],
  );
}

/** Steps on any way from the start, nearest first; without those that only lead through `avoided`. */
function reachable(flow: Flow, avoided?: string): Set<string> {
  const reached = new Set<string>(flow.start === avoided ? [] : [flow.start]);
  for (const name of reached) {
    const step = flow.steps.get(name);
    for (const { to } of step === undefined ? [] : edgesOf(step)) {
      if (to !== avoided && flow.steps.has(to)) reached.add(to);
    }
  }
  return reached;
}
