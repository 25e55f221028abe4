import { describe, expect, test } from 'vitest';
import type { Expectation, Understood } from '../../src/engine/understood.ts';
import { applyHint, Hint, NO_HINT } from '../../src/model/hint.ts';
import { birth, citizen, founding, kind, now, understand } from '../understanding/fixture.ts';

const CANDIDATES = [
  { topic: 'fee', score: 0.4 },
  { topic: 'where', score: 0.38 },
];

const middle: Understood = {
  text: 'lam cai do co mat dong nao',
  readings: [],
  correcting: false,
  question: true,
  topics: { zone: 'choose', candidates: CANDIDATES, also: [] },
  personal: [],
};
const none: Understood = {
  ...middle,
  text: 'nghìn chín chín mươi ấy ạ',
  question: false,
  topics: { zone: 'none', candidates: [], also: [] },
};

function apply(understood: Understood, hint: Hint, ...asks: Expectation[]): Understood {
  return applyHint(understood, { asks, offered: [] }, hint, {
    read: (text, ask) => understand({ text }, { asks: [ask], offered: [] }, now).readings[0],
    maskedDate: '[ngày]',
  });
}

describe('a chosen topic', () => {
  test('is answered, when it is one of the candidates', () => {
    const { topics, model } = apply(middle, { kind: 'topic', topic: 'where' });
    expect(topics).toEqual({ zone: 'answer', candidates: CANDIDATES.toReversed(), also: [] });
    expect(model).toBe('topic');
  });

  test('"none of them" means that none is offered', () => {
    expect(apply(middle, { kind: 'topic', topic: null }).topics.zone).toBe('none');
  });

  test.each([
    ['is no candidate', middle, { kind: 'topic', topic: 'delete-my-data' }],
    [
      'comes when the topic is sure',
      { ...middle, topics: { ...middle.topics, zone: 'answer' } },
      { kind: 'topic', topic: 'where' },
    ],
    ['comes when there is none', none, { kind: 'topic', topic: 'fee' }],
    [
      'comes for a pressed button',
      { ...middle, tap: 'flow:menu' },
      { kind: 'topic', topic: 'fee' },
    ],
    ['is nothing', middle, NO_HINT],
    ['is a value instead', middle, { kind: 'choice', ask: 'biz-vn/kind', choice: 'household' }],
  ] as [string, Understood, Hint][])('changes nothing when it %s', (_, understood, hint) => {
    expect(apply(understood, hint)).toBe(understood);
  });
});

describe('a choice', () => {
  test('is an answer, when the question has it', () => {
    const hint: Hint = { kind: 'choice', ask: kind.ask, choice: 'household' };
    const { readings, model } = apply(none, hint, kind);
    expect(readings).toEqual([{ ask: kind.ask, value: 'household', whole: true, named: false }]);
    expect(model).toBe('value');
  });

  test('yes and no are truth values', () => {
    for (const [choice, value] of [
      ['yes', true],
      ['no', false],
    ] as const) {
      const hint: Hint = { kind: 'choice', ask: citizen.ask, choice };
      expect(apply(none, hint, citizen).readings[0]!.value).toBe(value);
    }
  });

  test.each([
    ['the question has no such choice', 'biz-vn/kind', 'bank', kind],
    ['another question waits', 'biz-vn/kind', 'household', citizen],
    ['it is neither yes nor no', 'id-vn/citizen', 'maybe', citizen],
    ['the question is about a date', 'id-vn/birth', 'yes', birth],
    ['nothing waits', 'biz-vn/kind', 'household', { ...kind, pending: false }],
  ])('changes nothing when %s', (_, ask, choice, expected) => {
    expect(apply(none, { kind: 'choice', ask, choice }, expected)).toBe(none);
  });
});

describe('a date', () => {
  const date = (parts: Partial<Extract<Hint, { kind: 'date' }>>, ask = birth.ask): Hint => ({
    kind: 'date',
    ask,
    words: 'chín chín mươi',
    day: null,
    month: null,
    year: null,
    age: null,
    ...parts,
  });

  test.each([
    [{ day: 5, month: 3, year: 2006 }, { value: { earliest: '2006-03-05', latest: '2006-03-05' } }],
    [{ month: 3, year: 2006 }, { value: { earliest: '2006-03-01', latest: '2006-03-31' } }],
    [{ year: 1990 }, { value: { earliest: '1990-01-01', latest: '1990-12-31' } }],
    [{ age: 19 }, { value: { earliest: '2006-11-23', latest: '2007-12-31' }, named: true }],
    [{ day: 5, month: 3 }, { problem: 'day-needed' }],
    [{ day: 31, month: 2, year: 2006 }, { problem: 'impossible-date' }],
    [{ day: 1, month: 1, year: 2030 }, { problem: 'future' }],
    [{ day: 1, month: 1, year: 1901 }, { problem: 'too-old' }],
    [{ age: 150 }, { problem: 'too-old', named: true }],
  ])('is judged as the rules judge it: %j', (parts, reading) => {
    expect(apply(none, date(parts), birth).readings).toEqual([
      { ask: birth.ask, whole: true, named: false, ...reading },
    ]);
  });

  test('a founding is read in the same way, and its words are kept', () => {
    const read = apply(none, date({ month: 3, year: 2025 }, founding.ask), founding);
    expect(read.readings[0]!.value).toEqual({ earliest: '2025-03-01', latest: '2025-03-31' });
    expect(read.text).toBe(none.text);
    expect(read.personal).toEqual([]);
  });

  test('a birth leaves no word on record that the masks could not find', () => {
    const read = apply(none, date({ year: 1990 }), birth);
    expect(read.text).toBe('[ngày]');
    expect(read.personal).toEqual(['birth-date']);
  });

  test.each([
    ['its words are not in the message', date({ year: 1990, words: 'năm 1990' }), birth],
    ['its words are a blank', date({ year: 1990, words: ' ' }), birth],
    ['it has no part', date({}), birth],
    ['it has a day without a month', date({ day: 5, year: 1990 }), birth],
    ['it has a month alone', date({ month: 5 }), birth],
    ['it has an age and a year', date({ age: 19, year: 2007 }), birth],
    ['the year is none the rules know', date({ year: 990 }), birth],
    ['an age is given for a founding', date({ age: 19 }, founding.ask), founding],
    ['another question waits', date({ year: 1990 }), founding],
    ['a choice is asked for', date({ year: 1990 }, kind.ask), kind],
  ])('changes nothing when %s', (_, hint, expected) => {
    expect(apply(none, hint, expected)).toBe(none);
  });

  test('words may differ in capitals and spaces', () => {
    expect(apply(none, date({ year: 1990, words: 'Chín  Chín mươi' }), birth).model).toBe('value');
  });
});

test.each([
  { kind: 'text', text: 'Bạn được miễn phí' },
  { kind: 'topic', topic: 'fee', text: 'Bạn được miễn phí' },
  { kind: 'date', ask: 'a/b', words: 'x', day: 32, month: 1, year: 2000, age: null },
  { kind: 'date', ask: 'a/b', words: 'x', day: 1.5, month: 1, year: 2000, age: null },
  { kind: 'date', ask: 'a/b', words: '', day: 1, month: 1, year: 2000, age: null },
])('no hint can have another form: %j', (hint) => {
  expect(Hint.safeParse(hint).success).toBe(false);
});
