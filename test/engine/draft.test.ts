import { describe, expect, test } from 'vitest';
import { newConversation } from '../../src/engine/state.ts';
import { PAINT_FILES } from './colour-flow.ts';
import { smallBot } from './small-bot.ts';
import { DAY, GREEN, START, talk, tap, value, YES } from './talk.ts';

describe('on the path', () => {
  test('only what is new is said and recorded', () => {
    const { said, passed, events, ending } = talk([START, YES, GREEN]);
    expect(said).toEqual(['Taken.\n\nBy The Plan.', 'Born when?']);
    expect(passed).toEqual([
      'paint/colour=green',
      'paint/judge:taken',
      'paint/taken',
      'entered:paint/day',
      'entered:birthday',
      'birthday/when',
    ]);
    expect(events).toEqual([
      { type: 'decided', flow: 'paint', rule: 'colour', outcome: 'taken', reason: null },
      { type: 'flow-started', flow: 'birthday' },
    ]);
    expect(ending).toBe('decided');
  });

  test('a jump returns, and both flows end', () => {
    const { said, passed, events, pending, state } = talk([START, YES, GREEN, DAY]);
    expect(said).toEqual(['Noted.', 'Back again.']);
    expect(passed).toEqual([
      'birthday/when=*',
      'birthday/note',
      'left:birthday',
      'left:paint/day',
      'paint/after',
      'left:paint',
    ]);
    expect(events).toEqual([
      { type: 'ended', flow: 'birthday' },
      { type: 'ended', flow: 'paint' },
    ]);
    expect(pending).toBeUndefined();
    expect(state.run).toMatchObject({ ended: true, paused: false });
  });

  test('a question that is asked again after going back is where the conversation stands', () => {
    expect(talk([START]).passed).toEqual(['entered:paint', 'paint/sure']);
    expect(talk([START, YES]).passed).toEqual(['paint/sure=yes', 'paint/colour']);
    expect(talk([START, YES, { command: 'back' }]).passed).toEqual(['paint/sure']);
  });

  test('a turn that only says something counts as answered', () => {
    expect(talk([START, YES, GREEN, DAY]).ending).toBe('answered');
    expect(talk([START, value('paint/sure', false)]).ending).toBe('answered');
  });

  test('a link stands in its own message, with its host, whatever follows', () => {
    const { replies, events } = talk([START, YES, value('paint/colour', 'red')]);
    expect(replies.map(({ link }) => link)).toEqual([
      { name: 'registration', label: 'Open', url: 'https://example.vn', host: 'example.vn' },
    ]);
    expect(events).toContainEqual({ type: 'link-offered', link: 'registration' });
  });
});

describe('what is forgotten', () => {
  const ended = talk([START, YES, GREEN, DAY]);

  test('no trace of the day in the state after the end', () => {
    expect(JSON.stringify(ended.state)).not.toContain('2005');
    expect(ended.state.run?.answers.map(({ ask }) => ask)).toEqual(['paint/sure', 'paint/colour']);
  });

  test('nor in what is recorded of the turn', () => {
    expect(ended.passed).toContain('birthday/when=*');
    expect(JSON.stringify([ended.passed, ended.events, ended.replies])).not.toContain('2005');
  });

  test('nor when the person leaves for another flow', () => {
    const elsewhere = talk([tap('flow:birthday'), START]);
    expect(JSON.stringify(elsewhere.state)).not.toContain('birthday');
  });

  test('erasing leaves a person who has not said anything yet', () => {
    const erasing = smallBot({
      ...PAINT_FILES,
      'wipe.yaml':
        'flow: wipe\ntitle: W\nlabel: W\nstart: one\nsteps:\n  one: { erase: my-data, say: Wiped., then: end }\n',
    });
    const { state, events } = talk([START, { ...YES, address: 'aunt' }, tap('flow:wipe')], erasing);
    expect(state).toEqual(newConversation());
    expect(events).toContainEqual({ type: 'erasure-asked' });
  });
});
