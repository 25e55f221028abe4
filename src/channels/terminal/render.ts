import type { Reply } from '../../engine/reply.ts';

/** A reply as lines of a terminal: buttons are numbers, a link stands with where it leads. */
export function renderForTerminal(reply: Reply): string {
  const parts = [reply.text];
  if (reply.link !== undefined) {
    const { label, host, url } = reply.link;
    parts.push(`${label} (${host}): ${url}`);
  }
  if (reply.buttons.length > 0) {
    parts.push(reply.buttons.map(({ label }, i) => `  ${i + 1}. ${label}`).join('\n'));
  }
  return `${parts.join('\n')}\n`;
}
