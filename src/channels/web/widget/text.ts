/** One part of a message as it is laid out. Lines and items are plain text, never markup. */
export type Block = { kind: 'paragraph'; lines: string[] } | { kind: 'list'; items: string[] };

const ITEM = /^\s*[-•]\s+(.*)$/;

/**
 * Lays out the text of a message the way the flows write it: an empty line ends a paragraph, a line
 * that begins with "- " is an item of a list, any other line break stays a line break. Nothing else
 * has a meaning; addresses are not made into links.
 */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const item = ITEM.exec(line)?.[1];
    if (line.trim() === '') {
      open = undefined;
    } else if (item !== undefined) {
      if (open?.kind !== 'list') {
        open = { kind: 'list', items: [] };
        blocks.push(open);
      }
      open.items.push(item.trim());
    } else {
      if (open?.kind !== 'paragraph') {
        open = { kind: 'paragraph', lines: [] };
        blocks.push(open);
      }
      open.lines.push(line.trim());
    }
  }
  return blocks;
}
