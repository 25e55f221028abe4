import type { InlineKeyboardButton } from 'grammy/types';
import type { Rendered } from '../render.ts';
import type { Button } from './update.ts';

/** Rows of buttons under a message. */
export type Keyboard = InlineKeyboardButton[][];

/** Choices one under another, as their labels are sentences; the link in a row of its own below. */
export function keyboardOf({ buttons, link }: Pick<Rendered, 'buttons' | 'link'>): Keyboard {
  const rows: Keyboard = buttons.map(({ label, payload }) => [
    { text: label, callback_data: payload },
  ]);
  return link === undefined ? rows : [...rows, [{ text: link.label, url: link.url }]];
}

/**
 * The same keyboard with `mark` before the one button that was pressed. The others stay, so that a
 * person who pressed the wrong one presses again. Undefined when nothing would change: Telegram
 * refuses such an edit.
 */
export function markChosen(
  rows: readonly (readonly Button[])[],
  data: string,
  mark: string,
): Keyboard | undefined {
  let changed = false;
  const marked = rows.map((row) =>
    row.flatMap((button): InlineKeyboardButton[] => {
      const { text, callback_data: payload, url } = button;
      if (url !== undefined) return [{ text, url }];
      if (payload === undefined) return [];
      const plain = text.startsWith(`${mark} `) ? text.slice(mark.length + 1) : text;
      const label = payload === data ? `${mark} ${plain}` : plain;
      changed ||= label !== text;
      return [{ text: label, callback_data: payload }];
    }),
  );
  return changed ? marked : undefined;
}
