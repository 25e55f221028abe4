/// <reference lib="dom" />
import { mountChat } from './chat.ts';
import { createLauncher } from './launcher.ts';
import { applyStyles } from './styles.ts';

/** Where the script came from, and with it the chat; set once by the entry. */
export const home = { server: '' };

/**
 * `<tro-ly-vn>`: the chat in any page. Attributes, read when it enters the page:
 * - `fill`: it is the page (or iframe) and fills it; without, a button in the corner opens it;
 * - `source`: where the person came from, for the statistics;
 * - `server`: address of the service, where it is not the one the script came from.
 */
export class TroLyElement extends HTMLElement {
  #leave: (() => void) | undefined;

  connectedCallback(): void {
    const server = (this.getAttribute('server') ?? home.server).replace(/\/+$/, '');
    const source = this.getAttribute('source') ?? undefined;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.textContent = '';
    applyStyles(shadow, server);
    const parts = { host: this, shadow, server, ...(source !== undefined && { source }) };
    this.#leave = this.hasAttribute('fill') ? mountChat(parts).leave : createLauncher(parts);
  }

  disconnectedCallback(): void {
    this.#leave?.();
  }
}
