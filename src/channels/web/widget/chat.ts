/// <reference lib="dom" />
import { type Activity, isOwn } from './activity.ts';
import { createApi } from './api.ts';
import { openConversation } from './conversation.ts';
import { messageOf } from './entry.ts';
import { createPanel } from './panel.ts';
import { createMemory } from './storage.ts';
import { createTranscript } from './transcript.ts';
import { followViewport } from './viewport.ts';

/** Where a chat stands and whom it talks to. */
export interface ChatParts {
  host: HTMLElement;
  shadow: ShadowRoot;
  /** Address of the service, without a slash at its end. */
  server: string;
  source?: string;
  /** Hides the chat; absent where the chat is the page. */
  close?: () => void;
  /** The assistant has said something now, not on an earlier visit. */
  heard?: () => void;
}

/** A chat in the page. */
export interface Chat {
  element: HTMLElement;
  focus(): void;
  /** To be called when it is shown again: a hidden one has no height to scroll in. */
  shown(): void;
  /** Ends it; it cannot be used again. */
  leave(): void;
}

/** Milliseconds after which "is writing" is no longer believed without a message. */
const TYPING = 12_000;

/** Puts a chat into the shadow root and opens its conversation. */
export function mountChat(parts: ChatParts): Chat {
  const { host, shadow, server, source } = parts;
  const memory = createMemory(() => window.localStorage, `tro-ly-vn:${server}:`);
  let typing: ReturnType<typeof setTimeout> | undefined;

  const panel = createPanel({
    memory,
    textSize(percent) {
      host.style.setProperty('--scale', String(percent / 100));
      // Called once before there is a panel.
      setTimeout(() => panel.log.follow());
    },
    send: (text) => say({ type: 'message', text }),
    choose: (choice) => say(messageOf(choice)),
    retry(entry) {
      panel.log.element.focus({ preventScroll: true });
      const activity = transcript.again(entry.key);
      if (activity) post(activity, entry.key);
    },
    ...(parts.close && { close: parts.close }),
  });
  const transcript = createTranscript(
    { added: panel.log.add, changed: panel.log.update, cleared: panel.log.clear },
    createIds(),
  );
  shadow.append(panel.element);

  const conversation = openConversation({
    api: createApi(server),
    memory,
    ...(source !== undefined && { source }),
    status: panel.status,
    restarted() {
      setTyping(false);
      transcript.clear();
    },
    received(activities, isHistory) {
      panel.log.restoring(isHistory);
      transcript.receive(activities);
      if (isHistory) return;
      const last = activities.filter((activity) => !isOwn(activity)).pop();
      if (last === undefined) return;
      setTyping(last.type === 'typing');
      if (last.type === 'message') parts.heard?.();
    },
  });

  function say(activity: Activity): void {
    const message = transcript.say(activity);
    post(message, message.channelData?.clientActivityId ?? '');
  }

  function post(activity: Activity, key: string): void {
    transcript.settle(key, 'sending');
    conversation.post(activity).then(
      () => transcript.settle(key, 'sent'),
      () => transcript.settle(key, 'failed'),
    );
  }

  function setTyping(isTyping: boolean): void {
    clearTimeout(typing);
    panel.log.typing(isTyping);
    if (isTyping) typing = setTimeout(() => panel.log.typing(false), TYPING);
  }

  const wake = (): void => {
    if (!document.hidden) conversation.wake();
  };
  const unfollow = followViewport(host, panel.log.follow);
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);

  return {
    element: panel.element,
    focus: panel.focus,
    shown: panel.log.follow,
    leave() {
      clearTimeout(typing);
      unfollow();
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      conversation.close();
    },
  };
}

/** Names for the messages of this visit: no other visit of anyone uses them. */
function createIds(): () => string {
  const random = crypto.getRandomValues(new Uint32Array(3));
  const visit = Array.from(random, (part) => part.toString(36)).join('');
  let count = 0;
  return () => `${visit}-${++count}`;
}
