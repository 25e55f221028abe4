import { describe, expect, test } from 'vitest';
import type { SlotValue } from '../../src/engine/value.ts';
import { walk } from '../../src/engine/walk.ts';
import { COLOUR_FLOW, PAINT_FILES } from './colour-flow.ts';
import { deepFreeze, smallBot } from './small-bot.ts';

const bot = smallBot(PAINT_FILES);
const BORN = { earliest: '2005-05-05', latest: '2005-05-05' };

function along(answers: Record<string, SlotValue>, flow = 'paint', over = bot) {
  const run = deepFreeze({
    flow,
    answers: Object.entries(answers).map(([ask, value]) => ({ ask, value })),
  });
  const path = walk(over, run, '2026-11-22');
  return { keys: path.items.map(({ key }) => key), pending: path.pending?.id, path };
}

test('without answers a walk stops at the first question', () => {
  expect(along({})).toMatchObject({ keys: ['entered:paint'], pending: 'paint/sure' });
});

test('a walk follows the answers, decides, jumps and returns', () => {
  const { keys, pending, path } = along({
    'paint/sure': true,
    'paint/colour': 'green',
    'birthday/when': BORN,
  });
  expect(keys).toEqual([
    'entered:paint',
    'paint/sure=yes',
    'paint/colour=green',
    'paint/judge:taken',
    'paint/taken',
    'entered:birthday',
    'birthday/when=2005-05-05..2005-05-05',
    'birthday/note',
    'left:birthday',
    'paint/after',
    'left:paint',
  ]);
  expect(pending).toBeUndefined();
  expect(path.edges).toEqual([
    'paint/sure -> yes',
    'paint/colour -> green',
    'paint/judge -> taken',
    'paint/taken -> ',
    'paint/day -> ',
    'birthday/when -> date',
    'birthday/note -> ',
    'paint/after -> ',
  ]);
});

test('answers that the path no longer meets are left aside', () => {
  const { keys, path } = along({ 'paint/sure': false, 'paint/colour': 'green' });
  expect(keys).toEqual(['entered:paint', 'paint/sure=no', 'paint/bye', 'left:paint']);
  expect(path.asked.map(({ step }) => step.id)).toEqual(['paint/sure']);
});

test('a decision met twice is told apart, the later answer to a slot counts', () => {
  const { keys, path } = along({
    'paint/sure': true,
    'paint/colour': 'blue',
    'paint/shade': 'red',
  });
  expect(keys.slice(3)).toEqual([
    'paint/judge:unclear',
    'paint/shade=red',
    'paint/judge:refused.red',
    'paint/refused',
    'left:paint',
  ]);
  expect(path.seen.slots).toEqual({ sure: true, colour: 'red' });
});

test('a question the path leads back to is open again', () => {
  const loop = smallBot({
    'loop.yaml': `flow: loop
title: L
label: L
start: one
steps:
  one: { ask: Again?, again: Again?, type: yes-no, slot: s, then: { "yes": said, "no": end } }
  said: { say: Once more., then: one }
`,
  });
  const { keys, pending } = along({ 'loop/one': true }, 'loop', loop);
  expect(keys).toEqual(['entered:loop', 'loop/one=yes', 'loop/said']);
  expect(pending).toBe('loop/one');
});

test('a circle without a question is an error, not a standstill', () => {
  const circle = smallBot({
    'circle.yaml':
      'flow: circle\ntitle: C\nlabel: C\nstart: one\nsteps:\n  one: { say: A, then: two }\n  two: { say: B, then: one }\n',
  });
  expect(() => along({}, 'circle', circle)).toThrow('a path without end in flow "circle"');
});

describe('a flow file that changed under an open conversation', () => {
  const open = { 'paint/sure': true, 'paint/colour': 'green' };
  const changed = (from: string, to: string) =>
    smallBot({ ...PAINT_FILES, 'paint.yaml': COLOUR_FLOW.replace(from, to) });

  test('a question renamed is asked again', () => {
    const over = smallBot({
      ...PAINT_FILES,
      'paint.yaml': COLOUR_FLOW.replace('  colour:\n', '  tint:\n').replace(
        '"yes": colour',
        '"yes": tint',
      ),
    });
    expect(along(open, 'paint', over)).toMatchObject({
      keys: ['entered:paint', 'paint/sure=yes'],
      pending: 'paint/tint',
    });
  });

  test('a choice taken away: its question is asked again', () => {
    const over = changed('      - { value: green, label: Green }\n', '');
    expect(along(open, 'paint', over).pending).toBe('paint/colour');
  });

  test('a question of another kind now: the old answer does not count', () => {
    const over = changed(
      'type: yes-no\n    slot: sure\n    then: { "yes": colour, "no": bye }',
      'type: text\n    slot: sure\n    then: colour',
    );
    expect(along(open, 'paint', over).pending).toBe('paint/sure');
  });

  test('a question put in before: it is asked, and the later answers still count', () => {
    const over = changed(
      'start: sure\nsteps:\n',
      'start: first\nsteps:\n  first: { ask: Hm?, again: Hm?, type: yes-no, slot: first, then: sure }\n',
    );
    expect(along(open, 'paint', over).pending).toBe('paint/first');
    expect(along({ ...open, 'paint/first': true }, 'paint', over).pending).toBe('birthday/when');
  });

  test('the whole flow gone: nothing is pending', () => {
    expect(along(open, 'paint', smallBot())).toMatchObject({ keys: [], pending: undefined });
  });
});
