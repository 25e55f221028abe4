import type { TopicRanking } from '../../../src/engine/understood.ts';
import type { Contender } from './contender.ts';
import { KINDS, type Message } from './message.ts';

/** A message with what a contender made of it. */
export interface Outcome {
  message: Message;
  ranking: TopicRanking;
}

/** What came out for one contender. Shares are between 0 and 1. */
export interface Measured {
  name: string;
  inScope: number;
  outOfScope: number;
  /** The first candidate is right; of two questions, either. */
  top1: number;
  /** One of the first three is right. */
  top3: number;
  byKind: Record<string, { messages: number; top1: number; top3: number }>;
  /** Of the messages about something else: answered all the same. */
  falseAnswers: number;
  /** Of the messages about a topic: not understood at all … */
  refusals: number;
  /** … asked back about … */
  chosen: number;
  /** … and answered with another topic's words. */
  wrongAnswers: number;
  /** Of the messages with two questions: both answered. */
  bothAnswered: number;
  /** What a direct answer's threshold would cost: false answers, and messages in scope left unanswered. */
  curve: { from: number; falseAnswers: number; unanswered: number }[];
  /** By how likely the first candidate is said to be: how often it is right. */
  reliability: { from: number; messages: number; said: number; right: number }[];
  /** Topics taken for others, the most frequent first. */
  confusions: { topic: string; takenFor: string; times: number }[];
}

const THRESHOLDS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99];
const BINS = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95];
const MOST_CONFUSIONS = 15;

/** Asks a contender all messages. */
export async function outcomesOf(
  { rank }: Contender,
  messages: readonly Message[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const message of messages) outcomes.push({ message, ranking: await rank(message.text) });
  return outcomes;
}

/** Counts what came out. */
export function measure(name: string, outcomes: readonly Outcome[]): Measured {
  const inScope = outcomes.filter(({ message }) => message.topic !== null);
  const outside = outcomes.filter(({ message }) => message.topic === null);
  const two = inScope.filter(({ message }) => message.also.length > 0);
  const zone = (of: readonly Outcome[], zone: TopicRanking['zone']) =>
    share(of, ({ ranking }) => ranking.zone === zone);
  return {
    name,
    inScope: inScope.length,
    outOfScope: outside.length,
    top1: share(inScope, isRight),
    top3: share(inScope, isAmong),
    byKind: Object.fromEntries(
      KINDS.filter((kind) => kind !== 'out-of-scope').map((kind) => {
        const of = inScope.filter(({ message }) => message.kind === kind);
        return [kind, { messages: of.length, top1: share(of, isRight), top3: share(of, isAmong) }];
      }),
    ),
    falseAnswers: zone(outside, 'answer'),
    refusals: zone(inScope, 'none'),
    chosen: zone(inScope, 'choose'),
    wrongAnswers: share(inScope, (one) => one.ranking.zone === 'answer' && !isRight(one)),
    bothAnswered: share(two, isBoth),
    curve: THRESHOLDS.map((from) => ({
      from,
      falseAnswers: share(outside, (one) => likelihood(one) >= from),
      unanswered: share(inScope, (one) => likelihood(one) < from),
    })),
    reliability: BINS.map((from, i) => {
      const bin = outcomes.filter((one) => {
        const said = likelihood(one);
        return said > 0 && said >= from && said < (BINS[i + 1] ?? Number.POSITIVE_INFINITY);
      });
      const said = bin.reduce((sum, one) => sum + likelihood(one), 0) / (bin.length || 1);
      return { from, messages: bin.length, said, right: share(bin, isRight) };
    }),
    confusions: confusions(inScope),
  };
}

function wanted({ message }: Outcome): string[] {
  return message.topic === null ? [] : [message.topic, ...message.also];
}

function isRight(one: Outcome): boolean {
  return wanted(one).includes(one.ranking.candidates[0]?.topic ?? '');
}

function isAmong(one: Outcome): boolean {
  return one.ranking.candidates.slice(0, 3).some(({ topic }) => wanted(one).includes(topic));
}

function isBoth(one: Outcome): boolean {
  const { zone, candidates, also } = one.ranking;
  const answered = [candidates[0]?.topic, ...also];
  return zone === 'answer' && wanted(one).every((topic) => answered.includes(topic));
}

function likelihood({ ranking }: Outcome): number {
  return ranking.candidates[0]?.score ?? 0;
}

function confusions(outcomes: readonly Outcome[]): Measured['confusions'] {
  const counts = new Map<string, { topic: string; takenFor: string; times: number }>();
  for (const one of outcomes.filter((one) => !isRight(one))) {
    const topic = one.message.topic!;
    const takenFor = one.ranking.candidates[0]?.topic ?? '(nothing)';
    const key = `${topic} ${takenFor}`;
    const seen = counts.get(key) ?? { topic, takenFor, times: 0 };
    counts.set(key, { ...seen, times: seen.times + 1 });
  }
  return [...counts.values()].sort((a, b) => b.times - a.times).slice(0, MOST_CONFUSIONS);
}

function share<T>(of: readonly T[], is: (one: T) => boolean): number {
  return of.length === 0 ? 0 : of.filter(is).length / of.length;
}
