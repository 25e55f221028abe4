import type { Capabilities } from '../capabilities.ts';

/** A personal account by zca-js (C): unofficial, so it writes no faster than a person [ours]. */
export const ZALO_PERSONAL = {
  text: 2000, // [U]
  images: true,
  typing: true,
  rates: [
    { scope: 'platform', count: 5, perMs: 10_000 },
    { scope: 'chat', count: 3, perMs: 6000 },
  ],
  timeoutMs: 20_000,
} satisfies Capabilities;
