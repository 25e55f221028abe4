import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOf } from '../../../../src/channels/web/widget/text.ts';

test('empty lines part paragraphs, "- " makes items, other line breaks stay', () => {
  expect(blocksOf('Chào bạn.\nTrợ lý giúp:\n- một\n- hai\n\n\nHết.')).toEqual([
    { kind: 'paragraph', lines: ['Chào bạn.', 'Trợ lý giúp:'] },
    { kind: 'list', items: ['một', 'hai'] },
    { kind: 'paragraph', lines: ['Hết.'] },
  ]);
});

test('a dash inside a line, or without a space, is no list', () => {
  expect(blocksOf('2025 - 2026\n-5 độ')).toEqual([
    { kind: 'paragraph', lines: ['2025 - 2026', '-5 độ'] },
  ]);
});

test('markup stays text', () => {
  expect(blocksOf('<b>đậm</b> https://example.vn')).toEqual([
    { kind: 'paragraph', lines: ['<b>đậm</b> https://example.vn'] },
  ]);
});

test('no word is lost, whatever the text', () => {
  const words = (text: string) => text.split(/[\s•-]+/).filter(Boolean);
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ' ', '\n', '- ', '• ', '\r\n', 'ơ-')), (parts) => {
      const text = parts.join('');
      const kept = blocksOf(text).flatMap((block) =>
        block.kind === 'list' ? block.items : block.lines,
      );
      expect(words(kept.join('\n'))).toEqual(words(text));
    }),
  );
});
