import { afterAll, beforeAll, test } from 'vitest';
import type { Inbound } from '../../src/channels/inbound.ts';
import { takeTurns } from './fuzz.ts';
import { throwAt } from './fuzz-webhook.ts';
import { WEBHOOKS, type Webhook } from './webhooks.ts';

// What is thrown at a webhook is at worst refused: with the database up there is no 5xx, and nothing
// gets into the inbox that the assistant could not read. `FUZZ_SEED` makes a failure again. The
// slowest of them and Direct Line have files of their own, so that they run beside this one.

/** Of each webhook some messages that were stored. */
const stored: Inbound[] = [];
const webhooks = new Map<string, Webhook>();
const NAMES = WEBHOOKS.map(([name]) => name).filter((name) => name !== 'bot-service');

beforeAll(async () => {
  for (const [name, open] of WEBHOOKS) if (NAMES.includes(name)) webhooks.set(name, await open());
});

afterAll(async () => {
  for (const webhook of webhooks.values()) await webhook.close?.();
});

test.each(NAMES)('%s: 20,000 spoilt requests', { timeout: 120_000 }, async (channel) => {
  const messages = await throwAt(channel, webhooks.get(channel)!);
  stored.push(...messages.slice(0, 100));
});

test('what came of it goes through the turns', { timeout: 60_000 }, async () => {
  const channels = Object.assign({}, ...[...webhooks.values()].map(({ channels }) => channels));
  await takeTurns(stored, channels);
});
