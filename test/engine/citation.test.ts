import { expect, test } from 'vitest';
import { citation, citations, parseReference } from '../../src/engine/citation.ts';
import { PROGRAMME, smallBot } from './small-bot.ts';

const bot = smallBot({ 'programme.yaml': `${PROGRAMME}  law: The Law\n` });

test.each([
  ['plan', 'The Plan'],
  ['plan III.4', 'The Plan, section III.4'],
  ['plan 3', 'The Plan, section 3'],
  ['plan V', 'The Plan, section V'],
  ['plan phụ lục II.1', 'The Plan, phụ lục II.1'],
  ['law Điều 3', 'The Law, Điều 3'],
  ['  plan   II.2 ', 'The Plan, section II.2'],
])('%s reads as %s', (reference, read) => {
  expect(citation(bot, reference)).toBe(read);
});

test('places of one source are gathered, sources stay in order', () => {
  expect(citations(bot, ['plan III.3', 'law', 'plan III.4'])).toBe(
    'The Plan, section III.3, III.4; The Law',
  );
  expect(citations(bot, ['plan'])).toBe('The Plan');
});

test('a source of an older version of the files is said by its id', () => {
  expect(citation(bot, 'gone I')).toBe('gone, section I');
});

test('a reference is an id and a place', () => {
  expect(parseReference('plan phụ lục II.1')).toEqual({ id: 'plan', place: 'phụ lục II.1' });
  expect(parseReference('plan')).toEqual({ id: 'plan', place: '' });
});
