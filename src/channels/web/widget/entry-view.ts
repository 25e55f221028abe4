/// <reference lib="dom" />
import { button, h } from './dom.ts';
import type { Choice, Entry, Link } from './entry.ts';
import type { Block } from './text.ts';
import { words } from './words.ts';

/** What can be done with a message. */
export interface EntryActions {
  choose(choice: Choice): void;
  retry(entry: Entry): void;
}

/** A message on the screen. */
export interface EntryView {
  element: HTMLElement;
  /** Shows the entry's present state. The text stays untouched, or it would be read out again. */
  update(): void;
}

/** Lays a message out. */
export function createEntryView(entry: Entry, actions: EntryActions): EntryView {
  const isOwn = entry.author === 'person';
  const element = h('li', { class: `entry ${entry.author}` });
  const author = h('span', { class: 'sr' }, isOwn ? words.fromPerson : words.fromAssistant);
  const bubble = h('div', { class: 'bubble' }, author, ...entry.blocks.map(blockView));
  for (const link of entry.links) bubble.append(linkView(link));
  element.append(bubble);
  if (entry.choices.length > 0) {
    const buttons = entry.choices.map((choice) =>
      button({ class: 'choice' }, () => actions.choose(choice), choice.label),
    );
    element.append(
      h('div', { class: 'choices', role: 'group', 'aria-label': words.choices }, ...buttons),
    );
  }
  const state = h('div', { class: 'state' });
  if (isOwn) element.append(state);

  function update(): void {
    element.setAttribute('data-state', entry.state);
    state.textContent = '';
    if (entry.state === 'sending') {
      state.append(h('span', { 'aria-hidden': 'true' }, words.sending));
    } else if (entry.state === 'failed') {
      const retry = button({ class: 'retry' }, () => actions.retry(entry), words.retry);
      state.append(h('span', {}, words.failed), retry);
    }
  }

  update();
  return { element, update };
}

function blockView(block: Block): HTMLElement {
  if (block.kind === 'list') return h('ul', {}, ...block.items.map((item) => h('li', {}, item)));
  const paragraph = h('p');
  for (const [index, line] of block.lines.entries()) {
    if (index > 0) paragraph.append(h('br'));
    paragraph.append(line);
  }
  return paragraph;
}

function linkView({ label, url, host }: Link): HTMLElement {
  const anchor = h('a', { class: 'link', href: url, target: '_blank', rel: 'noopener noreferrer' });
  anchor.append(label, h('span', { class: 'sr' }, ` (${words.newTab})`));
  return h(
    'p',
    { class: 'card' },
    anchor,
    h('span', { class: 'host' }, `${words.opensAt} ${host}`),
  );
}
