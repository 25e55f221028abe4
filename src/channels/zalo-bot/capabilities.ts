import type { Capabilities } from '../capabilities.ts';

/** Zalo Bot platform (B): about 3,000 messages a month on the free plan [C]; 429 tells. */
export const ZALO_BOT = {
  text: 2000, // [V]
  images: true, // [V] sendPhoto
  typing: true, // [V] sendChatAction
  rates: [
    { scope: 'platform', count: 10, perMs: 1000 }, // ours
    { scope: 'chat', count: 3, perMs: 3000 }, // ours
  ],
  timeoutMs: 10_000,
} satisfies Capabilities;
