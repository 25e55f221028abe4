import type { AskStep, Bot, Flow, Step } from './bot.ts';
import { choiceValues, edgesOf } from './bot.ts';
import { END } from './flow.ts';
import { namedValue } from './payload.ts';
import type { Decision, Rule } from './rule.ts';
import { newConversation } from './state.ts';
import { dayOf, expectations, type TurnResult, turn } from './turn.ts';
import { type Command, NOTHING_UNDERSTOOD, type Reading, type Understood } from './understood.ts';
import type { SlotValue } from './value.ts';
import { walk } from './walk.ts';

/** What exploring all paths has proved, or found. */
export interface Exploration {
  flows: number;
  steps: number;
  /** Edges of all flows' graphs, and how many of them were gone along. */
  edges: number;
  visited: number;
  /** Turns taken on the way: answers, invalid input, digressions, going back. */
  turns: number;
  problems: readonly string[];
}

/**
 * Goes along every edge of every flow by taking real turns: each choice, each outcome each rule can
 * return (the rules are replaced by oracles that return them all), each kind of unusable input, a
 * question in between, back, help and start over at every question; and proves that every step is
 * reached, every path ends or waits for a person, and something is said to every message.
 */
export function explore(bot: Bot, now: Date): Exploration {
  const problems: string[] = [];
  const visited = new Set<string>();
  let turns = 0;
  for (const flow of bot.flows.values()) {
    const explorer = new Explorer(bot, flow, now, visited, problems);
    explorer.run();
    turns += explorer.turns;
  }
  let steps = 0;
  let edges = 0;
  for (const flow of bot.flows.values()) {
    const reached = reachable(flow);
    for (const step of flow.steps.values()) {
      steps++;
      const name = step.id.split('/')[1]!;
      if (!reached.has(name)) problems.push(`${step.id}: no path leads to this step`);
      for (const { label, to } of edgesOf(step)) {
        edges++;
        const edge = `${step.id} -> ${label}`;
        if (reached.has(name) && !visited.has(edge))
          problems.push(`${edge} (to ${to}): was never gone along`);
      }
    }
  }
  return { flows: bot.flows.size, steps, edges, visited: visited.size, turns, problems };
}

function reachable(flow: Flow): Set<string> {
  const reached = new Set<string>();
  const open = [flow.start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const step = flow.steps.get(name);
    if (name === END || reached.has(name) || step === undefined) continue;
    reached.add(name);
    open.push(...edgesOf(step).map(({ to }) => to));
  }
  return reached;
}

/** One way to a question: the answers given, and what each rule was made to return. */
interface Way {
  answers: readonly { ask: string; value: SlotValue }[];
  /** Outcomes by `flow/step` of the decision. */
  decisions: Readonly<Record<string, string>>;
}

class Explorer {
  turns = 0;
  readonly #bot: Bot;
  readonly #flow: Flow;
  readonly #now: Date;
  readonly #visited: Set<string>;
  readonly #problems: string[];
  readonly #seen = new Set<string>();

  constructor(bot: Bot, flow: Flow, now: Date, visited: Set<string>, problems: string[]) {
    this.#bot = bot;
    this.#flow = flow;
    this.#now = now;
    this.#visited = visited;
    this.#problems = problems;
  }

  run(): void {
    const open: Way[] = [{ answers: [], decisions: {} }];
    for (let way = open.pop(); way !== undefined; way = open.pop()) open.push(...this.#follow(way));
  }

  /** Walks one way; returns the ways that branch off at its end. */
  #follow(way: Way): Way[] {
    const oracle = withOracles(this.#bot, way.decisions);
    const path = this.#guard(way, () =>
      walk(oracle, { flow: this.#flow.name, ...way }, dayOf(this.#bot, this.#now)),
    );
    if (path === undefined) return [];
    for (const edge of path.edges) this.#visited.add(edge);
    const undecided = path.items.find(
      (item) => item.kind === 'decided' && !(item.key.split(':')[0]! in way.decisions),
    );
    if (undecided?.kind === 'decided') {
      const decide = undecided.key.split(':')[0]!;
      const outcomes = Object.keys(oracle.rules.get(undecided.rule)!.outcomes);
      return outcomes.map((outcome) => ({
        ...way,
        decisions: { ...way.decisions, [decide]: outcome },
      }));
    }
    const place = `${path.items.map((item) => item.key.split('=')[0]).join()} ${path.pending?.id}`;
    if (this.#seen.has(place)) return [];
    this.#seen.add(place);
    this.#speaks(oracle, way);
    if (path.pending === undefined) return [];
    const { pending } = path;
    this.#disturb(oracle, way, pending);
    if (way.answers.some(({ ask }) => ask === pending.id)) return []; // the path led back to it
    return answersTo(this.#bot, pending).map((value) => ({
      ...way,
      answers: [...way.answers, { ask: pending.id, value }],
    }));
  }

  /** From the start of the flow, by turns: everything gets an answer, and what is open is asked. */
  #speaks(bot: Bot, way: Way): TurnResult | undefined {
    let result = this.#turn(bot, { tap: `flow:${this.#flow.name}` }, undefined);
    for (const { ask, value } of way.answers) {
      result = this.#turn(bot, { readings: [{ ask, value, whole: true, named: false }] }, result);
    }
    return result;
  }

  /** At a question: everything else a person may do there is answered, and the question stays. */
  #disturb(bot: Bot, way: Way, pending: AskStep): void {
    const here = this.#speaks(bot, way);
    const [topic = ''] = bot.answers.keys();
    const problems = [
      'future',
      'too-old',
      'impossible-date',
      'day-needed',
      'ambiguous',
      'unknown-place',
    ] as const;
    const commands: Command[] = ['menu', 'help', 'back', 'restart', 'human'];
    const inputs: Partial<Understood>[] = [
      {},
      { topics: { zone: 'answer', candidates: [{ topic, score: 1 }], also: [] }, question: true },
      { topics: { zone: 'choose', candidates: [{ topic, score: 0.5 }], also: [] }, question: true },
      { smalltalk: 'thanks' },
      { correcting: true },
      { tap: 'a:gone/gone=yes' },
      ...problems.map((problem) => ({
        readings: [{ ask: pending.id, problem, whole: true, named: false } satisfies Reading],
      })),
      ...commands.map((command) => ({ command })),
      ...choiceValues(pending).map((value) => ({ tap: `a:${pending.id}=${value}` })),
    ];
    for (const input of inputs) this.#turn(bot, input, here);
    const third = [1, 2, 3].reduce<TurnResult | undefined>(
      (result) => this.#turn(bot, {}, result),
      here,
    );
    const human = third?.replies.at(-1)?.buttons.some(({ payload }) => payload === 'flow:human');
    if (!human) this.#problem(`${pending.id}: the third unusable answer offers no human`);
    const digression = this.#turn(bot, inputs[1]!, here);
    if (digression && expectations(bot, digression.state, this.#now).asks[0]?.ask !== pending.id) {
      this.#problem(`${pending.id}: is no longer asked after a question in between`);
    }
  }

  #turn(
    bot: Bot,
    input: Partial<Understood>,
    from: TurnResult | undefined,
  ): TurnResult | undefined {
    this.turns++;
    const state = from?.state ?? { ...newConversation(), greeted: true };
    const result = this.#guard(input, () =>
      turn(bot, state, { ...NOTHING_UNDERSTOOD, ...input }, this.#now),
    );
    if (result === undefined) return undefined;
    if (result.replies.length === 0) this.#problem(`nothing is said to ${JSON.stringify(input)}`);
    for (const reply of result.replies) {
      if (reply.text.trim() === '')
        this.#problem(`an empty message after ${JSON.stringify(input)}`);
    }
    return result;
  }

  #guard<T>(what: unknown, act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      this.#problem(`${JSON.stringify(what)}: ${(error as Error).message}`);
      return undefined;
    }
  }

  #problem(text: string): void {
    const line = `flow ${this.#flow.name}: ${text}`;
    if (!this.#problems.includes(line)) this.#problems.push(line);
  }
}

/** One answer for every edge that leaves a question. */
function answersTo(bot: Bot, ask: AskStep): SlotValue[] {
  if (ask.type === 'date') return [{ earliest: '2005-05-05', latest: '2005-05-05' }];
  if (ask.type === 'text') return ['…'];
  if (ask.type === 'place') return [{ code: 'x', name: '…' }];
  return choiceValues(ask).flatMap((name) => namedValue(ask, name, bot.places) ?? []);
}

/** The bot with every rule returning what it is told to, by the step that asks. */
function withOracles(bot: Bot, decisions: Readonly<Record<string, string>>): Bot {
  const flows = new Map<string, Flow>();
  const rules = new Map<string, Rule>(bot.rules);
  for (const flow of bot.flows.values()) {
    const steps = new Map<string, Step>();
    for (const [name, step] of flow.steps) {
      if (step.kind !== 'decide') {
        steps.set(name, step);
        continue;
      }
      const rule = bot.rules.get(step.rule)!;
      const outcome = decisions[step.id] ?? Object.keys(rule.outcomes)[0]!;
      rules.set(step.id, { ...rule, decide: () => decisionOf(outcome, bot) });
      steps.set(name, { ...step, rule: step.id });
    }
    flows.set(flow.name, { ...flow, steps });
  }
  for (const [name, rule] of bot.rules) rules.set(name, rule);
  return { ...bot, flows, rules };
}

function decisionOf(id: string, bot: Bot): Decision {
  const [outcome = '', reason = null] = id.split('.') as [string, string?];
  const { lastDay } = bot.programme;
  return { outcome, reason, eligibleFrom: lastDay, eligibleUntil: lastDay, sources: [] };
}
