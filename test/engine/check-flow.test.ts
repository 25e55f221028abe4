import { expect, test } from 'vitest';
import { REQUIRED_FLOWS } from '../../src/engine/check.ts';
import { mistakes } from './small-bot.ts';

const HEAD = 'flow: f\ntitle: F\nlabel: F\nstart: one\nsteps:\n';
const ASK = `  one:
    ask: Which?
    again: Which then?
    type: choice
    slot: colour
    choices:
      - { value: red, label: Red }
      - { value: green, label: Green }
`;

test.each<[string, string, string[]]>([
  [
    'a next step that is not there, with the nearest',
    '  one: { say: Hello, then: twoo }\n  two: { end: Bye }\n',
    [
      'f.yaml:6:22 steps.one.then: found "twoo", allowed a step of this flow or "end" (nearest: "two")',
    ],
  ],
  [
    'a start that is not there',
    '  on: { end: Bye }\n',
    ['f.yaml:4:1 start: found "one", allowed a step of this flow (nearest: "on")'],
  ],
  [
    'a branch too few, one too many, and one that leads nowhere',
    `${ASK}    then: { red: gone, blue: end }\n`,
    [
      'f.yaml:14:5 steps.one.then: found no branch for "green", allowed one for every choice',
      'f.yaml:14:13 steps.one.then.red: found "gone", allowed a step of this flow or "end" (nearest: "one")',
      'f.yaml:14:24 steps.one.then.blue: found "blue", allowed a choice of this question: red, green',
    ],
  ],
  [
    'a choice given twice',
    `${ASK}      - { value: red, label: Crimson }\n    then: end\n`,
    ['f.yaml:14:9 steps.one.choices.2: found "red" again, allowed each value and label once'],
  ],
  [
    'a rule that is not there',
    '  one: { decide: color, outcomes: {} }\n',
    ['f.yaml:6:10 steps.one.decide: found "color", allowed a rule: colour (nearest: "colour")'],
  ],
  [
    'an outcome without a branch, one the rule cannot return, words without source, words shared',
    `${ASK}    then: two
  two:
    decide: colour
    with: { colour: colour }
    outcomes:
      taken: three
      refused.read: three
      refused.red: three
  three: { say: Hello, then: end }
`,
    [
      'f.yaml:18:5 steps.two.outcomes: found no branch for "unclear", allowed one for every outcome of the rule',
      'f.yaml:19:7 steps.two.outcomes.taken: found "three", which gives no words with sources, allowed a step with "say" and "sources"',
      'f.yaml:20:7 steps.two.outcomes.refused.read: found "refused.read", allowed a outcome of rule "colour": taken, refused.red, unclear (nearest: "refused.red")',
      'f.yaml:21:7 steps.two.outcomes.refused.red: found "three", which gives no words with sources, allowed a step with "say" and "sources"',
      'f.yaml:21:7 steps.two.outcomes.refused.red: found the words of "taken", allowed words of its own for every outcome',
    ],
  ],
  [
    'a rule given the wrong things',
    `${ASK}    then: two
  two:
    decide: colour
    with: { color: colours }
    outcomes: { taken: three, refused.red: four, unclear: end }
  three: { say: Yes, sources: [plan], then: end }
  four: { say: No, sources: [plan], then: end }
`,
    [
      'f.yaml:17:5 steps.two.with: found no "colour", allowed every parameter of the rule',
      'f.yaml:17:13 steps.two.with.color: found "color", allowed a parameter of rule "colour": colour (nearest: "colour")',
      'f.yaml:17:13 steps.two.with.color: found "colours", allowed a slot of this flow: colour (nearest: "colour")',
    ],
  ],
  [
    'links, topics, flows, sources and buttons that are not there',
    `  one: { link: registrations, say: Go, sources: [plam I], buttons: [topic:thin], then: two }
  two: { answer: thingg, then: three }
  three: { jump: menus, then: end }
`,
    [
      'f.yaml:6:10 steps.one.link: found "registrations", allowed a link of programme.yaml: registration (nearest: "registration")',
      'f.yaml:6:50 steps.one.sources.0: found "plam", allowed a source: plan (nearest: "plan")',
      'f.yaml:6:69 steps.one.buttons.0: found "thin", allowed a known topic (nearest: "thing")',
      'f.yaml:7:10 steps.two.answer: found "thingg", allowed a topic: thing (nearest: "thing")',
      `f.yaml:8:12 steps.three.jump: found "menus", allowed a flow: ${REQUIRED_FLOWS.join(', ')}, f (nearest: "menu")`,
    ],
  ],
  [
    'a step called end',
    '  one: { say: Hello, then: end }\n  end: { end: Bye }\n',
    ['f.yaml:7:3 steps.end: found a step named "end", allowed another name; "end" ends a flow'],
  ],
])('%s', (_, steps, expected) => {
  expect(mistakes({ 'f.yaml': HEAD + steps })).toEqual(expected);
});

test('a flow is called as its file is', () => {
  expect(mistakes({ 'g.yaml': `${HEAD}  one: { end: Bye }\n` })).toEqual([
    'g.yaml:1:1 flow: found "f", allowed the file\'s name: "g"',
  ]);
});
