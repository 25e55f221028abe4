import { describe, expect, test } from 'vitest';
import { expectations } from '../../src/engine/turn.ts';
import { COLOUR_FLOW, PAINT_FILES } from './colour-flow.ts';
import { smallBot } from './small-bot.ts';
import { BLUE, DAY, GREEN, NOON, paintBot, START, talk, tap, value, YES } from './talk.ts';

describe('correction', () => {
  test('what no longer can be reached is pruned; what still can, stays', () => {
    const once = talk([START, YES, GREEN, value('paint/sure', false, { named: true })]);
    expect(once.said).toEqual(['corrected', 'Bye then.']);
    expect(once.state.run?.answers).toEqual([{ ask: 'paint/sure', value: false }]);

    const again = talk([START, YES, BLUE, tap('a:paint/colour=green')]);
    expect(again.said).toEqual(['corrected', 'Taken.\n\nBy The Plan.', 'Born when?']);
    expect(again.state.run?.answers).toEqual([
      { ask: 'paint/sure', value: true },
      { ask: 'paint/colour', value: 'green' },
    ]);
  });

  test('a finer answer given later to the same slot does not outvote the correction', () => {
    const { said, state } = talk([
      START,
      YES,
      BLUE,
      value('paint/shade', 'red'),
      { ...value('paint/colour', 'green'), correcting: true },
    ]);
    expect(said[0]).toBe('corrected');
    expect(said[1]).toBe('Taken.\n\nBy The Plan.');
    expect(state.run?.answers.map(({ ask }) => ask)).toEqual(['paint/sure', 'paint/colour']);
  });

  test('a correction that names no value goes one question back', () => {
    const { said, pending } = talk([START, YES, { correcting: true }]);
    expect(said).toEqual(['wentBack', 'Are you sure?']);
    expect(pending).toBe('paint/sure');
  });

  test('the forgotten day of an ended run can still be corrected', () => {
    const other = { earliest: '2006-06-06', latest: '2006-06-06' };
    const { said } = talk([
      START,
      YES,
      GREEN,
      DAY,
      { ...value('birthday/when', other), correcting: true },
    ]);
    expect(said).toEqual(['corrected', 'Noted.', 'Back again.']);
  });
});

describe('back, start over, menu, help', () => {
  test('back takes the last answer away', () => {
    const { said, pending, state } = talk([START, YES, GREEN, { command: 'back' }]);
    expect(said).toEqual(['wentBack', 'Which colour?']);
    expect(pending).toBe('paint/colour');
    expect(state.run?.answers).toEqual([{ ask: 'paint/sure', value: true }]);
  });

  test('back at the first question has nowhere to go', () => {
    const { said, pending } = talk([START, { command: 'back' }]);
    expect(said).toEqual(['nothingToGoBackTo', 'backToQuestion', 'Are you sure?']);
    expect(pending).toBe('paint/sure');
    expect(talk([{ command: 'back' }]).said).toEqual(['disclosure', 'nothingToGoBackTo']);
  });

  test('back after the end asks the last question again', () => {
    expect(talk([START, YES, value('paint/colour', 'red'), { command: 'back' }]).said).toEqual([
      'wentBack',
      'Which colour?',
    ]);
    expect(talk([START, YES, GREEN, DAY, { command: 'back' }]).said).toEqual([
      'wentBack',
      'Born when?',
    ]);
  });

  test('start over begins the same flow anew', () => {
    const { said, state } = talk([START, YES, GREEN, { command: 'restart' }]);
    expect(said).toEqual(['restarted', 'Are you sure?']);
    expect(state.run?.answers).toEqual([]);
  });

  test('help says why it is asked, and asks again', () => {
    expect(talk([START, { command: 'help' }]).said).toEqual([
      'We have to know.',
      'helpInCheck',
      'Are you sure?',
    ]);
    expect(talk([{ command: 'help' }]).said).toEqual(['disclosure', 'help']);
  });
});

describe('paused runs and old buttons', () => {
  test('the menu pauses; an old button takes the run up where it stood', () => {
    const paused = talk([START, YES, { command: 'menu' }]);
    expect(paused.pending).toBeUndefined();
    expect(paused.state.run?.paused).toBe(true);
    const resumed = talk([tap('a:paint/colour=green')], paintBot, paused.state);
    expect(resumed.said).toEqual(['Taken.\n\nBy The Plan.', 'Born when?']);
    expect(talk([tap('a:paint/sure=yes')], paintBot, paused.state).said).toEqual(['Which colour?']);
  });

  test('a bare value does not reach a paused run', () => {
    const paused = talk([START, YES, { command: 'menu' }]);
    expect(expectations(paintBot, paused.state, NOON).asks).toEqual([]);
  });

  test('a button of another run that can begin with it starts its flow', () => {
    const { said, state } = talk([tap('flow:birthday'), tap('a:paint/sure=yes')]);
    expect(said).toEqual(['Which colour?']);
    expect(state.run?.flow).toBe('paint');
  });

  test('a button from the middle of another run says why not, and how to go on', () => {
    const { said, labels } = talk([tap('flow:birthday'), tap('a:paint/colour=red')]);
    expect(said[0]).toMatch(/^oldButton/);
    expect(said.at(-1)).toBe('Born when?');
    const idle = talk([tap('a:paint/colour=red')]);
    expect(idle.labels).toEqual(['Paint']);
    expect(idle.said.at(-1)).toBe('oldButton "Paint"');
    expect(labels).toEqual([]);
  });

  test.each([
    'a:paint/gone=yes',
    'a:paint/colour=pink',
    'a:gone/one=yes',
    'nonsense',
    'flow:gone',
    'group:gone',
  ])('the button %s leads nowhere any more, and says so', (payload) => {
    const { said, pending } = talk([START, tap(payload)]);
    expect(said[0]).toBe('oldButtonGone');
    expect(said.at(-1)).toBe('Are you sure?');
    expect(pending).toBe('paint/sure');
  });

  test('the button of a topic that is gone says so', () => {
    expect(talk([START, tap('topic:gone')]).said[0]).toBe('oldButtonGone');
  });

  test('pressing the button of the answer on record asks what is open', () => {
    const { said, state } = talk([START, YES, tap('a:paint/sure=yes')]);
    expect(said).toEqual(['Which colour?']);
    expect(state.run?.answers).toEqual([{ ask: 'paint/sure', value: true }]);
  });
});

describe('a flow file that changed in mid-conversation', () => {
  const open = talk([START, YES]).state;
  const changed = (from: string, to: string) =>
    smallBot({ ...PAINT_FILES, 'paint.yaml': COLOUR_FLOW.replace(from, to) });

  test('the conversation goes on with the new words', () => {
    const over = changed('ask: Which colour?', 'ask: What colour, please?');
    expect(talk([{ command: 'help' }], over, open).said.at(-1)).toBe('What colour, please?');
  });

  test('an answered step renamed: it is asked again, and its old button says that it is gone', () => {
    const over = smallBot({
      ...PAINT_FILES,
      'paint.yaml': COLOUR_FLOW.replace('  sure:\n', '  certain:\n').replace(
        'start: sure',
        'start: certain',
      ),
    });
    // What is said now was an answer to "Which colour?", which no longer waits.
    const asked = talk([value('paint/colour', 'green')], over, open);
    expect(asked.said).toEqual(['Are you sure?']);
    expect(asked.pending).toBe('paint/certain');
    expect(talk([value('paint/certain', true)], over, asked.state).said).toEqual(['Which colour?']);
    const pressed = talk([tap('a:paint/sure=yes')], over, open);
    expect(pressed.said).toContain('oldButtonGone');
    expect(pressed.said.at(-1)).toBe('Are you sure?');
  });

  test('the flow gone: the person is still answered', () => {
    const { said } = talk([{}], smallBot(), open);
    expect(said).toEqual(['notUnderstood']);
    expect(talk([{ command: 'back' }], smallBot(), open).said[0]).toBe('nothingToGoBackTo');
    expect(talk([{ command: 'restart' }], smallBot(), open).said.length).toBeGreaterThan(0);
  });

  test('nothing left to ask: the end of the new path is said', () => {
    const over = changed('"yes": colour', '"yes": bye');
    const { said, state } = talk([value('paint/colour', 'green')], over, open);
    expect(said).toContain('Bye then.');
    expect(state.run?.ended).toBe(true);
  });
});
