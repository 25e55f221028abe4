/// <reference lib="dom" />
import { h } from './dom.ts';
import type { Entry } from './entry.ts';
import { createEntryView, type EntryActions, type EntryView } from './entry-view.ts';
import { words } from './words.ts';

/** The messages, the sign that the assistant is writing, and where the reader is in them. */
export interface LogView {
  element: HTMLElement;
  add(entry: Entry): void;
  update(entry: Entry): void;
  clear(): void;
  /** While true, what is added is not read out: an old conversation comes back. */
  restoring(isRestoring: boolean): void;
  typing(isTyping: boolean): void;
  /** Goes to the newest exchange again, unless the reader has gone elsewhere. */
  follow(): void;
}

/** Pixels by which the reader may be off and still count as following. */
const SLACK = 60;

/** An empty log. */
export function createLogView(actions: EntryActions): LogView {
  const list = h('ol', { role: 'log', 'aria-live': 'polite', 'aria-label': words.log });
  const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  const sign = h('div', { class: 'typing', hidden: true }, dots, h('span', {}, words.typing));
  const element = h('div', { class: 'log', tabindex: 0 }, list, sign);
  const views = new Map<string, EntryView>();
  let lastOwn: HTMLElement | undefined;
  let lastChoices: Element | undefined;
  let isFollowing = true;
  let target = 0;

  /**
   * The newest exchange: the end, but never past what the person said last, so that a long answer
   * is read from its beginning.
   */
  function follow(): void {
    if (!isFollowing) return;
    const end = element.scrollHeight - element.clientHeight;
    const top = lastOwn ? lastOwn.offsetTop - 12 : 0;
    target = Math.max(0, Math.min(end, top));
    element.scrollTop = target;
  }

  element.addEventListener('scroll', () => {
    isFollowing = element.scrollTop >= target - SLACK;
  });

  return {
    element,
    follow,
    add(entry) {
      const view = createEntryView(entry, actions);
      views.set(entry.key, view);
      list.append(view.element);
      if (entry.author === 'person') {
        lastOwn = view.element;
        isFollowing = true;
      }
      const choices = view.element.querySelector('.choices');
      if (choices || entry.author === 'person') {
        lastChoices?.classList.remove('latest');
        choices?.classList.add('latest');
        lastChoices = choices ?? undefined;
      }
      follow();
    },
    update(entry) {
      views.get(entry.key)?.update();
      follow();
    },
    clear() {
      views.clear();
      list.textContent = '';
      lastOwn = lastChoices = undefined;
      isFollowing = true;
    },
    restoring(isRestoring) {
      list.setAttribute('aria-live', isRestoring ? 'off' : 'polite');
    },
    typing(isTyping) {
      sign.hidden = !isTyping;
      follow();
    },
  };
}
