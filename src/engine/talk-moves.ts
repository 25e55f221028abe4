import type { AskStep } from './bot.ts';
import type { Draft } from './draft.ts';
import { answerPayload } from './payload.ts';
import type { AttachmentKind, ReadingProblem, SmallTalk } from './understood.ts';
import type { SlotValue } from './value.ts';

// Everything said that does not move in a flow. Each returns true when it has answered the message.

/** Questions of a group shown at once, so that the list stays readable as numbers. */
const PAGE = 8;

/** Approved answers, one for each topic; false when none of them may be given today. */
export function answer(draft: Draft, topics: readonly string[]): boolean {
  const { today } = draft.speaker;
  const answers = topics.flatMap((topic) => {
    const answer = draft.bot.answers.get(topic);
    const valid =
      answer !== undefined &&
      today >= (answer.validFrom ?? '') &&
      today <= (answer.validUntil ?? '9999');
    return valid ? [answer] : [];
  });
  for (const answer of answers) {
    draft.reply(draft.speaker.answer(answer, draft.pending?.flow));
    draft.event({ type: 'topic-answered', topic: answer.topic });
  }
  if (answers.length === 0) return false;
  draft.flag('answered');
  draft.backToQuestion();
  return true;
}

/** The questions of one group, a page at a time. */
export function group(draft: Draft, name: string, page: number): boolean {
  const group = draft.bot.groups.get(name);
  if (group === undefined) return oldButton(draft);
  const { more, menu } = draft.bot.messages.labels;
  const shown = group.topics.slice(page * PAGE, (page + 1) * PAGE);
  const rest = group.topics.length > (page + 1) * PAGE;
  draft.say(draft.bot.messages.groupQuestions, { topic: group.title }, [
    ...shown.map((topic) => ({
      label: draft.bot.answers.get(topic)!.label,
      payload: `topic:${topic}`,
    })),
    rest
      ? { label: more, payload: `group:${name}~${page + 1}` }
      : { label: menu, payload: 'flow:menu' },
  ]);
  draft.flag('offered-choices');
  return true;
}

/** Not sure enough to answer: up to three topics to choose from. */
export function didYouMean(draft: Draft, topics: readonly string[]): true {
  const answers = topics.flatMap((topic) => draft.bot.answers.get(topic) ?? []);
  const list = answers.map(({ title }, i) => `${i + 1}. ${title}`).join('\n');
  draft.say(draft.bot.messages.didYouMean, { topic: list }, [
    ...answers.map(({ label, topic }) => ({ label, payload: `topic:${topic}` })),
    ...(draft.pending === undefined ? [draft.button('flow:check')] : []),
    draft.button('flow:human'),
  ]);
  draft.flag('offered-choices');
  return true;
}

/** Several values fit what was said: which one is meant? */
export function whichOne(
  draft: Draft,
  ask: AskStep,
  choices: readonly { value: SlotValue; label: string }[],
): true {
  draft.say(
    draft.bot.messages.whichOne,
    {},
    choices.map(({ value, label }) => ({ label, payload: answerPayload(ask.id, value) })),
  );
  draft.flag('offered-choices');
  return true;
}

/** The value cannot be: say what is wrong with it and ask again. */
export function problem(draft: Draft, ask: AskStep, problem: ReadingProblem): true {
  draft.say(draft.bot.messages.problems[problem]);
  draft.flag('asked');
  draft.askAgain(ask);
  return true;
}

/** What this assistant is for, to people who want something else or speak another language. */
export function refer(draft: Draft, text: string): true {
  draft.say(text, {}, [draft.button('flow:menu'), draft.button('flow:questions')]);
  draft.flag('answered');
  draft.backToQuestion();
  return true;
}

/** A kind word back, and the way on. */
export function smallTalk(draft: Draft, kind: SmallTalk): true {
  draft.say(draft.bot.messages[kind], {}, [
    draft.button('flow:menu'),
    draft.button('flow:questions'),
  ]);
  draft.flag('greeted');
  draft.backToQuestion();
  return true;
}

/** Something that is no words: what to do instead. It is no failure to understand. */
export function attachment(draft: Draft, kind: AttachmentKind): true {
  const { messages } = draft.bot;
  draft.say(messages[kind === 'image' || kind === 'withheld' ? kind : 'attachment'], {}, [
    draft.button('flow:menu'),
    draft.button('flow:in-person'),
  ]);
  draft.flag('answered');
  draft.backToQuestion();
  return true;
}

/** Why the waiting question is asked, and what else can be said here. */
export function help(draft: Draft): true {
  const { pending } = draft;
  if (pending === undefined) {
    draft.say(draft.bot.messages.help, {}, [draft.button('flow:menu'), draft.button('flow:human')]);
    draft.flag('answered');
    return true;
  }
  if (pending.why !== undefined)
    draft.reply(draft.speaker.inFlow(pending.flow, pending.why, [], draft.path!.seen));
  draft.say(draft.bot.messages.helpInCheck);
  draft.ask(pending);
  return true;
}

/** A button that leads nowhere (any more): say why, and how to go on. */
export function oldButton(draft: Draft, flow?: string): true {
  const known = flow === undefined ? undefined : draft.bot.flows.get(flow);
  draft.say(
    known ? draft.bot.messages.oldButton : draft.bot.messages.oldButtonGone,
    { label: known?.label ?? '' },
    [draft.button(known ? `flow:${known.name}` : 'flow:menu')],
  );
  draft.flag('asked');
  draft.backToQuestion();
  return true;
}

/** After the warning about personal data, which is the answer: what was being talked about goes on. */
export function afterWarning(draft: Draft): void {
  draft.flag('answered');
  draft.backToQuestion();
}

/** Nothing fits. A waiting question is asked in other words; the third time a human is offered. */
export function miss(draft: Draft): void {
  draft.event({ type: 'not-understood' });
  draft.flag('not-understood');
  if (draft.pending !== undefined) draft.askAgain(draft.pending);
  else {
    const ways = ['flow:check', 'flow:questions', 'flow:human', 'flow:menu'].map((target) =>
      draft.button(target),
    );
    draft.say(draft.bot.messages.notUnderstood, {}, ways);
  }
}
