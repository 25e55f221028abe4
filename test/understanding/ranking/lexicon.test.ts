import { expect, test } from 'vitest';
import { characterGrams, createLexicon } from '../../../src/understanding/ranking/lexicon.ts';

const wording = (text: string, more = {}) => ({
  words: text.split(' '),
  others: [],
  marked: [],
  signs: [],
  services: [],
  ...more,
});

test('numbers the terms of the texts and counts what it does not know', () => {
  const lexicon = createLexicon();
  const learned = lexicon.learn(wording('ten mien'));
  expect(lexicon.read(wording('ten mien'))).toEqual(learned);
  const { words, meant } = lexicon.read(wording('ten mien moi moi'));
  // "ten", "mien", "ten mien"; unknown are "moi", "mien moi", "moi moi", each once.
  expect(words.known).toHaveLength(3);
  expect(words.unknown).toBe(3);
  expect(meant).toEqual({
    known: Int32Array.of(lexicon.number('ten'), lexicon.number('mien')),
    unknown: 1,
  });
  expect(lexicon.number('moi')).toBe(-1);
  for (const term of words.known) expect(term).toBeLessThan(lexicon.size());
});

test('kinds of terms are never mistaken for one another', () => {
  const lexicon = createLexicon();
  lexicon.learn(wording('a', { others: ['a'], marked: ['a'], signs: ['a'], services: ['b'] }));
  const { words, meant, marks, signs, services } = lexicon.read(
    wording('a', { marked: ['a'], signs: ['a'], services: ['b'] }),
  );
  expect(words.known).toEqual(meant.known);
  expect(new Set([...words.known, ...marks.known, ...signs.known]).size).toBe(4);
  expect(services).toBe(1);
});

test('runs of characters know the edges of words', () => {
  expect(characterGrams(['vn'], 3, 4)).toEqual(['#vn', 'vn#', '#vn#']);
});
