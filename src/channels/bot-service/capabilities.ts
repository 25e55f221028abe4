import { type Capabilities, characters } from '../capabilities.ts';

/** Azure Bot Service (direct-line.md): Web Chat takes more, Teams is the strictest behind it. */
export const BOT_SERVICE = {
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
} satisfies Capabilities;
