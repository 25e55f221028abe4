import { type Capabilities, characters } from '../capabilities.ts';

const HOUR = 3_600_000;

/** Zalo Official Account, message/cs v3.0 (A2). */
export const ZALO = {
  text: 2000, // [V]
  buttons: {
    max: 5, // [C]
    label: characters(100), // [C] title
    payload: characters(1000), // [C] oa.query.*
  },
  links: { label: characters(100), takesButton: true }, // [C] oa.open.url is one of the five
  images: true, // [V] media template
  typing: false, // [C]
  window: { freeMs: 48 * HOUR, lastMs: 7 * 24 * HOUR }, // [V] then -230
  rates: [
    { scope: 'platform', count: 20, perMs: 400 }, // [V] 4000/min of the app, all its calls
    { scope: 'chat', count: 5, perMs: 5000 }, // ours: no person is flooded
  ],
  timeoutMs: 10_000,
} satisfies Capabilities;
