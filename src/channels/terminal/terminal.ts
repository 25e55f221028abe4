import type { Described } from '../platform.ts';

/** `npm run chat`, for developers. */
export const terminal: Described<'terminal'> = {
  name: 'terminal',
  capabilities: { text: 20_000, images: false, typing: false, rates: [], timeoutMs: 10_000 },
};
