import { expect, test } from 'vitest';
import { fill, placeholders, programmeWords } from '../../src/engine/text.ts';
import { smallBot } from './small-bot.ts';

test('the placeholders of a text', () => {
  expect(placeholders('{You} and {contact.phone}, {}, { no }')).toEqual(['You', 'contact.phone']);
});

test.each([
  ['One {a}.', { a: 'x' }, 'One x.'],
  ['One {a}.\n\nTwo {b}.\n\nThree.', { b: 'y' }, 'Two y.\n\nThree.'],
  ['One {a}.\n \t\nTwo.', {}, 'Two.'],
  ['All {a}.', {}, ''],
  ['A line\n- {a}\n- {b}\n\nEnd', { a: 'x' }, 'End'],
  ['At {place}.', { place: 'the hall of {you}', you: 'you' }, 'At the hall of you.'],
])('%j filled with %j', (text, words, filled) => {
  expect(fill(text, words)).toBe(filled);
});

test('a value whose own placeholder is missing leaves the paragraph out as well', () => {
  expect(fill('Go to {place}.\n\nStay.', { place: 'the hall of {nobody}' })).toBe('Stay.');
});

test('what is open until the last day, and what is said from the day after on', () => {
  const { programme } = smallBot();
  const on = (today: string) => {
    const { openUntil, closedAfter, lastDay } = programmeWords(programme, 'you', today);
    return { openUntil, closedAfter, lastDay };
  };
  const open = { openUntil: '31/12/2026', closedAfter: undefined, lastDay: '31/12/2026' };
  expect(on('2026-12-31')).toEqual(open);
  expect(on('2027-01-01')).toEqual({ ...open, openUntil: undefined, closedAfter: '31/12/2026' });
});

test('people are addressed in the middle and at the beginning of a sentence', () => {
  expect(programmeWords(smallBot().programme, 'anh/chị', '2026-01-01')).toMatchObject({
    you: 'anh/chị',
    You: 'Anh/chị',
  });
});
