import { expect, test } from 'vitest';
import { mermaid } from '../../src/engine/mermaid.ts';
import { smallBot } from './small-bot.ts';

test('a flow as a diagram: every step a node, every edge named', () => {
  const bot = smallBot({
    'f.yaml': `flow: f
title: 'The "F" {flow}'
label: F
start: the-colour
steps:
  the-colour:
    ask: Which {you}?
    again: Which then?
    type: choice
    slot: colour
    choices: [{ value: red, label: Red }, { value: green, label: Green }]
    then: { red: two, green: three }
  two:
    decide: colour
    with: { colour: colour }
    outcomes: { taken: yes-words, refused.red: no-words, unclear: end }
  yes-words: { say: "Yes", sources: [plan], then: end }
  no-words: { say: "No", sources: [plan], then: three }
  three: { jump: menu, then: four }
  four: { answer: thing, then: last }
  last: { end: "Good bye" }
`,
  });
  expect(mermaid(bot.flows.get('f')!)).toBe(`flowchart TD
  start(["The #quot;F#quot; flow"]) --> s_the_colour
  s_the_colour[/"Which you?"/]
  s_the_colour -->|"red"| s_two
  s_the_colour -->|"green"| s_three
  s_two{"colour"}
  s_two -->|"taken"| s_yes_words
  s_two -->|"refused.red"| s_no_words
  s_two -->|"unclear"| s_end
  s_yes_words["Yes"]
  s_yes_words --> s_end
  s_no_words["No"]
  s_no_words --> s_three
  s_three[["menu"]]
  s_three --> s_four
  s_four["thing"]
  s_four --> s_last
  s_last(["Good bye"])
  s_end(( ))
`);
});

test('a long text is cut at its first line', () => {
  const { steps } = smallBot().flows.get('menu')!;
  const end = { ...steps.get('only')!, text: `${'x'.repeat(80)}\nmore` };
  const flow = { ...smallBot().flows.get('menu')!, steps: new Map([['only', end]]) };
  expect(mermaid(flow as never)).toContain(`s_only(["${'x'.repeat(59)}…"])`);
});
