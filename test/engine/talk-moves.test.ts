import { describe, expect, test } from 'vitest';
import type { Reading, Understood } from '../../src/engine/understood.ts';
import { smallBot } from './small-bot.ts';
import { START, talk, tap, value, YES } from './talk.ts';

describe('what cannot be used as an answer', () => {
  test('asked in other words, and the third time a human is offered', () => {
    expect(talk([START, {}]).said).toEqual(['Really?']);
    expect(talk([START, {}, {}]).labels).toEqual(['yes', 'no']);
    const third = talk([START, {}, {}, {}]);
    expect(third.said).toEqual(['thirdMiss', 'Really?']);
    expect(third.labels).toEqual(['yes', 'no', 'human', 'menu']);
    expect(third.events).toEqual([{ type: 'not-understood' }]);
  });

  test('the count begins anew after a usable answer', () => {
    expect(talk([START, {}, {}, YES, {}]).said).toEqual(['Red, green or blue?']);
  });

  test('an impossible value says what is wrong with it', () => {
    const wrong: Reading = { ask: 'birthday/when', problem: 'future', whole: true, named: false };
    expect(talk([tap('flow:birthday'), { readings: [wrong] }]).said).toEqual([
      'future',
      'Which day?',
    ]);
  });

  test('several values: the person is asked which', () => {
    const bot = smallBot(
      {
        'where.yaml':
          'flow: where\ntitle: W\nlabel: W\nstart: one\nsteps:\n  one: { ask: Where?, again: Which town?, type: place, slot: place, then: two }\n  two: { end: "Go to {place}." }\n',
      },
      {
        places: new Map([
          ['1', 'Oldtown'],
          ['2', 'Newtown'],
        ]),
      },
    );
    const choices = [
      { label: 'Oldtown', value: { code: '1', name: 'Oldtown' } },
      { label: 'Newtown', value: { code: '2', name: 'Newtown' } },
    ];
    const several = { ask: 'where/one', choices, whole: true, named: false };
    const asked = talk([tap('flow:where'), { readings: [several] }], bot);
    expect(asked.said).toEqual(['whichOne']);
    expect(asked.labels).toEqual(['Oldtown', 'Newtown']);
    expect(asked.ending).toBe('offered-choices');
    const { payload } = asked.state.offered[1]!;
    expect(talk([tap(payload)], bot, asked.state).said).toEqual(['Go to Newtown.']);
  });

  test('several values of something to be forgotten: no button may name them', () => {
    const choices = [2005, 2006].map((year) => ({
      label: `born ${year}`,
      value: { earliest: `${year}-01-01`, latest: `${year}-12-31` },
    }));
    const several: Reading = { ask: 'birthday/when', choices, whole: true, named: false };
    const { said, replies, state } = talk([tap('flow:birthday'), { readings: [several] }]);
    expect(said).toEqual(['ambiguous', 'Which day?']);
    expect(JSON.stringify([replies, state])).not.toMatch(/200[56]/);
  });
});

describe('in between', () => {
  const TOPIC: Partial<Understood> = {
    question: true,
    topics: { zone: 'answer', candidates: [{ topic: 'thing', score: 1 }], also: [] },
  };

  test('a question is answered, then the pending one is asked again', () => {
    const { said, pending, ending } = talk([START, YES, TOPIC]);
    expect(said).toEqual([
      'A thing is a thing.\n\nBy The Plan, section I.1.',
      'backToQuestion',
      'Which colour?',
    ]);
    expect(pending).toBe('paint/colour');
    expect(ending).toBe('answered');
  });

  test('a value inside a question is no answer', () => {
    const inside = { ...value('paint/sure', true, { whole: false }), ...TOPIC };
    expect(talk([START, inside]).pending).toBe('paint/sure');
  });

  test('a list of questions is there to be chosen from; the pending question still waits', () => {
    const { said, state } = talk([START, tap('flow:questions')]);
    expect(said).toEqual(['questions card']);
    expect(state.run).toMatchObject({ ended: false, paused: false });
  });
});
