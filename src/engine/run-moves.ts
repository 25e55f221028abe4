import type { AskStep } from './bot.ts';
import type { Draft } from './draft.ts';
import { valueName } from './payload.ts';
import type { Run } from './state.ts';
import { oldButton, problem } from './talk-moves.ts';
import type { SlotValue } from './value.ts';
import { walk } from './walk.ts';

// Moving in a flow. Each returns true when it has answered the message.

/** The answer to the pending question. */
export function give(draft: Draft, ask: AskStep, value: SlotValue): true {
  const run = draft.run!;
  const answers = [
    ...run.answers.filter((answer) => answer.ask !== ask.id),
    { ask: ask.id, value },
  ];
  // The answer leads back to its own question: it was one, but not enough of one.
  const again = walk(draft.bot, { ...run, answers }, draft.speaker.today).pending?.id === ask.id;
  if (again) return problem(draft, ask, 'day-needed');
  draft.proceed({ ...run, answers, ended: false, paused: false });
  return true;
}

/** A question answered before is answered otherwise; what follows from it is walked again. */
export function correct(draft: Draft, ask: string, value: SlotValue): true {
  const run = draft.run!;
  const at = draft.path!.asked.findIndex(({ step }) => step.id === ask);
  const corrected = draft.bot.flows
    .get(ask.split('/')[0]!)
    ?.steps.get(ask.split('/')[1]!) as AskStep;
  // A later, finer question for the same slot would outvote the correction with its old answer.
  const outvoted = draft
    .path!.asked.slice(at < 0 ? draft.path!.asked.length : at + 1)
    .filter(({ step }) => step.slot === corrected.slot)
    .map(({ step }) => step.id);
  const answers = run.answers.filter(
    (answer) => answer.ask !== ask && !outvoted.includes(answer.ask),
  );
  draft.say(draft.bot.messages.corrected);
  draft.proceed({ ...run, answers: [...answers, { ask, value }], ended: false, paused: false });
  return true;
}

/** A button of this or an older message that answers a question. */
export function press(draft: Draft, ask: AskStep, value: SlotValue): boolean {
  const { run } = draft;
  // What cannot be undone is asked again, rather than done by a button of long ago.
  if (draft.pending?.id !== ask.id && isIrrevocable(draft, ask.flow)) return start(draft, ask.flow);
  if (run !== undefined) {
    const path = draft.path!;
    const before = path.asked.find(({ step }) => step.id === ask.id);
    if (path.pending?.id === ask.id) return give(draft, ask, value);
    if (before !== undefined && valueName(before.value) !== valueName(value)) {
      return correct(draft, ask.id, value);
    }
    if (before !== undefined) return resume(draft, run);
  }
  const fresh = draft.newRun(ask.flow);
  if (walk(draft.bot, fresh, draft.speaker.today).pending?.id !== ask.id)
    return oldButton(draft, ask.flow);
  draft.begin(fresh);
  return give(draft, ask, value);
}

function isIrrevocable(draft: Draft, flow: string): boolean {
  const steps = draft.bot.flows.get(flow)?.steps.values() ?? [];
  return [...steps].some((step) => step.kind === 'erase');
}

/** The button's own answer is the one on record: go on where the person stands. */
function resume(draft: Draft, run: Run): true {
  draft.begin({ ...run, paused: false });
  if (draft.pending === undefined) return oldButton(draft, run.flow);
  draft.ask(draft.pending);
  return true;
}

/** A flow from its start; one that asks nothing is shown in passing. */
export function start(draft: Draft, name: string): boolean {
  const flow = draft.bot.flows.get(name);
  if (flow === undefined) return oldButton(draft);
  if (!flow.card) {
    draft.begin(draft.newRun(name));
    draft.proceed(draft.run!);
    return true;
  }
  draft.greeting ||= name === 'welcome';
  draft.show(name);
  if (name === 'welcome') draft.flag('greeted');
  else draft.flag(name === 'menu' ? 'offered-choices' : 'answered');
  if (name === 'welcome' || name === 'menu') draft.pause();
  // A list of questions is there to be chosen from; the waiting question comes after the answer.
  else if (name !== 'questions') draft.backToQuestion();
  return true;
}

/** The last answer is taken back and its question asked again. */
export function back(draft: Draft): true {
  const { run } = draft;
  const last = draft.path?.asked.at(-1);
  const reopened = run?.ended === true && draft.path?.pending !== undefined;
  if (run === undefined || run.paused || run.left || (last === undefined && !reopened)) {
    draft.say(draft.bot.messages.nothingToGoBackTo, {}, [draft.button('flow:menu')]);
    draft.flag('asked');
    draft.backToQuestion();
    return true;
  }
  draft.say(draft.bot.messages.wentBack);
  const answers = reopened ? run.answers : run.answers.filter(({ ask }) => ask !== last!.step.id);
  draft.proceed({ ...run, answers, ended: false });
  return true;
}

/** The same flow from its start. */
export function restart(draft: Draft): boolean {
  const { run } = draft;
  if (run === undefined) return start(draft, 'menu');
  draft.say(draft.bot.messages.restarted);
  return start(draft, run.flow);
}
