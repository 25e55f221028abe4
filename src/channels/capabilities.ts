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

/**
 * What a platform can show and how much it takes. `render` and the sender read nothing else of it.
 *
 * Each platform's stand in its folder's `capabilities.ts`. Facts and their grades there:
 * `platforms/zalo-telegram-messenger.md` of the project's shared notes ([V] official or run, [C]
 * several code bases agree, [U] uncertain, "ours" chosen).
 */
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

/** So many characters. */
export const characters = (max: number): Length => ({ max, unit: 'characters' });

/** So many bytes. */
export const bytes = (max: number): Length => ({ max, unit: 'bytes' });

/** How long a text is, counted as a limit counts. */
export function lengthIn(text: string, unit: Length['unit']): number {
  return unit === 'bytes' ? Buffer.byteLength(text) : text.length;
}

/** Whether a text keeps within a limit. */
export function fits(text: string, { max, unit }: Length): boolean {
  return lengthIn(text, unit) <= max;
}
