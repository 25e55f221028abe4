import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SMALLEST_CHANNEL } from '../../src/engine/limits.ts';
import { splitText } from '../../src/engine/split.ts';
import { loadBot } from '../../src/load.ts';

test.each<[string, string, number, string[] | undefined]>([
  ['what fits is left alone', 'One. Two.', 9, ['One. Two.']],
  ['paragraphs first', 'One.\n\nTwo.\n\nThree.', 11, ['One.\n\nTwo.', 'Three.']],
  ['then lines', '- one\n- two\n- three', 11, ['- one\n- two', '- three']],
  ['then sentences', 'One two. Three four! Five?', 15, ['One two.', 'Three four!', 'Five?']],
  [
    'a long paragraph between short ones',
    'A.\n\nB b b. C c c.\n\nD.',
    8,
    ['A.', 'B b b.', 'C c c.', 'D.'],
  ],
  ['a sentence too long', 'One two three four', 10, undefined],
])('%s', (_, text, limit, parts) => {
  expect(splitText(text, limit)).toEqual(parts);
});

test('no part is longer than the limit, and no word is lost', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'ệ', 'ở'), minLength: 1, maxLength: 6 });
  const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((all) => `${all.join(' ')}.`);
  const paragraph = fc.array(sentence, { minLength: 1, maxLength: 6 }).map((all) => all.join(' '));
  const text = fc.array(paragraph, { minLength: 1, maxLength: 5 }).map((all) => all.join('\n\n'));
  fc.assert(
    fc.property(text, fc.integer({ min: 45, max: 200 }), (whole, limit) => {
      const parts = splitText(whole, limit)!;
      expect(parts.every(({ length }) => length > 0 && length <= limit)).toBe(true);
      expect(parts.join(' ').split(/\s+/)).toEqual(whole.split(/\s+/));
    }),
    { numRuns: 200 },
  );
});

test('every approved answer splits for the smallest channel', () => {
  for (const { short, details = '', topic } of loadBot().bot.answers.values()) {
    expect(splitText(`${short}\n\n${details}`, SMALLEST_CHANNEL.text), topic).toBeDefined();
  }
});
