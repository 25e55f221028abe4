/// <reference lib="dom" />
import { type Chat, type ChatParts, mountChat } from './chat.ts';
import { button, h, icon } from './dom.ts';
import { words } from './words.ts';

const BUBBLE = 'M4 5h16v11H10l-5 4v-4H4z';

/**
 * The button in the corner of a page and the panel it opens. Nothing is asked of the server before
 * it is pressed for the first time. Gives back what ends the chat.
 */
export function createLauncher(parts: ChatParts): () => void {
  const unread = h('span', { class: 'sr' });
  const launcher = button(
    { class: 'launcher', lang: 'vi', 'aria-haspopup': 'dialog' },
    open,
    icon(BUBBLE),
    h('span', {}, words.launcher),
    unread,
  );
  let chat: Chat | undefined;
  show(false);
  parts.shadow.append(launcher);

  function show(isOpen: boolean): void {
    if (chat) chat.element.hidden = !isOpen;
    launcher.hidden = isOpen;
    launcher.setAttribute('aria-expanded', String(isOpen));
    setUnread(false);
  }

  function setUnread(isUnread: boolean): void {
    launcher.classList.toggle('unread', isUnread);
    unread.textContent = isUnread ? ` (${words.unread})` : '';
  }

  function open(): void {
    if (!chat) {
      chat = mountChat({ ...parts, close, heard: () => setUnread(!launcher.hidden) });
      chat.element.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !event.isComposing) close();
      });
    }
    show(true);
    chat.shown();
    chat.focus();
  }

  function close(): void {
    show(false);
    launcher.focus();
  }

  return () => chat?.leave();
}
