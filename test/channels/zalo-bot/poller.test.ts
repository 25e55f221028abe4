import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Channel, ChannelContext } from '../../../src/channels/channel.ts';
import { createZaloBot } from '../../../src/channels/zalo-bot/zalo-bot.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type FakeZaloBotApi, fakeZaloBotApi, update, wrapped } from './fake-zalo-bot-api.ts';
import { house, settingsFor } from './house.ts';

let database: Database;
let api: FakeZaloBotApi;
let open: Channel[] = [];

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  api = await fakeZaloBotApi();
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
  const channel = createZaloBot(settingsFor(api.url), context);
  open.push(channel);
  await channel.start!();
  return { channel, taken, context };
}

const said = (text: string) => update('text', { text });
const texts = (taken: readonly { text?: string | undefined }[]) => taken.map(({ text }) => text);

test('fetches messages one by one in their order', async () => {
  const { taken } = await node();
  api.queue(said('1'), wrapped(said('2')));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1', '2']));
  api.queue(said('3'));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1', '2', '3']));
});

test('keeps what it has fetched until it is stored, and fetches nothing else meanwhile', async () => {
  let away = true;
  const stored: (string | undefined)[] = [];
  await node({
    async accept({ text }) {
      if (away) throw new Error('the database is away');
      stored.push(text);
      return 'stored';
    },
  });
  api.queue(said('1'), said('2'));
  await vi.waitFor(() => expect(api.left()).toBe(1));
  await sleep(1200);
  expect(api.left()).toBe(1);
  away = false;
  await vi.waitFor(() => expect(stored).toEqual(['1', '2']), 5000);
});

test('a node that stops while the database is away gives up soon, and says so', async () => {
  const { channel, context } = await node({ accept: () => Promise.reject(new Error('away')) });
  api.queue(said('1'));
  await vi.waitFor(() => expect(api.left()).toBe(0));
  await channel.close();
  expect(context.metrics.metrics()).toContainEqual({
    name: 'polled_messages',
    labels: { channel: 'zalo-bot', outcome: 'lost' },
    value: 1,
  });
});

test('passes over what has no known shape', async () => {
  const { taken, context } = await node();
  api.queue({ ...said('1'), message: 7 }, said('2'));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['2']));
  expect(context.metrics.metrics()).toContainEqual({
    name: 'webhook_refused',
    labels: { channel: 'zalo-bot', reason: 'unknown' },
    value: 1,
  });
});

test('takes a webhook down that was set before, also later', async () => {
  api.setWebhook('https://old.example.vn');
  const { taken } = await node();
  api.queue(said('1'));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1']));
  await vi.waitFor(() => expect(api.called('getUpdates')).toHaveLength(2));
  api.queue(said('2'));
  await vi.waitFor(() => expect(api.called('getUpdates')).toHaveLength(3));
  api.setWebhook('https://other.example.vn');
  api.queue(said('3'), said('4'));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1', '2', '3', '4']), 5000);
  expect(api.webhook()).toBe('');
});

test('goes on after failures, waits as it is told, and takes 408 for nothing new', async () => {
  const wait = { code: 429, description: 'Too many requests', retryAfter: 1 };
  api.fail('getUpdates', 'garbage', wait, { code: 408, description: 'Request timeout' }, 'hang-up');
  const told: (string | null)[] = [];
  const { taken } = await node({ trouble: () => (problem) => void told.push(problem) });
  api.queue(said('1'));
  await vi.waitFor(() => expect(texts(taken)).toEqual(['1']), 8000);
  // Of a single failure nobody hears: it is soon made good.
  await vi.waitFor(() =>
    expect(told.slice(0, 3)).toEqual(['Zalo Bot: 429 Too many requests', null, null]),
  );
  // The webhook is looked for at the start and after each failure; that nothing came is none.
  expect(api.called('deleteWebhook')).toHaveLength(4);
});

test('one of many nodes polls; when it stops, another does', async () => {
  const nodes = [await node(), await node(), await node()];
  api.queue(said('1'));
  const all = () => nodes.flatMap(({ taken }) => texts(taken));
  await vi.waitFor(() => expect(all()).toEqual(['1']), 5000);
  await sleep(1200);
  expect(api.called('deleteWebhook')).toHaveLength(1);
  const leader = nodes.find(({ taken }) => taken.length > 0)!;
  await leader.channel.close();
  await vi.waitFor(() => expect(api.called('deleteWebhook')).toHaveLength(2), 8000);
  api.queue(said('2'));
  await vi.waitFor(() => expect(all().sort()).toEqual(['1', '2']), 8000);
  expect(texts(leader.taken)).toEqual(['1']);
});

test('closes at once in the middle of a long poll', async () => {
  const { channel } = await node();
  await vi.waitFor(() => expect(api.called('getUpdates')).toHaveLength(1));
  const began = performance.now();
  await channel.close();
  expect(performance.now() - began).toBeLessThan(2000);
});
