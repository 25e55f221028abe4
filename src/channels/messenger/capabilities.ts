import { type Capabilities, characters } from '../capabilities.ts';

const HOUR = 3_600_000;

/** Messenger Send API (E): quick replies for choices, the button template for a link. */
export const MESSENGER = {
  text: 2000, // [U] recalled
  buttons: {
    max: 13, // [V-] quick replies
    label: characters(20), // [V-] title
    payload: characters(1000), // [V-]
  },
  links: { label: characters(20), takesButton: false, text: 640 }, // [U] button template
  images: true,
  typing: true, // sender_action
  window: { lastMs: 24 * HOUR }, // [V-]
  rates: [
    { scope: 'platform', count: 8, perMs: 250 }, // [V-] over 40/s the page's inbox stops; 300/s refused
    { scope: 'chat', count: 5, perMs: 5000 }, // ours
  ],
  timeoutMs: 10_000,
} satisfies Capabilities;
