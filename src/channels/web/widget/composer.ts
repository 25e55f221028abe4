/// <reference lib="dom" />
import { button, h } from './dom.ts';
import { words } from './words.ts';

/** Where the person writes. */
export interface Composer {
  element: HTMLElement;
  focus(): void;
}

/** The longest message, in characters; the server cuts no shorter. */
const LONGEST = 2000;

/** A field that grows with its text, and its button. Enter sends, Shift+Enter begins a new line. */
export function createComposer(send: (text: string) => void): Composer {
  const field = h('textarea', {
    id: 'field',
    rows: 1,
    maxlength: LONGEST,
    placeholder: words.placeholder,
    enterkeyhint: 'send',
    autocomplete: 'off',
  });
  const label = h('label', { for: 'field', class: 'sr' }, words.field);
  const submit = button({ class: 'send' }, submitText, words.send);

  function resize(): void {
    field.style.height = 'auto';
    // An empty one would take the height of its placeholder, which may not fit on one line.
    if (field.value === '') return;
    // The border is not part of scrollHeight.
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  function submitText(): void {
    const text = field.value.trim();
    field.focus();
    if (text === '') return;
    field.value = '';
    resize();
    send(text);
  }

  field.addEventListener('input', resize);
  field.addEventListener('keydown', (event) => {
    // Telex and other input methods use Enter to finish a word; 229 is how old browsers say so.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) {
      return;
    }
    event.preventDefault();
    submitText();
  });

  return {
    element: h('div', { class: 'composer' }, label, field, submit),
    focus: () => field.focus({ preventScroll: true }),
  };
}
