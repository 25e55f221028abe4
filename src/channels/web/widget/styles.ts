/// <reference lib="dom" />

import { h } from './dom.ts';
import css from './widget.css?inline';

/**
 * Gives the shadow root its looks without an inline style, so that a page with a strict
 * Content-Security-Policy can embed the chat: as a constructed style sheet, or, before Chrome 73 and
 * Safari 16.4, from `/chat/widget.css`.
 */
export function applyStyles(shadow: ShadowRoot, server: string): void {
  if ('adoptedStyleSheets' in shadow && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    return;
  }
  shadow.append(h('link', { rel: 'stylesheet', href: `${server}/chat/widget.css` }));
}
