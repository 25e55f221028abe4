import { expect, test } from 'vitest';
import { mistakes } from './small-bot.ts';

const HEAD = 'flow: f\ntitle: F\nlabel: F\nstart: one\nsteps:\n';

test.each<[string, string, string[]]>([
  [
    'a step of no kind, with the kind that was meant',
    '  one: { sya: Hello, then: end }\n',
    [
      'f.yaml:6:3 steps.one: found {"sya":"Hello","then":"end"}, allowed a step with one of ask, decide, link, answer, jump, handover, erase, say, end (nearest: "say")',
    ],
  ],
  [
    'a key the step does not have',
    '  one:\n    say: Hello\n    sorces: [plan]\n    then: end\n',
    [
      'f.yaml:8:5 steps.one.sorces: found key "sorces", allowed one of say, sources, buttons, then (nearest: "sources")',
    ],
  ],
  [
    'a missing next step',
    '  one:\n    say: Hello\n',
    ['f.yaml:6:3 steps.one.then: found nothing, allowed a string'],
  ],
  [
    'a question of no type',
    '  one:\n    ask: What?\n    type: chioce\n    slot: s\n    again: What?\n    then: end\n',
    [
      'f.yaml:8:5 steps.one.type: found "chioce", allowed one of "choice", "yes-no", "date", "text", "place" (nearest: "choice")',
    ],
  ],
  [
    'one choice is none',
    '  one:\n    ask: What?\n    type: choice\n    slot: s\n    again: What?\n    choices: [{ value: a, label: A }]\n    then: end\n',
    [
      'f.yaml:11:5 steps.one.choices: found [{"value":"a","label":"A"}], allowed at least 2 (array)',
    ],
  ],
  [
    'a date of nobody',
    '  one:\n    ask: When?\n    type: date\n    about: brith\n    slot: s\n    again: When?\n    then: end\n',
    [
      'f.yaml:9:5 steps.one.about: found "brith", allowed one of "birth", "founding" (nearest: "birth")',
    ],
  ],
  [
    'a button that leads nowhere known',
    '  one:\n    end: Bye\n    buttons: [flow:menu, page:menu]\n',
    [
      'f.yaml:8:26 steps.one.buttons.1: found "page:menu", allowed flow:<name>, topic:<id> or group:<name>',
    ],
  ],
  [
    'a yes-no question with a third branch and without one of the two',
    '  one:\n    ask: Is it?\n    type: yes-no\n    slot: s\n    again: Is it?\n    then: { "yes": end, maybe: end }\n',
    [
      'f.yaml:11:5 steps.one.then.no: found nothing, allowed a string',
      'f.yaml:11:25 steps.one.then.maybe: found key "maybe", allowed one of yes, no',
    ],
  ],
  [
    'two bad steps, each told',
    '  one: { say: 5, then: end }\n  two: { end: "" }\n',
    [
      'f.yaml:6:10 steps.one.say: found 5, allowed a string',
      'f.yaml:7:10 steps.two.end: found "", allowed at least 1 (string)',
    ],
  ],
  [
    'a step that is no step',
    '  one: end\n',
    ['f.yaml:6:3 steps.one: found "end", allowed a object'],
  ],
])('%s', (_, steps, expected) => {
  expect(mistakes({ 'f.yaml': HEAD + steps })).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ['an empty file', '', ['f.yaml:1:1 (file): found null, allowed a object']],
  [
    'a head with an unknown key and a bad name',
    'flow: F\ntitel: F\nlabel: F\nstart: one\nsteps:\n  one: { end: Bye }\n',
    [
      'f.yaml:1:1 flow: found "F", allowed lower-case letters, digits and hyphens',
      'f.yaml:1:1 title: found nothing, allowed a string',
      'f.yaml:2:1 titel: found key "titel", allowed one of flow, title, label, address, words, start, steps (nearest: "title")',
    ],
  ],
  [
    'YAML that is none',
    'flow: f\ntitle: "F\nlabel: F\n',
    ['f.yaml:4:1 (file): found Missing closing "quote, allowed well-formed YAML'],
  ],
  [
    'a step given twice',
    'flow: f\ntitle: F\nlabel: F\nstart: one\nsteps:\n  one: { end: A }\n  one: { end: B }\n',
    ['f.yaml:7:3 (file): found Map keys must be unique, allowed well-formed YAML'],
  ],
])('%s', (_, text, expected) => {
  expect(mistakes({ 'f.yaml': text })).toEqual(expected);
});
