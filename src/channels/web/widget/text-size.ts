/// <reference lib="dom" />
import { button, h } from './dom.ts';
import type { Memory } from './storage.ts';
import { words } from './words.ts';

/** The sizes a person can choose, in per cent of the usual one. */
const SIZES = [100, 125, 150, 175, 200];
const KEY = 'text-size';

/**
 * The two buttons that make the text smaller and larger, remembered for the next visit.
 *
 * @param apply is given the size in per cent, at once and at every change
 */
export function createTextSize(memory: Memory, apply: (percent: number) => void): HTMLElement {
  let index = Math.max(0, SIZES.indexOf(Number(memory.read(KEY))));
  const said = h('span', { class: 'sr', role: 'status' });
  const smaller = button({ class: 'tool', 'aria-label': words.smaller }, () => step(-1), 'A−');
  const larger = button({ class: 'tool big', 'aria-label': words.larger }, () => step(1), 'A+');

  function show(): void {
    apply(SIZES[index]!);
    // Not `disabled`, which would take the focus away from under the finger.
    smaller.setAttribute('aria-disabled', String(index === 0));
    larger.setAttribute('aria-disabled', String(index === SIZES.length - 1));
  }

  function step(by: number): void {
    index = Math.min(SIZES.length - 1, Math.max(0, index + by));
    memory.write(KEY, String(SIZES[index]));
    said.textContent = words.textSize.replace('{percent}', String(SIZES[index]));
    show();
  }

  show();
  return h('div', { class: 'sizes' }, smaller, larger, said);
}
