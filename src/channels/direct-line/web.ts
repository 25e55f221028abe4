import { characters } from '../capabilities.ts';
import type { Described } from '../platform.ts';
import { erase } from './erase.ts';

/** Our own Direct Line endpoint, with the widget: the limits are ours. */
export const web: Described<'web'> = {
  name: 'web',
  capabilities: {
    text: 20_000,
    buttons: { max: 40, label: characters(200), payload: characters(1000) },
    links: { label: characters(200), takesButton: false },
    images: true,
    typing: false,
    rates: [],
    timeoutMs: 10_000,
  },
  erase,
};
