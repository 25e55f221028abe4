import { bytes, type Capabilities, characters } from '../capabilities.ts';

/** Telegram Bot API (D). */
export const TELEGRAM = {
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
} satisfies Capabilities;
