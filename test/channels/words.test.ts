import { expect, test } from 'vitest';
import { parseChannelWords } from '../../src/channels/words.ts';
import { loadChannelWords } from '../../src/load.ts';

test('the words of flows/ are complete, and short enough for every platform', () => {
  const { keywords, ...words } = loadChannelWords();
  expect(keywords).toContain('id.vn');
  for (const text of Object.values(words)) expect(text.length).toBeLessThanOrEqual(640);
});

test.each([
  ['keywords: []', 'keywords'],
  ['keywords: [a]\nsourceCode: "("', 'sourceCode'],
  ['unknown: 1', 'unknown'],
])('%j is refused by name', (text, name) => {
  expect(() => parseChannelWords(text)).toThrow(name);
});
