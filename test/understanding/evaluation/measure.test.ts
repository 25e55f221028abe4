import { expect, test } from 'vitest';
import type { TopicRanking } from '../../../src/engine/understood.ts';
import { measure, outcomesOf } from './measure.ts';
import type { Message } from './message.ts';

const ranking = (
  zone: TopicRanking['zone'],
  candidates: [string, number][],
  also: string[] = [],
): TopicRanking => ({
  zone,
  candidates: candidates.map(([topic, score]) => ({ topic, score })),
  also,
});
const message = (text: string, topic: string | null, more: Partial<Message> = {}): Message => ({
  text,
  topic,
  also: [],
  kind: topic === null ? 'out-of-scope' : 'marks',
  part: 'open',
  ...more,
});

const answers: Record<string, TopicRanking> = {
  right: ranking('answer', [['a', 0.9]]),
  wrong: ranking('answer', [
    ['b', 0.95],
    ['a', 0.04],
  ]),
  asked: ranking('choose', [['a', 0.5]]),
  refused: ranking('none', []),
  both: ranking(
    'answer',
    [
      ['a', 0.9],
      ['b', 0.8],
    ],
    ['b'],
  ),
  one: ranking('answer', [['b', 0.9]]),
  fooled: ranking('answer', [['b', 0.85]]),
  kept: ranking('none', []),
};
const messages = [
  ...['right', 'wrong', 'asked', 'refused'].map((text) => message(text, 'a')),
  message('both', 'a', { also: ['b'], kind: 'two-questions' }),
  message('one', 'a', { also: ['b'], kind: 'two-questions' }),
  message('fooled', null),
  message('kept', null),
];

test('counts what came out', async () => {
  const contender = { name: 'c', rank: (text: string) => answers[text]! };
  const measured = measure('c', await outcomesOf(contender, messages));
  expect(measured).toMatchObject({
    inScope: 6,
    outOfScope: 2,
    top1: 4 / 6,
    top3: 5 / 6,
    falseAnswers: 1 / 2,
    refusals: 1 / 6,
    chosen: 1 / 6,
    wrongAnswers: 1 / 6,
    bothAnswered: 1 / 2,
  });
  expect(measured.byKind.marks).toEqual({ messages: 4, top1: 2 / 4, top3: 3 / 4 });
  expect(measured.curve.find(({ from }) => from === 0.9)).toEqual({
    from: 0.9,
    falseAnswers: 0,
    unanswered: 2 / 6,
  });
  expect(measured.confusions).toContainEqual({ topic: 'a', takenFor: 'b', times: 1 });
  const sure = measured.reliability.find(({ from }) => from === 0.9)!;
  expect(sure).toMatchObject({ messages: 3, right: 1 });
  expect(measured.reliability.find(({ from }) => from === 0.95)).toMatchObject({
    messages: 1,
    right: 0,
  });
});
