import type { AskStep, Bot, Flow, Step } from './bot.ts';
import { END } from './flow.ts';
import { valueName } from './payload.ts';
import { type Decision, outcomeId } from './rule.ts';
import type { Run } from './state.ts';
import type { CalendarDate, SlotValue } from './value.ts';

/**
 * One thing met on the way through a flow. `key` tells it from everything else on any path; `jump` is
 * the step (`flow/step`) by which a flow was come to, and to which it returns.
 */
export type Item = { key: string } & (
  | { kind: 'entered' | 'left'; flow: string; jump?: string }
  | { kind: 'answered'; ask: string }
  | { kind: 'decided'; flow: string; rule: string; decision: Decision; final: boolean }
  | { kind: 'step'; step: Exclude<Step, { kind: 'ask' | 'decide' | 'jump' }>; seen: Seen }
);

/** What a text on this path may name: the slots so far, and the last decision. */
export interface Seen {
  slots: Readonly<Record<string, SlotValue>>;
  decision?: Decision;
}

export interface Walk {
  items: readonly Item[];
  /** The questions answered along the path, in order, with the answers it was walked by. */
  asked: readonly { step: AskStep; value: SlotValue }[];
  /** The question it stops at; absent when the path was walked to its end. */
  pending?: AskStep;
  /** What the pending question's text may name. */
  seen: Seen;
  /** The edges passed, as `flow/step -> label`; exploration counts them. */
  edges: readonly string[];
}

/** More steps than any sane path has: a circle without a question in it. */
const MAX_STEPS = 500;

/**
 * Walks a flow from its start along the answers given, deciding as rules decide on `today`, up to
 * the first question that has no answer yet.
 *
 * A person's place is never stored: it is where this walk ends. Changing an answer, a flow file or
 * the date therefore needs nothing but another walk. A question met for the second time on one walk
 * is open again (the path led back to it), so a walk always ends.
 */
export function walk(bot: Bot, run: Pick<Run, 'flow' | 'answers'>, today: CalendarDate): Walk {
  return new Walker(bot, run, today).walk();
}

interface Frame {
  flow: Flow;
  /** The step to go on with when a flow jumped into has ended. */
  next: string;
  /** The step that jumped here. */
  jump: { jump?: string };
}

class Walker {
  readonly #bot: Bot;
  readonly #today: CalendarDate;
  readonly #answers: Map<string, SlotValue>;
  readonly #frames: Frame[] = [];
  readonly #items: Item[] = [];
  readonly #asked: { step: AskStep; value: SlotValue }[] = [];
  readonly #edges: string[] = [];
  readonly #visits = new Map<string, number>();
  #seen: Seen = { slots: {} };

  constructor(bot: Bot, run: Pick<Run, 'flow' | 'answers'>, today: CalendarDate) {
    this.#bot = bot;
    this.#today = today;
    this.#answers = new Map(run.answers.map(({ ask, value }) => [ask, value]));
    const flow = bot.flows.get(run.flow);
    if (flow !== undefined) this.#enter(flow);
  }

  walk(): Walk {
    for (let count = 0; this.#frames.length > 0; count++) {
      if (count > MAX_STEPS)
        throw new Error(`a path without end in flow "${this.#frames[0]!.flow.name}"`);
      const pending = this.#step();
      if (pending !== undefined) return this.#result(pending);
    }
    return this.#result();
  }

  #result(pending?: AskStep): Walk {
    return {
      items: this.#items,
      asked: this.#asked,
      seen: this.#seen,
      edges: this.#edges,
      ...(pending === undefined ? {} : { pending }),
    };
  }

  /** Goes one step on; returns the question to wait at, if this is one without an answer. */
  #step(): AskStep | undefined {
    const frame = this.#frames.at(-1)!;
    if (frame.next === END) {
      const { name } = frame.flow;
      this.#add({ kind: 'left', key: `left:${name}`, flow: name, ...frame.jump });
      this.#frames.pop();
      return undefined;
    }
    // A flow file may have changed under an open conversation: a step that is gone ends the path.
    const step = frame.flow.steps.get(frame.next);
    if (step === undefined) {
      frame.next = END;
      return undefined;
    }
    switch (step.kind) {
      case 'ask':
        return this.#ask(frame, step);
      case 'decide':
        return this.#decide(frame, step);
      case 'jump': {
        this.#go(frame, step, '', step.then);
        const flow = this.#bot.flows.get(step.to);
        if (flow !== undefined) this.#enter(flow, { jump: step.id });
        return undefined;
      }
      default:
        this.#add({ kind: 'step', key: step.id, step, seen: this.#seen });
        if (step.kind === 'end') frame.next = END;
        else this.#go(frame, step, '', step.then);
        return undefined;
    }
  }

  #ask(frame: Frame, step: AskStep): AskStep | undefined {
    const value = this.#answers.get(step.id);
    const before = this.#visits.get(`ask:${step.id}`) ?? 0;
    if (value === undefined || before > 0 || !fits(step, value)) return step;
    this.#visits.set(`ask:${step.id}`, before + 1);
    this.#asked.push({ step, value });
    this.#seen = { ...this.#seen, slots: { ...this.#seen.slots, [step.slot]: value } };
    const name = valueName(value);
    this.#add({ kind: 'answered', key: `${step.id}=${name}`, ask: step.id });
    const label = step.type === 'choice' || step.type === 'yes-no' ? name : step.type;
    this.#go(
      frame,
      step,
      label,
      typeof step.then === 'string' ? step.then : (step.then[name] ?? END),
    );
    return undefined;
  }

  #decide(frame: Frame, step: Extract<Step, { kind: 'decide' }>): undefined {
    const rule = this.#bot.rules.get(step.rule)!;
    const facts = Object.fromEntries(
      Object.entries(step.with).map(([parameter, slot]) => [parameter, this.#seen.slots[slot]]),
    );
    const decision = rule.decide(facts, this.#today, this.#bot.programme);
    const outcome = outcomeId(decision);
    this.#seen = { ...this.#seen, decision };
    this.#add({
      kind: 'decided',
      key: `${step.id}:${outcome}`,
      flow: step.flow,
      rule: step.rule,
      decision,
      final: rule.outcomes[outcome] === 'final',
    });
    this.#go(frame, step, outcome, step.outcomes[outcome] ?? END);
  }

  #enter(flow: Flow, jump: Frame['jump'] = {}): void {
    this.#frames.push({ flow, next: flow.start, jump });
    this.#add({ kind: 'entered', key: `entered:${flow.name}`, flow: flow.name, ...jump });
  }

  #go(frame: Frame, step: Step, label: string, next: string): void {
    this.#edges.push(`${step.id} -> ${label}`);
    frame.next = next;
  }

  #add(item: Item): void {
    const visit = this.#visits.get(item.key) ?? 0;
    this.#visits.set(item.key, visit + 1);
    this.#items.push(visit === 0 ? item : { ...item, key: `${item.key}#${visit}` });
  }
}

/** An answer kept from before a flow file changed may be of another kind than is asked for now. */
function fits(step: AskStep, value: SlotValue): boolean {
  switch (step.type) {
    case 'yes-no':
      return typeof value === 'boolean';
    case 'choice':
      return step.choices.some((choice) => choice.value === value);
    case 'text':
      return typeof value === 'string';
    case 'date':
      return typeof value === 'object' && 'earliest' in value;
    case 'place':
      return typeof value === 'object' && 'code' in value;
  }
}
