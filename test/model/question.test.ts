import { describe, expect, test } from 'vitest';
import type { Expectation, Expectations, Understood } from '../../src/engine/understood.ts';
import { questionFor, wantsModel } from '../../src/model/question.ts';
import { paintBot } from '../engine/talk.ts';

const MIDDLE = {
  zone: 'choose',
  candidates: [{ topic: 'fee', score: 0.4 }],
  also: [],
} as const;

const understood = (more: Partial<Understood> = {}): Understood => ({
  text: 'xyz',
  readings: [],
  correcting: false,
  question: false,
  topics: { zone: 'none', candidates: [], also: [] },
  personal: [],
  ...more,
});

const colour: Expectation = {
  ask: 'paint/colour',
  pending: true,
  type: 'choice',
  choices: [{ value: 'green', label: 'Green', words: [] }],
};
const day: Expectation = { ask: 'birthday/when', pending: true, type: 'date', about: 'birth' };
const NOTHING: Expectations = { asks: [], offered: [] };
const waiting = (ask: Expectation): Expectations => ({ asks: [ask], offered: [] });

describe('a model is wanted', () => {
  test.each([
    ['for the topic in the middle zone', { topics: MIDDLE }, NOTHING, 'topic'],
    [
      'for a question in the middle of a check',
      { topics: MIDDLE, question: true },
      waiting(day),
      'topic',
    ],
    ['for the value, when what was said is no question', { topics: MIDDLE }, waiting(day), day],
    ['for a value that nothing was read of', {}, waiting(colour), colour],
    ['for yes or no', {}, waiting({ ...day, type: 'yes-no' }), { ...day, type: 'yes-no' }],
  ] as const)('%s', (_, more, expected, wanted) => {
    expect(wantsModel(understood(more), expected)).toEqual(wanted);
  });

  const reading = { ask: 'birthday/when', value: true, whole: true, named: false };
  test.each([
    ['when nothing is asked and no topic comes near', {}, NOTHING],
    ['when the topic is sure', { topics: { ...MIDDLE, zone: 'answer' } }, NOTHING],
    [
      'when the topic is sure and a question waits',
      { topics: { ...MIDDLE, zone: 'answer' } },
      waiting(day),
    ],
    ['when the rules read a value', { readings: [reading], topics: MIDDLE }, waiting(day)],
    [
      'when the value read is impossible',
      { readings: [{ ...reading, problem: 'future' }] },
      waiting(day),
    ],
    ['for a button', { tap: 'flow:paint', topics: MIDDLE }, NOTHING],
    ['for something attached', { attachment: 'image', topics: MIDDLE }, NOTHING],
    ['for a command', { command: 'menu', topics: MIDDLE }, NOTHING],
    ['for small talk', { smalltalk: 'thanks', topics: MIDDLE }, NOTHING],
    ['for something taken back', { correcting: true }, waiting(day)],
    ['for a text without a letter', { text: '?! …', topics: MIDDLE }, NOTHING],
    ['for a birth date that is masked in part', { personal: ['birth-date'] }, waiting(day)],
    ['for a place', {}, waiting({ ...day, type: 'place' })],
    ['for a question that is not pending', {}, waiting({ ...day, pending: false })],
  ] as const)('never %s', (_, more, expected) => {
    expect(wantsModel(understood(more as Partial<Understood>), expected)).toBeUndefined();
  });
});

describe('what is asked', () => {
  const tools = { today: '2026-11-22', mask: (text: string) => text.replaceAll(/\d/g, '*') };

  test('a topic, with the titles of the candidates and a masked text', () => {
    const topic = [...paintBot.answers.keys()][0]!;
    const topics = { ...MIDDLE, candidates: [{ topic, score: 0.4 }] };
    expect(questionFor(paintBot, understood({ text: 'call 123', topics }), NOTHING, tools)).toEqual(
      {
        kind: 'topic',
        text: 'call ***',
        candidates: [{ topic, title: paintBot.answers.get(topic)!.title }],
      },
    );
  });

  test('a choice, with the words of the question', () => {
    const question = questionFor(
      paintBot,
      understood({ text: 'like grass 7' }),
      waiting(colour),
      tools,
    );
    expect(question).toMatchObject({
      kind: 'choice',
      ask: 'paint/colour',
      text: 'like grass *',
      choices: [{ value: 'green', label: 'Green' }],
    });
    expect((question as { question: string }).question).not.toBe('');
  });

  test('yes or no as two choices', () => {
    const expected = waiting({ ask: 'paint/sure', pending: true, type: 'yes-no' });
    const question = questionFor(paintBot, understood(), expected, tools);
    const { yes, no } = paintBot.messages.labels;
    expect(question).toMatchObject({
      choices: [
        { value: 'yes', label: yes },
        { value: 'no', label: no },
      ],
    });
  });

  test('a date, with the day it is today', () => {
    const question = questionFor(paintBot, understood(), waiting(day), tools);
    expect(question).toMatchObject({ kind: 'date', ask: 'birthday/when', today: '2026-11-22' });
  });
});
