/** Every platform there is a line for. `web` is the Direct Line endpoint with the widget. */
export const CHANNEL_NAMES = [
  'zalo',
  'telegram',
  'web',
  'messenger',
  'bot-service',
  'zalo-bot',
  'zalo-personal',
  'terminal',
] as const;

export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** A length: characters are UTF-16 code units (as platforms count, or stricter), bytes are UTF-8. */
export interface Length {
  max: number;
  unit: 'characters' | 'bytes';
}

/** Buttons that send something back. What does not fit becomes a numbered choice. */
export interface ButtonCapabilities {
  /** Most of them under one message. */
  max: number;
  label: Length;
  payload: Length;
}

/** Buttons that open an address. */
export interface LinkCapabilities {
  label: Length;
  /** The link takes one of the places of {@link ButtonCapabilities.max}. */
  takesButton: boolean;
  /** Characters of a text with a link button, where that is less than {@link Capabilities.text}. */
  text?: number;
}

/**
 * How much may be sent: `count` at once, and then again as much spread over each `perMs`; so at most
 * `count` more than the platform's own figure in any stretch of time. Of the whole channel, or to
 * one chat (those only whose name matches `persons`, where given).
 */
export interface Rate {
  scope: 'platform' | 'chat';
  count: number;
  perMs: number;
  persons?: RegExp;
}

/** How long after a person's last word they may be written to; milliseconds. */
export interface Window {
  /** After this it costs money or quota. */
  freeMs?: number;
  /** After this it is refused. */
  lastMs: number;
}

/** What a platform can show and how much it takes. `render` and the sender read nothing else of it. */
export interface Capabilities {
  /** Characters of one message. */
  text: number;
  /** Absent: no buttons at all. */
  buttons?: ButtonCapabilities;
  /** Absent: links are written out in the text. */
  links?: LinkCapabilities;
  /** Pictures can be sent (by address). */
  images: boolean;
  /** There is a "is writing …". */
  typing: boolean;
  window?: Window;
  rates: readonly Rate[];
  /** A send that takes longer has failed; milliseconds. */
  timeoutMs: number;
}

const characters = (max: number): Length => ({ max, unit: 'characters' });
const bytes = (max: number): Length => ({ max, unit: 'bytes' });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The one table. Facts and their grades: `platforms/zalo-telegram-messenger.md` of the project's
 * shared notes ([V] official or run, [C] several code bases agree, [U] uncertain, "ours" chosen).
 */
export const CAPABILITIES: Readonly<Record<ChannelName, Capabilities>> = {
  // Zalo Official Account, message/cs v3.0 (A2).
  zalo: {
    text: 2000, // [V]
    buttons: {
      max: 5, // [C]
      label: characters(100), // [C] title
      payload: characters(1000), // [C] oa.query.*
    },
    links: { label: characters(100), takesButton: true }, // [C] oa.open.url is one of the five
    images: true, // [V] media template
    typing: false, // [C]
    window: { freeMs: 48 * HOUR, lastMs: 7 * DAY }, // [V] then -230
    rates: [
      { scope: 'platform', count: 20, perMs: 400 }, // [V] 4000/min of the app, all its calls
      { scope: 'chat', count: 5, perMs: 5000 }, // ours: no person is flooded
    ],
    timeoutMs: 10_000,
  },
  // Telegram Bot API (D).
  telegram: {
    text: 4096, // [V]
    buttons: {
      max: 12, // ours: one under another they must still be seen
      label: characters(64), // ours: longer ones are cut on a phone
      payload: bytes(64), // [V] callback_data
    },
    links: { label: characters(64), takesButton: false }, // a row of its own
    images: true,
    typing: true,
    rates: [
      { scope: 'platform', count: 5, perMs: 200 }, // [V] 30/s
      // [V] "about one a second to a chat"; short bursts are let through, a turn is up to three.
      { scope: 'chat', count: 3, perMs: 3000 },
      { scope: 'chat', count: 5, perMs: 20_000, persons: /^-/ }, // [V] 20/min to a group (id < 0)
    ],
    timeoutMs: 10_000,
  },
  // Our own Direct Line endpoint: the limits are ours.
  web: {
    text: 20_000,
    buttons: { max: 40, label: characters(200), payload: characters(1000) },
    links: { label: characters(200), takesButton: false },
    images: true,
    typing: false,
    rates: [],
    timeoutMs: 10_000,
  },
  // Messenger Send API (E): quick replies for choices, the button template for a link.
  messenger: {
    text: 2000, // [U] recalled
    buttons: {
      max: 13, // [V-] quick replies
      label: characters(20), // [V-] title
      payload: characters(1000), // [V-]
    },
    links: { label: characters(20), takesButton: false, text: 640 }, // [U] button template
    images: true,
    typing: true, // sender_action
    window: { lastMs: DAY }, // [V-]
    rates: [
      { scope: 'platform', count: 8, perMs: 250 }, // [V-] over 40/s the page's inbox stops; 300/s refused
      { scope: 'chat', count: 5, perMs: 5000 }, // ours
    ],
    timeoutMs: 10_000,
  },
  // Azure Bot Service (direct-line.md): Web Chat takes more, Teams is the strictest behind it.
  'bot-service': {
    text: 8000, // ours: Teams takes 28 kB in all [U]
    buttons: {
      max: 6, // [U] buttons of a hero card in Teams
      label: characters(100), // ours: they stand one under another
      payload: characters(1000), // ours
    },
    links: { label: characters(100), takesButton: true }, // on the same card in Teams
    images: true,
    typing: true,
    rates: [
      { scope: 'platform', count: 10, perMs: 250 }, // ours: no figure in the notes
      { scope: 'chat', count: 5, perMs: 5000 }, // ours
    ],
    timeoutMs: 20_000, // a new token (8 s) and the send (10 s)
  },
  // Zalo Bot platform (B): about 3,000 messages a month on the free plan [C]; 429 tells.
  'zalo-bot': {
    text: 2000, // [V]
    images: true, // [V] sendPhoto
    typing: true, // [V] sendChatAction
    rates: [
      { scope: 'platform', count: 10, perMs: 1000 }, // ours
      { scope: 'chat', count: 3, perMs: 3000 }, // ours
    ],
    timeoutMs: 10_000,
  },
  // A personal account by zca-js (C): unofficial, so it writes no faster than a person [ours].
  'zalo-personal': {
    text: 2000, // [U]
    images: true,
    typing: true,
    rates: [
      { scope: 'platform', count: 5, perMs: 10_000 },
      { scope: 'chat', count: 3, perMs: 6000 },
    ],
    timeoutMs: 20_000,
  },
  terminal: { text: 20_000, images: false, typing: false, rates: [], timeoutMs: 10_000 },
};

/** How long a text is, counted as a limit counts. */
export function lengthIn(text: string, unit: Length['unit']): number {
  return unit === 'bytes' ? Buffer.byteLength(text) : text.length;
}

/** Whether a text keeps within a limit. */
export function fits(text: string, { max, unit }: Length): boolean {
  return lengthIn(text, unit) <= max;
}
