import { describe, expect, test } from 'vitest';
import { explore } from '../../src/engine/explore.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { loadBot } from '../../src/load.ts';
import { PAINT_FILES } from './colour-flow.ts';
import { colour, smallBot } from './small-bot.ts';

const NOON = new Date('2026-12-31T12:00:00+07:00');
const HEAD = 'flow: f\ntitle: F\nlabel: F\nstart: one\nsteps:\n';

const problemsOf = (steps: string, rules: readonly Rule[] = [colour]) =>
  explore(smallBot({ 'f.yaml': HEAD + steps }, { rules }), NOON).problems;

test('a sound bot: every edge is gone along and nothing is found', () => {
  const found = explore(smallBot(PAINT_FILES), NOON);
  expect(found.problems).toEqual([]);
  expect(found.visited).toBe(found.edges);
  expect(found.steps).toBeGreaterThanOrEqual(15);
  expect(found.turns).toBeGreaterThan(found.edges);
});

test.each(['2026-11-22', '2026-12-31', '2027-01-01'])('the real bot holds on %s', (day) => {
  const found = explore(loadBot().bot, new Date(`${day}T12:00:00+07:00`));
  expect(found.problems).toEqual([]);
  expect(found.visited).toBe(found.edges);
});

describe('what is found', () => {
  test('a step that no path leads to', () => {
    expect(problemsOf('  one: { end: Bye }\n  lost: { end: Nobody hears this }\n')).toEqual([
      'f/lost: no path leads to this step',
    ]);
  });

  test('steps that only lead to each other', () => {
    expect(
      problemsOf('  one: { end: Bye }\n  a: { say: A, then: b }\n  b: { say: B, then: a }\n'),
    ).toEqual(['f/a: no path leads to this step', 'f/b: no path leads to this step']);
  });

  test('a circle without a question', () => {
    const problems = problemsOf('  one: { say: A, then: two }\n  two: { say: B, then: one }\n');
    expect(problems.join('\n')).toContain('a path without end in flow "f"');
  });

  test('flows that jump into each other without a question', () => {
    const bot = smallBot({
      'f.yaml': `${HEAD}  one: { jump: g, then: end }\n`,
      'g.yaml': 'flow: g\ntitle: G\nlabel: G\nstart: one\nsteps:\n  one: { jump: f, then: end }\n',
    });
    expect(explore(bot, NOON).problems.join('\n')).toContain('a path without end');
  });

  test('a flow that says nothing', () => {
    const silent: Rule = {
      name: 'silent',
      parameters: {},
      outcomes: { on: 'passes' },
      decide: () => ({ outcome: 'on', reason: null, sources: [] }),
    };
    const problems = problemsOf('  one: { decide: silent, outcomes: { on: end } }\n', [silent]);
    expect(problems.join('\n')).toContain('flow f: nothing is said to');
  });

  test('a branch after which nothing is said', () => {
    const problems = problemsOf(
      '  one: { ask: Is it?, again: Is it?, type: yes-no, slot: s, then: { "yes": two, "no": end } }\n  two: { end: Good. }\n',
    );
    expect(problems.join('\n')).toContain('flow f: nothing is said to');
    expect(problems.join('\n')).toContain('"value":false');
  });

  test('a message that is empty where a setting is', () => {
    const problems = problemsOf('  one: { end: "Call {contact.phone}." }\n');
    expect(problems.join('\n')).toContain('flow f: an empty message');
  });

  test('an outcome that was never gone along', () => {
    // The same decision twice on every path: the second can only repeat the first.
    const bot = smallBot({ 'f.yaml': `${HEAD}  one: { end: Bye }\n` });
    const flow = bot.flows.get('f')!;
    const steps = new Map(flow.steps).set('one', {
      id: 'f/one',
      flow: 'f',
      kind: 'decide',
      rule: 'colour',
      with: {},
      outcomes: { taken: 'end', 'refused.red': 'end', unclear: 'end', never: 'end' },
    });
    const broken = { ...bot, flows: new Map(bot.flows).set('f', { ...flow, steps }) };
    expect(explore(broken, NOON).problems).toContain(
      'f/one -> never (to end): was never gone along',
    );
  });
});
