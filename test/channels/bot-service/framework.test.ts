import { afterAll, expect, test, vi } from 'vitest';
import { activityOf, fakeBotFramework, settingsFor } from './fake-bot-framework.ts';

const service = await fakeBotFramework();
// Before botbuilder's file is loaded, which keeps what it finds.
const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
const { openFramework } = await import('../../../src/channels/bot-service/framework.ts');

afterAll(() => service.close());

test('a stranger cannot fill the log with tokens that are refused', async () => {
  const tokens = { current: async () => 'own', renew: async () => undefined };
  const framework = openFramework(settingsFor(service), tokens, 1000);
  const { isSigned } = framework;
  const activity = activityOf(service.url) as unknown as Parameters<typeof isSigned>[0];
  const expired = await service.token({ exp: Math.floor(Date.now() / 1000) - 3600 });
  const good = await service.token();
  const forged = `${good.slice(0, good.lastIndexOf('.'))}.${expired.split('.')[2]}`;
  for (const token of [expired, forged]) {
    expect(await isSigned(activity, `Bearer ${token}`)).toBe(false);
  }
  expect(await isSigned(activity, `Bearer ${good}`)).toBe(true);
  expect(told).not.toHaveBeenCalled();
  // biome-ignore lint/suspicious/noConsole: as another part of the process would
  console.error('something else');
  expect(told).toHaveBeenCalledExactlyOnceWith('something else');
});
