import { Temporal } from 'temporal-polyfill';
import type { Bot } from './bot.ts';
import { Draft, type TurnResult } from './draft.ts';
import { namedValue, parsePayload } from './payload.ts';
import * as move from './run-moves.ts';
import type { ConversationState } from './state.ts';
import * as talk from './talk-moves.ts';
import type { Command, Expectations, Reading, Understood } from './understood.ts';
import type { CalendarDate } from './value.ts';
import { walk } from './walk.ts';

export type { TurnResult };

/** The calendar day of an instant, where the programme takes place. */
export function dayOf(bot: Pick<Bot, 'programme'>, now: Date): CalendarDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(bot.programme.timeZone)
    .toPlainDate()
    .toString();
}

/** What the conversation could take in now: the pending question, then the answered ones, newest first. */
export function expectations(bot: Bot, state: ConversationState, now: Date): Expectations {
  const { run } = state;
  if (run === undefined || run.paused) return { asks: [], offered: state.offered };
  const path = walk(bot, run, dayOf(bot, now));
  const answered = path.asked.map(({ step }) => step).reverse();
  // In a run that has ended, the forgotten questions stand open again; they may still be corrected.
  const open = path.pending === undefined ? [] : [path.pending];
  return {
    asks: [...open, ...answered].map((step) => ({
      ask: step.id,
      pending: step === path.pending && !run.ended,
      type: step.type,
      ...(step.about === undefined ? {} : { about: step.about }),
      ...(step.precision === undefined ? {} : { precision: step.precision }),
      choices: step.choices,
    })),
    offered: state.offered,
  };
}

/**
 * One turn of a conversation. Pure: the same state, message and instant give the same result.
 *
 * In this order the first that applies answers the message: a pressed button, a command, a
 * correction, an answer to the pending question, a question on a topic or on another public service,
 * another language, small talk; else it was not understood. Whatever was said in passing, the pending question is asked again at the end.
 */
export function turn(
  bot: Bot,
  state: ConversationState,
  understood: Understood,
  now: Date,
): TurnResult {
  const draft = new Draft(bot, state, understood.address, dayOf(bot, now));
  const opening = !state.greeted;
  if (opening) draft.event({ type: 'started', source: state.source ?? null });
  if (understood.personal.some((kind) => kind !== 'birth-date')) {
    draft.say(bot.messages.personalData);
  }

  const moved = draft.catchUp();
  const answered =
    byAttachment(draft, understood) ||
    byButton(draft, understood) ||
    byCommand(draft, understood) ||
    (moved && besides(draft, understood)) ||
    byCorrection(draft, understood) ||
    byAnswer(draft, understood) ||
    byTopic(draft, understood) ||
    byReferral(draft, understood) ||
    byLanguage(draft, understood) ||
    bySmallTalk(draft, understood, opening);
  if (!answered) unanswered(draft, understood);
  if (opening && !draft.greeting) draft.sayFirst(bot.messages.disclosure);
  return draft.finish();
}

/** A message of nothing but personal data got its warning; anything else was not understood. */
function unanswered(draft: Draft, { personal }: Understood): void {
  if (personal.some((kind) => kind !== 'birth-date')) talk.afterWarning(draft);
  else talk.miss(draft);
}

/** What is new on the path was said already; a question in the same message is answered besides. */
function besides(draft: Draft, understood: Understood): true {
  if (understood.question && understood.topics.zone === 'answer') byTopic(draft, understood);
  return true;
}

function byAttachment(draft: Draft, { attachment }: Understood): boolean {
  return attachment !== undefined && talk.attachment(draft, attachment);
}

function byButton(draft: Draft, { tap }: Understood): boolean {
  if (tap === undefined) return false;
  const payload = parsePayload(tap);
  if (payload === undefined) return talk.oldButton(draft);
  if (payload.kind === 'answer') return pressAnswer(draft, payload.ask, payload.value);
  if (payload.kind === 'flow') return move.start(draft, payload.name);
  if (payload.kind === 'topic') return talk.answer(draft, [payload.name]) || talk.oldButton(draft);
  return talk.group(draft, payload.name, payload.page);
}

function pressAnswer(draft: Draft, id: string, name: string): boolean {
  const [flow = '', step = ''] = id.split('/');
  const ask = draft.bot.flows.get(flow)?.steps.get(step);
  if (ask?.kind !== 'ask') return talk.oldButton(draft);
  const value = namedValue(ask, name, draft.bot.places);
  return value === undefined ? talk.oldButton(draft) : move.press(draft, ask, value);
}

function byCommand(draft: Draft, { command }: Understood): boolean {
  if (command === undefined) return false;
  const run: Record<Command, () => boolean> = {
    menu: () => move.start(draft, 'menu'),
    human: () => move.start(draft, 'human'),
    'delete-my-data': () => move.start(draft, 'delete-my-data'),
    help: () => talk.help(draft),
    back: () => move.back(draft),
    restart: () => move.restart(draft),
  };
  return run[command]();
}

/**
 * Something answered before is taken back: the person says so ("à nhầm"), or names a value that is
 * not what is being asked ("em sinh 2005" while the form of business is asked for).
 */
function byCorrection(draft: Draft, understood: Understood): boolean {
  const pending = understood.readings.find((reading) => reading.ask === draft.pending?.id);
  if (!understood.correcting && pending?.value !== undefined) return false;
  const earlier = understood.readings.find(
    (reading) =>
      reading.ask !== draft.pending?.id &&
      reading.value !== undefined &&
      (understood.correcting || reading.named || (draft.pending === undefined && isDay(reading))),
  );
  if (earlier !== undefined) return move.correct(draft, earlier.ask, earlier.value!);
  if (!understood.correcting || pending?.value !== undefined || draft.pending === undefined)
    return false;
  return move.back(draft);
}

const isDay = (reading: Reading) =>
  reading.whole && typeof reading.value === 'object' && 'earliest' in reading.value;

function byAnswer(draft: Draft, understood: Understood): boolean {
  const { pending } = draft;
  const reading = understood.readings.find(({ ask }) => ask === pending?.id);
  if (pending === undefined || reading === undefined) return false;
  // Yes or no inside a longer sentence may be about anything ("có nhưng hết hạn rồi"): ask again.
  if (pending.type === 'yes-no' && !reading.whole) return false;
  // A value inside a question ("2005 thì có mất tiền không?") is not yet an answer, unless named.
  const asksSomething = understood.question && understood.topics.zone === 'answer';
  if (!reading.whole && !reading.named && asksSomething) return false;
  if (reading.value !== undefined) return move.give(draft, pending, reading.value);
  if (reading.choices !== undefined) {
    // Buttons that name a personal value would keep it on record.
    if (pending.forget) return talk.problem(draft, pending, 'ambiguous');
    return talk.whichOne(draft, pending, reading.choices);
  }
  if (reading.problem !== undefined) return talk.problem(draft, pending, reading.problem);
  return false;
}

function byTopic(draft: Draft, { topics, question }: Understood): boolean {
  const [best] = topics.candidates;
  if (best === undefined || topics.zone === 'none') return false;
  if (topics.zone === 'answer') return talk.answer(draft, [best.topic, ...topics.also]);
  // While a question waits, words that are no question are a miss of that question.
  if (draft.pending !== undefined && !question) return false;
  return talk.didYouMean(
    draft,
    topics.candidates.slice(0, 3).map(({ topic }) => topic),
  );
}

/** Another public service is there for what was asked: no failure to understand, and nothing for the officers. */
function byReferral(draft: Draft, { referral, question }: Understood): boolean {
  const found = referral === undefined ? undefined : draft.bot.referrals.get(referral);
  if (found === undefined || (draft.pending !== undefined && !question)) return false;
  return talk.refer(draft, found.text);
}

function byLanguage(draft: Draft, { foreign }: Understood): boolean {
  return foreign === true && talk.refer(draft, draft.bot.messages.otherLanguage);
}

function bySmallTalk(draft: Draft, { smalltalk }: Understood, opening: boolean): boolean {
  if (smalltalk === undefined) return false;
  if (smalltalk === 'greeting' && (opening || draft.pending === undefined))
    return move.start(draft, 'welcome');
  return talk.smallTalk(draft, smalltalk);
}
