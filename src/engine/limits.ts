/**
 * The smallest channel's figures. The engine does not know whose they are; it only proves that
 * everything the flows can say fits them.
 */
export interface Limits {
  /** Characters of one message; longer texts are split at sentences. */
  text: number;
  /** Buttons under one message; more become numbered choices. */
  buttons: number;
  /** Characters of a button's label. */
  label: number;
  /** Bytes (UTF-8) of what a button sends back. */
  payload: number;
}

export const SMALLEST_CHANNEL: Limits = { text: 640, buttons: 3, label: 20, payload: 64 };
