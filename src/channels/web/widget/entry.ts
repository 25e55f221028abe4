import { type Activity, type CardAction, HERO_CARD, isOwn } from './activity.ts';
import { type Block, blocksOf } from './text.ts';

/** A button that answers for the person. */
export interface Choice {
  label: string;
  /** Sent as the message's text. */
  text: string;
  /** Shown as the person's message. */
  shown: string;
  /** Sent along, untouched; the engine's payload is in it. */
  value?: unknown;
}

/** A button that leads out of the chat. */
export interface Link {
  label: string;
  url: string;
  /** The destination as people should read it beside the button. */
  host: string;
}

/** How far a message of the person has come; one of the assistant is always `sent`. */
export type EntryState = 'sending' | 'sent' | 'failed';

/** One message as it stands on the screen. */
export interface Entry {
  /** The sender's id of an own message, else the server's. */
  key: string;
  author: 'assistant' | 'person';
  blocks: Block[];
  links: Link[];
  choices: Choice[];
  state: EntryState;
}

/**
 * A message as it is shown, or undefined for what shows nothing. A card's subtitle is where its
 * link leads and stands beside it, so that nobody has to trust a button's label.
 */
export function entryOf(activity: Activity): Entry | undefined {
  if (activity.type !== 'message') return undefined;
  const own = isOwn(activity);
  const key = (own ? activity.channelData?.clientActivityId : undefined) ?? activity.id;
  if (key === undefined) return undefined;
  const shown = own ? activity.channelData?.messageBack?.displayText : undefined;
  const entry: Entry = {
    key,
    author: own ? 'person' : 'assistant',
    blocks: blocksOf(shown ?? activity.text ?? ''),
    links: [],
    choices: [],
    state: 'sent',
  };
  for (const { contentType, content } of activity.attachments ?? []) {
    if (contentType !== HERO_CARD || content === undefined) continue;
    const buttons = content.buttons ?? [];
    for (const words of [content.title, content.text]) {
      const isLabel = buttons.some(({ title }) => title === words);
      if (words && !isLabel) entry.blocks.push(...blocksOf(words));
    }
    for (const action of buttons) take(entry, action, content.subtitle);
  }
  for (const action of activity.suggestedActions?.actions ?? []) take(entry, action);
  const { blocks, links, choices } = entry;
  return blocks.length + links.length + choices.length === 0 ? undefined : entry;
}

/** What a pressed button posts, in the shape Web Chat gives it. */
export function messageOf(choice: Choice): Activity {
  const { text, shown, value } = choice;
  return {
    type: 'message',
    text,
    ...(value !== undefined && { value }),
    ...(shown !== text && { channelData: { messageBack: { displayText: shown } } }),
  };
}

function take(entry: Entry, action: CardAction, host?: string): void {
  const { type, title = '', value } = action;
  if (type === 'openUrl') {
    const url = webAddress(value);
    if (url) entry.links.push({ label: title, url: url.href, host: host || url.host });
  } else if (type === 'messageBack') {
    const text = action.text ?? title;
    entry.choices.push({ label: title, text, shown: action.displayText ?? text, value });
  } else if (type === 'imBack') {
    const text = String(value ?? title);
    entry.choices.push({ label: title, text, shown: text });
  }
}

/** Only the web: an address such as `javascript:` would run in the page we stand in. */
function webAddress(value: unknown): URL | undefined {
  try {
    const url = new URL(String(value));
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
