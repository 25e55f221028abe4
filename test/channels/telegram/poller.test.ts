import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Channel, ChannelContext } from '../../../src/channels/channel.ts';
import { createTelegram } from '../../../src/channels/telegram/telegram.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type FakeBotApi, fakeBotApi, messageUpdate, pressUpdate } from './fake-bot-api.ts';
import { house, settingsFor } from './house.ts';

let database: Database;
let api: FakeBotApi;
let open: Channel[] = [];

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  api = await fakeBotApi();
});

afterEach(async () => {
  await Promise.all(open.map((channel) => channel.close()));
  open = [];
  await api.close();
});

afterAll(() => database.close());

/** A node that polls. */
async function node(given: Partial<ChannelContext> = {}) {
  const { context, taken } = house({
    publicUrl: 'http://127.0.0.1:3000',
    url: database.url,
    ...given,
  });
  const channel = createTelegram(settingsFor(api.url), context);
  open.push(channel);
  await channel.start!();
  return { channel, taken, context };
}

const texts = (taken: readonly { text?: string | undefined }[]) => taken.map(({ text }) => text);

test('fetches messages in their order and acknowledges them when they are stored', async () => {
  const { taken } = await node();
  api.queue(messageUpdate({ text: '1' }), messageUpdate({ text: '2' }));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1', '2']));
  api.queue(messageUpdate({ text: '3' }));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1', '2', '3']));
  await vi.waitFor(() => expect(api.left()).toBe(0));
});

test('fetches again what could not be stored', async () => {
  let away = true;
  const stored: (string | undefined)[] = [];
  await node({
    async accept({ text }) {
      if (away) throw new Error('the database is away');
      stored.push(text);
      return 'stored';
    },
  });
  api.queue(messageUpdate({ text: '1' }));
  await vi.waitFor(() => expect(api.called('getUpdates').length).toBeGreaterThan(1), 3000);
  expect(api.left()).toBe(1);
  away = false;
  await vi.waitFor(() => expect(stored).toEqual(['1']), 5000);
  await vi.waitFor(() => expect(api.left()).toBe(0));
});

test('passes over what has no known shape', async () => {
  const { taken, context } = await node();
  api.queue({ ...messageUpdate(), message: 7 } as never, messageUpdate({ text: '2' }));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['2']));
  await vi.waitFor(() => expect(api.left()).toBe(0));
  expect(context.metrics.metrics()).toContainEqual({
    name: 'webhook_refused',
    labels: { channel: 'telegram', reason: 'unknown' },
    value: 1,
  });
});

test('answers a press and shows it', async () => {
  const { taken } = await node();
  api.queue(pressUpdate('flow:id-vn', [[{ text: 'id.vn', callback_data: 'flow:id-vn' }]]));
  await vi.waitFor(() => expect(api.called('editMessageReplyMarkup')).toHaveLength(1));
  expect(taken).toMatchObject([{ tap: 'flow:id-vn' }]);
  expect(api.called('answerCallbackQuery')).toHaveLength(1);
});

test('takes a webhook down that was set before, also later', async () => {
  api.setWebhook('https://old.example.vn');
  const { taken } = await node();
  api.queue(messageUpdate({ text: '1' }));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1']));
  await vi.waitFor(() => expect(api.left()).toBe(0));
  api.setWebhook('https://other.example.vn');
  api.queue(messageUpdate({ text: '2' }));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1', '2']));
  await vi.waitFor(() => expect(api.webhook()).toBe(''), 5000);
});

test('goes on after failures, and waits as it is told', async () => {
  api.fail('getUpdates', 'garbage', { code: 429, description: 'Too Many Requests', retryAfter: 1 });
  const told = new Set<string | null>();
  const { taken } = await node({ trouble: () => (problem) => void told.add(problem) });
  api.queue(messageUpdate({ text: '1' }));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1']), 8000);
  // Of the first failure nobody hears: it might be soon made good.
  await vi.waitFor(() => expect([...told]).toEqual(['getUpdates: 429 Too Many Requests', null]));
});

test('tells at once what only an operator can put right, and when it could not store', async () => {
  const told: unknown[] = [];
  const trouble = (channel: string) => (problem: string | null) =>
    told.push(channel, problem) && undefined;
  api.fail('getUpdates', { code: 401, description: 'Unauthorized' });
  const { channel } = await node({ trouble });
  await vi.waitFor(() =>
    expect(told).toEqual(['telegram', 'the token is not valid: 401 Unauthorized']),
  );
  await channel.close();
  told.length = 0;
  await node({ trouble, accept: () => Promise.reject(new Error('“what was written”')) });
  api.queue(messageUpdate({ text: '1' }));
  await vi.waitFor(
    () => expect(told).toEqual(['telegram', 'what was fetched could not be stored']),
    5000,
  );
});

test('one of many nodes polls; when it stops, another does', async () => {
  const nodes = [await node(), await node(), await node()];
  api.queue(messageUpdate({ text: '1' }));
  const all = () => nodes.flatMap(({ taken }) => texts(taken));
  await vi.waitFor(() => expect(all()).toEqual(['1']), 5000);
  await sleep(1500);
  expect(api.called('deleteWebhook')).toHaveLength(1);
  const leader = nodes.find(({ taken }) => taken.length > 0)!;
  await leader.channel.close();
  api.queue(messageUpdate({ text: '2' }));
  // The one that stopped had not acknowledged the first, so that it comes once more.
  await vi.waitFor(() => expect(all()).toContain('2'), 8000);
  expect(texts(leader.taken)).toEqual(['1']);
});

test('closes at once in the middle of a long poll', async () => {
  const { channel } = await node();
  await vi.waitFor(() => expect(api.called('getUpdates')).toHaveLength(1));
  const began = performance.now();
  await channel.close();
  expect(performance.now() - began).toBeLessThan(2000);
});
