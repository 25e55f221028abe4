import { type AskStep, type Bot, isOnRecord } from './bot.ts';
import { type Ending, firstEnding, type OutreachEvent } from './event.ts';
import { perform, type Stage } from './perform.ts';
import type { Reply, ReplyButton } from './reply.ts';
import { Speaker } from './speak.ts';
import { type ConversationState, newConversation, type Run } from './state.ts';
import type { CalendarDate } from './value.ts';
import { type Walk, walk } from './walk.ts';

/** How many unusable answers to one question there are before a human is offered. */
const MISSES_BEFORE_HUMAN = 3;

/** What one turn comes to. */
export interface TurnResult {
  state: ConversationState;
  replies: readonly Reply[];
  events: readonly OutreachEvent[];
  /** How the turn ended, of the closed list. */
  ending: Ending;
  /**
   * What was newly passed on the flows' paths, in order: steps that were shown and questions that
   * were asked (`id-vn/eligible`, `id-vn/citizen`), answers (`id-vn/citizen=yes`, personal ones as
   * `=*`), decisions (`id-vn/decide:eligible`), flows gone into and come to the end of
   * (`entered:id-vn`, `left:id-vn`), and so of the step that jumps to another flow
   * (`entered:check/check-id-vn`, `left:check/check-id-vn`). Of a flow that is not at its end the last
   * of them is the question at which the conversation stands, unless a jump led on from it.
   */
  passed: readonly string[];
}

/**
 * A turn being made: what will be said, recorded and remembered. What a message can lead to stands
 * in `run-moves.ts` (moving in a flow) and `talk-moves.ts` (everything else), in terms of this.
 */
export class Draft implements Stage {
  readonly bot: Bot;
  readonly speaker: Speaker;
  /** The opening words were said, which tell that this is an automatic assistant. */
  greeting = false;
  readonly #replies: Reply[] = [];
  readonly #events: OutreachEvent[] = [];
  readonly #flags = new Set<Ending>();
  readonly #passed: string[] = [];
  #state: ConversationState;
  #path: Walk | undefined;
  #missed = false;
  #moved = false;
  #erased = false;

  constructor(
    bot: Bot,
    state: ConversationState,
    address: string | undefined,
    today: CalendarDate,
  ) {
    this.bot = bot;
    this.#state = address === undefined ? state : { ...state, address };
    this.speaker = new Speaker(bot, this.#state.address, today);
    if (state.run !== undefined) this.#path = walk(bot, state.run, today);
  }

  /** The question that waits for its answer. */
  get pending(): AskStep | undefined {
    const { run } = this.#state;
    return run === undefined || run.ended || run.paused ? undefined : this.#path?.pending;
  }

  say(
    text: string,
    words: Readonly<Record<string, string>> = {},
    buttons: readonly ReplyButton[] = [],
  ): void {
    this.#replies.push(this.speaker.message(text, this.#flow, words, buttons));
  }

  sayFirst(text: string): void {
    this.#replies.unshift(this.speaker.message(text, undefined));
  }

  reply(reply: Reply): void {
    this.#replies.push(reply);
  }

  event(event: OutreachEvent): void {
    this.#events.push(event);
  }

  flag(ending: Ending): void {
    this.#flags.add(ending);
  }

  /** Everything this person said is to be forgotten, this turn included. */
  erase(): void {
    this.#erased = true;
  }

  finish(): TurnResult {
    // Said without more to it: a step of a flow that only informs.
    if (this.#flags.size === 0) this.flag('answered');
    // One set of buttons a turn, under the last message: so that "2" can only mean one thing.
    const replies = this.#replies.map((reply, i) =>
      i === this.#replies.length - 1 ? reply : { ...reply, buttons: [] },
    );
    const state: ConversationState = this.#erased
      ? newConversation()
      : {
          ...this.#state,
          ...(this.#isLeft() ? { run: { ...this.#state.run!, left: true } } : {}),
          greeted: true,
          misses: this.#missed ? this.#state.misses + 1 : 0,
          offered: replies.at(-1)?.buttons ?? [],
        };
    return {
      state,
      replies,
      events: this.#events,
      ending: firstEnding(this.#flags),
      passed: this.#passed,
    };
  }

  get run(): Run | undefined {
    return this.#state.run;
  }

  /** Where the run's answers lead today. */
  get path(): Walk | undefined {
    return this.#path;
  }

  /** The flow the person is in, if any. */
  get #flow(): string | undefined {
    const { run } = this.#state;
    return run === undefined || run.paused ? undefined : (this.#path?.pending?.flow ?? run.flow);
  }

  #isLeft(): boolean {
    return this.#state.run?.ended === true && !this.#moved;
  }

  /** A flow not begun yet. */
  newRun(flow: string): Run {
    return { flow, answers: [], trail: [], ended: false, paused: false };
  }

  /** Takes a run up as the person's own, saying nothing yet. */
  begin(run: Run): void {
    this.#state = { ...this.#state, run };
    this.#path = walk(this.bot, run, this.speaker.today);
  }

  /**
   * Between two turns a flow file, or the day, may have changed, so that the path no longer waits
   * at the question the person was asked. Then what is new on it comes first, and the message is no
   * answer to a question that it was not given for.
   */
  catchUp(): boolean {
    const { run } = this;
    if (run === undefined || run.ended || run.paused) return false;
    if (this.#path?.pending?.id === run.waiting) return false;
    const said = this.#replies.length;
    this.proceed(run);
    return this.#replies.length > said;
  }

  /** Walks on, says what is new on the path, and asks what is open or ends. */
  proceed(run: Run): void {
    const path = walk(this.bot, run, this.speaker.today);
    const known = path.items.findIndex(({ key }, i) => key !== run.trail[i]);
    if (known >= 0) this.#perform(path, known);
    const ended = path.pending === undefined;
    const kept = path.asked.filter(({ step }) => !(ended && step.forget));
    const { waiting: _, left: __, ...rest } = run;
    this.#moved = true;
    this.#path = path;
    this.#state = {
      ...this.#state,
      run: {
        ...rest,
        ...(path.pending === undefined ? {} : { waiting: path.pending.id }),
        ended,
        answers: kept.map(({ step, value }) => ({ ask: step.id, value })),
        trail: path.items.map((item) =>
          item.kind === 'answered' && !kept.some(({ step }) => step.id === item.ask)
            ? `${item.ask}=*`
            : item.key,
        ),
      },
    };
    if (path.pending !== undefined) this.ask(path.pending);
  }

  /** Says and records what stands on a path from the given item on. */
  #perform(path: Walk, from: number): void {
    for (const item of path.items.slice(from)) {
      const jump = 'jump' in item ? [`${item.kind}:${item.jump}`] : [];
      if (item.kind === 'entered') this.#passed.push(...jump);
      this.#passed.push(
        item.kind === 'answered' && !isChosen(path, item.ask) ? `${item.ask}=*` : item.key,
      );
      if (item.kind === 'left') this.#passed.push(...jump);
      perform(this, item);
    }
  }

  /** A flow shown in passing, without becoming the person's run. */
  show(flow: string): void {
    this.#perform(walk(this.bot, this.newRun(flow), this.speaker.today), 0);
  }

  ask(step: AskStep): void {
    this.#passed.push(step.id);
    this.reply(this.speaker.question(step, this.#path!.seen));
    this.flag('asked');
  }

  /** The question in other words; from the third time on with the way to a human. */
  askAgain(step: AskStep): void {
    this.#missed = true;
    const question = this.speaker.question(step, this.#path!.seen, step.again);
    if (this.#state.misses + 1 < MISSES_BEFORE_HUMAN) {
      this.reply(question);
      return;
    }
    const ways = [this.button('flow:human'), this.button('flow:menu')];
    this.say(this.bot.messages.thirdMiss);
    this.reply({ ...question, buttons: [...question.buttons, ...ways] });
  }

  /** After something said in passing, the waiting question comes back. */
  backToQuestion(): void {
    if (this.pending === undefined) return;
    this.say(this.bot.messages.backToQuestion);
    this.reply(this.speaker.question(this.pending, this.#path!.seen));
    this.flag('asked');
  }

  /** Leaves the run where it is; one of its buttons takes it up again. */
  pause(): void {
    const { run } = this.#state;
    if (run !== undefined && !run.ended)
      this.#state = { ...this.#state, run: { ...run, paused: true } };
  }

  /** A button to a flow, by its target. */
  button(target: string): ReplyButton {
    return { label: this.bot.flows.get(target.replace('flow:', ''))!.label, payload: target };
  }
}

/** Whether what a question was answered with may be told. */
function isChosen({ asked }: Walk, ask: string): boolean {
  return asked.some(({ step }) => step.id === ask && isOnRecord(step));
}
