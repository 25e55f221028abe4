/// <reference lib="dom" />
import { createComposer } from './composer.ts';
import type { Status } from './conversation.ts';
import { button, h, icon } from './dom.ts';
import type { EntryActions } from './entry-view.ts';
import { createLogView, type LogView } from './log-view.ts';
import type { Memory } from './storage.ts';
import { createTextSize } from './text-size.ts';
import { words } from './words.ts';

/** What the panel needs, and whom it tells. */
export interface PanelParts extends EntryActions {
  memory: Memory;
  send(text: string): void;
  /** Absent where there is nothing to go back to: the chat is the page. */
  close?: () => void;
  /** Per cent. */
  textSize(percent: number): void;
}

/** The chat: who answers, the messages, the state of the line, the field. */
export interface Panel {
  element: HTMLElement;
  log: LogView;
  status(status: Status): void;
  /** Puts the focus where a person begins: the field, or on a touch screen, where that would raise
   * the keyboard over what is to be read, the messages. */
  focus(): void;
}

/** Milliseconds the line may be down before it is said; most breaks are shorter. */
const PATIENCE = 2500;
const CROSS = 'M6 6l12 12M18 6L6 18';

/** The panel, not yet in the page. */
export function createPanel(parts: PanelParts): Panel {
  const log = createLogView(parts);
  const composer = createComposer(parts.send);
  const line = h('div', { class: 'line', role: 'status', hidden: true });
  const { close } = parts;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: Status = 'online';

  const title = h(
    'div',
    { class: 'title' },
    h('h2', { id: 'title' }, words.label),
    h('p', {}, words.notice),
  );
  const tools = h('div', { class: 'tools' }, createTextSize(parts.memory, parts.textSize));
  if (close) tools.append(button({ class: 'tool', 'aria-label': words.close }, close, icon(CROSS)));
  const element = h(
    'section',
    { class: 'panel', lang: 'vi', 'aria-labelledby': 'title', ...(close && { role: 'dialog' }) },
    h('header', {}, title, tools),
    line,
    log.element,
    composer.element,
  );

  return {
    element,
    log,
    status(status) {
      if (status === shown) return;
      shown = status;
      clearTimeout(timer);
      if (status === 'online') {
        line.hidden = true;
        line.textContent = '';
        return;
      }
      timer = setTimeout(
        () => {
          line.hidden = false;
          line.textContent = status === 'offline' ? words.offline : words.connecting;
          log.follow();
        },
        status === 'connecting' ? 600 : PATIENCE,
      );
    },
    focus() {
      if (window.matchMedia('(pointer: coarse)').matches) log.element.focus();
      else composer.focus();
    },
  };
}
