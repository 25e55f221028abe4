import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Channel, ChannelContext } from '../../src/channels/channel.ts';
import { type Channels, openChannels } from '../../src/channels/channels.ts';
import { createMetrics } from '../../src/channels/metrics.ts';
import { SendError } from '../../src/channels/send.ts';
import { TELEGRAM } from '../../src/channels/telegram/capabilities.ts';
import { isSame, webhook } from '../../src/channels/webhook.ts';
import { ZALO_BOT } from '../../src/channels/zalo-bot/capabilities.ts';
import { zaloBot } from '../../src/channels/zalo-bot/platform.ts';
import type { Database } from '../../src/database/open.ts';
import { type Delivery, startDelivery } from '../../src/delivery/delivery.ts';
import { loadChannelWords } from '../../src/load.ts';
import { echo } from '../delivery/echo.ts';
import { testDatabase, testLog } from '../support/database.ts';

interface Sent {
  person: string;
  text: string;
}

/** A platform of ours: its webhook takes `{id, from, text}`, what it is sent is on record. */
function platform(sent: Sent[], given: Partial<Channel> = {}) {
  return (context: ChannelContext): Channel => ({
    name: 'zalo-bot',
    capabilities: { ...ZALO_BOT, rates: [] },
    router: webhook({
      ...context,
      channel: 'zalo-bot',
      path: '/webhooks/fake',
      verify: ({ headers }) => isSame(headers['x-secret'] as string, 'secret'),
      parse: (body) => {
        const { id, from: person, text } = body as Record<string, string>;
        return [{ channel: 'zalo-bot', person: person!, eventId: id!, at: new Date(), text }];
      },
    }),
    async send(person, { text }) {
      sent.push({ person, text });
      return {};
    },
    close: async () => {},
    ...given,
  });
}

let database: Database;
let server: Server;
let channels: Channels;
let delivery: Delivery;

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  server?.close();
  await channels.close();
  await delivery?.stop();
  await database.close();
});

/** The platforms with the whole delivery behind them and the echo as bot. */
async function open(...platforms: ((context: ChannelContext) => Channel)[]) {
  const metrics = createMetrics();
  channels = await openChannels({
    settings: { shared: [], messagesPerMinute: 30, ...Object.fromEntries(platforms.entries()) },
    words: loadChannelWords(),
    database,
    accept: (message) => delivery.accept(message),
    metrics,
    log: testLog,
    now: () => new Date(),
    publicUrl: 'http://localhost:3000',
    platforms: [...platforms, () => expect.fail('is off')].map((create, i) => ({
      ...zaloBot,
      name: `${i}`,
      open: async (_settings, context) => create(context),
    })),
  });
  delivery = await startDelivery({
    database,
    log: testLog,
    channels: channels.names,
    respond: echo,
    now: () => new Date(),
    publicUrl: 'http://localhost:3000',
    failedText: 'sorry',
    send: channels.send,
    backoffMs: [10, 10],
  });
  server = createServer(express().use(...channels.routers)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await channels.start();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/fake`;
  return {
    metrics,
    async post(id: string, from: string, text: string) {
      const body = JSON.stringify({ id, from, text });
      const headers = { 'X-Secret': 'secret' };
      return (await fetch(url, { method: 'POST', body, headers })).status;
    },
  };
}

describe('from a webhook to the platform', () => {
  test('a message is answered once, however often it comes', async () => {
    const sent: Sent[] = [];
    const { post } = await open(platform(sent));
    const statuses = await Promise.all(['1', '1', '1'].map((id) => post(id, 'p', 'hello')));
    expect(statuses).toEqual([200, 200, 200]);
    await vi.waitFor(() => expect(sent).toEqual([{ person: 'p', text: '1: hello' }]));
    expect(await post('2', 'p', 'again')).toBe(200);
    await vi.waitFor(() => expect(sent.at(-1)).toEqual({ person: 'p', text: '2: again' }));
    expect(sent).toHaveLength(2);
  });

  test('a platform that hangs does not hold up another', async () => {
    const sent: Sent[] = [];
    const hangs = platform([], {
      name: 'telegram',
      send: () => Promise.withResolvers<never>().promise,
      capabilities: { ...TELEGRAM, rates: [], timeoutMs: 1500 },
    });
    const { post } = await open(platform(sent), (context) => {
      const { router: _, ...channel } = hangs(context);
      return channel;
    });
    await Promise.all(
      Array.from({ length: 150 }, (_, i) =>
        channels.accept({
          channel: 'telegram',
          person: `${i}`,
          eventId: `${i}`,
          at: new Date(),
          text: 'a',
        }),
      ),
    );
    const began = performance.now();
    await post('1', 'p', 'hello');
    await vi.waitFor(() => expect(sent).toHaveLength(1), 5000);
    expect(performance.now() - began).toBeLessThan(1400);
  });

  test('retry_after is obeyed, in the order of the replies', async () => {
    const sent: Sent[] = [];
    const times: number[] = [];
    const { post } = await open(
      platform(sent, {
        async send(person, { text }) {
          times.push(performance.now());
          if (times.length === 1) {
            throw new SendError('429', { kind: 'retry-later', afterMs: 600 });
          }
          sent.push({ person, text });
          return {};
        },
      }),
    );
    await post('1', 'p', 'a');
    await post('2', 'p', 'b');
    await vi.waitFor(() => expect(sent.map(({ text }) => text)).toEqual(['1: a', '2: b']), 5000);
    expect(times[1]! - times[0]!).toBeGreaterThan(550);
  });
});

test('one that cannot start does not hold up the others', async () => {
  const started: string[] = [];
  const { router: _, ...rest } = platform([])({} as ChannelContext);
  await database.pool.query(
    `INSERT INTO channel_trouble (channel, problem) VALUES ('telegram', 'x'), ('messenger', 'x')`,
  );
  await open(
    platform([], { start: () => Promise.reject(new Error('no')) }),
    () => ({ ...rest, name: 'telegram', start: async () => void started.push('telegram') }),
    platform([], { name: 'messenger' }),
  );
  expect(started).toEqual(['telegram']);
  expect(channels.names).toEqual(['zalo-bot', 'telegram', 'messenger']);
  // Officers see it; what has a webhook receives once it is started, anything else tells by itself.
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query(
      'SELECT channel, problem FROM channel_trouble ORDER BY channel',
    );
    expect(rows).toEqual([
      { channel: 'telegram', problem: 'x' },
      { channel: 'zalo-bot', problem: 'the channel could not be started: no' },
    ]);
  });
});

test('whether a conversation is open is known to adapters', async () => {
  let context: ChannelContext | undefined;
  await open((given) => {
    context = given;
    return platform([])(given);
  });
  const spoke = (hours: number) => ({ spokeAt: new Date(Date.now() - hours * 3_600_000) });
  await database.pool.query(
    `INSERT INTO conversation (channel, person, state)
     VALUES ('zalo-personal', 'a', $1), ('zalo-personal', 'b', $2), ('zalo-personal', 'c', '{}')`,
    [spoke(1), spoke(30)],
  );
  const open_ = (person: string) => context!.isOpen('zalo-personal', person);
  expect(await Promise.all(['a', 'b', 'c', 'd'].map(open_))).toEqual([true, false, false, false]);
  expect(context!.opens('cho hỏi id.vn')).toBe(true);
  expect(context!.opens('thu rác')).toBe(false);
});

test.each<[string, Partial<Channel>]>([
  ['there is no such sign', {}],
  ['the platform refuses', { typing: () => Promise.reject(new Error('no')) }],
  [
    'it throws at once',
    {
      typing() {
        throw new Error('no');
      },
    },
  ],
  ['it never answers', { typing: () => Promise.withResolvers<never>().promise }],
])('that an answer is being written harms nothing when %s', async (_, given) => {
  const sent: Sent[] = [];
  const { post } = await open(platform(sent, given));
  expect(channels.typing('zalo-bot', 'p')).toBeUndefined();
  expect(channels.typing('another', 'p')).toBeUndefined();
  await post('1', 'p', 'a');
  await vi.waitFor(() => expect(sent).toEqual([{ person: 'p', text: '1: a' }]));
});

test('that an answer is being written is shown to the person on their channel', async () => {
  const shown: string[] = [];
  await open(platform([], { typing: async (person) => void shown.push(person) }));
  channels.typing(channels.names[0]!, 'p');
  channels.typing('another', 'q');
  await vi.waitFor(() => expect(shown).toEqual(['p']));
});
