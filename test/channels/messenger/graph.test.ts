import { expect, test } from 'vitest';
import { createGraph } from '../../../src/channels/messenger/graph.ts';
import { SendError } from '../../../src/channels/send.ts';
import { fakeMessenger, PAGE_TOKEN, PSID, settingsFor } from './fake-messenger.ts';

const body = { recipient: { id: PSID }, messaging_type: 'RESPONSE', message: { text: 'a' } };

test('a slow answer is given up, which is no refusal', async () => {
  const fake = await fakeMessenger();
  const graph = createGraph(settingsFor(fake), PAGE_TOKEN, 100);
  fake.fail({ slowMs: 500 });
  const began = performance.now();
  const error = await graph.call('POST', '/me/messages', { body }).catch((failed) => failed);
  expect(error.name).toBe('TimeoutError');
  expect(error).not.toBeInstanceOf(SendError);
  expect(performance.now() - began).toBeLessThan(450);
  expect(await graph.call('POST', '/me/messages', { body })).toMatchObject({ recipient_id: PSID });
  await fake.close();
});

test('calls prove that they come from a server', async () => {
  const fake = await fakeMessenger();
  const graph = createGraph(settingsFor(fake, { appSecret: 'another-secret-of-app' }), PAGE_TOKEN);
  await expect(graph.call('GET', '/me')).rejects.toMatchObject({
    kind: 'needs-an-operator',
    message: expect.stringContaining('appsecret_proof'),
  });
  expect(fake.calls).toEqual([]);
  await fake.close();
});
