import { describe, expect, test } from 'vitest';
import { ANSWERS, mistakes, smallBot } from './small-bot.ts';

const FLOW = `flow: f
title: The F
label: F
start: one
steps:
  one:
    ask: Which?
    again: Which then?
    type: choice
    slot: colour
    choices: [{ value: red, label: Red }, { value: green, label: Green }]
    then: two
  two:
    decide: colour
    with: { colour: colour }
    outcomes: { taken: three, refused.red: four, unclear: end }
  three: { link: registration, say: Yes, sources: [plan], buttons: [flow:menu, topic:thing], then: end }
  four:
    say: No
    sources: [plan]
    buttons: [{ to: "group:things", label: Ask }]
    then: end
`;

describe('a sound bot', () => {
  const bot = smallBot({
    'f.yaml': FLOW,
    'g.yaml': 'flow: g\ntitle: G\nlabel: G\nstart: one\nsteps:\n  one: { jump: f, then: end }\n',
    'h.yaml':
      'flow: h\ntitle: H\nlabel: H\nstart: one\nsteps:\n  one: { jump: menu, then: two }\n  two: { answer: thing, then: end }\n',
  });

  test('buttons take the label of what they lead to, unless they have their own', () => {
    const { steps } = bot.flows.get('f')!;
    expect(steps.get('three')).toMatchObject({
      buttons: [
        { label: 'menu', payload: 'flow:menu' },
        { label: 'A thing', payload: 'topic:thing' },
      ],
    });
    expect(steps.get('four')).toMatchObject({
      buttons: [{ label: 'Ask', payload: 'group:things' }],
    });
  });

  test('a flow that asks nothing, wherever it jumps, is a card', () => {
    const cards = [...bot.flows.values()].filter(({ card }) => card).map(({ name }) => name);
    expect(cards).toEqual(expect.arrayContaining(['menu', 'h']));
    expect(cards).not.toContain('f');
    expect(cards).not.toContain('g');
  });

  test('the words of every final outcome can be found, for the public API', () => {
    expect([...bot.outcomeSteps].map(([outcome, { id }]) => [outcome, id])).toEqual([
      ['colour/taken', 'f/three'],
      ['colour/refused.red', 'f/four'],
    ]);
  });

  test('topics know their group', () => {
    expect(bot.answers.get('thing')).toMatchObject({ topic: 'thing', group: 'things' });
    expect(bot.groups.get('things')?.topics).toEqual(['thing']);
  });
});

test('all mistakes of all files at once, by file and line', () => {
  const found = mistakes({
    'b.yaml':
      'flow: b\ntitle: B\nlabel: B\nstart: one\nsteps:\n  one: { say: Hello, then: two }\n  three: { sya: x }\n',
    'a.yaml':
      'flow: a\ntitle: A\nlabel: A\nstart: one\nsteps:\n  one: { say: "{nobody}", then: twoo }\n  two: { answer: thingy, then: end }\n',
    'answers/things.yaml': ANSWERS.replace('sources: [plan I.1]', 'sources: [plann I.1]'),
  });
  expect(found.map((line) => line.split(': ')[0])).toEqual([
    'a.yaml:6:10 steps.one.say',
    'a.yaml:6:27 steps.one.then',
    'a.yaml:7:10 steps.two.answer',
    'answers/things.yaml:9:15 answers.thing.sources.0',
    'b.yaml:7:3 steps.three',
  ]);
});

test('a flow with a mistake in it does not make references to it look mistaken', () => {
  const found = mistakes({
    'broken.yaml': 'flow: broken\ntitle: B\nlabel: B\nstart: one\nsteps:\n  one: { sya: x }\n',
    'f.yaml':
      'flow: f\ntitle: F\nlabel: F\nstart: one\nsteps:\n  one: { jump: broken, then: end }\n',
  });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^broken\.yaml:6:3 steps\.one: /);
});
