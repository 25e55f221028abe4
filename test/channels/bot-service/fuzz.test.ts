import { onTestFinished, test, vi } from 'vitest';
import { takeTurns } from '../fuzz.ts';
import { throwAt } from '../fuzz-webhook.ts';
import { WEBHOOKS } from '../webhooks.ts';

test('20,000 spoilt requests', { timeout: 120_000 }, async () => {
  const [, open] = WEBHOOKS.find(([name]) => name === 'bot-service')!;
  const webhook = await open();
  onTestFinished(() => webhook.close?.());
  // botbuilder prints Microsoft's keys when a token does not fit.
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => printed.mockRestore());
  const messages = await throwAt('bot-service', webhook);
  await takeTurns(messages.slice(0, 100), webhook.channels);
});
