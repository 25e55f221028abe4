/// <reference lib="dom" />
import './widget.css';
import { home, TroLyElement } from './element.ts';

/**
 * The script of `<script src="…/chat/widget.js" data-source="qr-a" defer></script>`: defines
 * `<tro-ly-vn>` and, in a page that has none, adds one.
 */
const NAME = 'tro-ly-vn';
const script = document.currentScript as HTMLScriptElement | null;

if (!customElements.get(NAME)) {
  home.server = (script?.src ?? location.href).replace(/\/chat\b.*$/, '');
  customElements.define(NAME, TroLyElement);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', add);
  else add();
}

function add(): void {
  if (document.querySelector(NAME)) return;
  const element = document.createElement(NAME);
  const source = script?.getAttribute('data-source');
  if (source) element.setAttribute('source', source);
  document.body.append(element);
}
