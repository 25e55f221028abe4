import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { ChannelContext } from '../../../src/channels/channel.ts';
import type { Inbound } from '../../../src/channels/inbound.ts';
import { createMessenger } from '../../../src/channels/messenger/messenger.ts';
import { createMetrics } from '../../../src/channels/metrics.ts';
import { loadChannelWords } from '../../../src/load.ts';
import { testLog } from '../../support/database.ts';
import { type FakeMessenger, type Given, settingsFor } from './fake-messenger.ts';

/** A house that keeps what it is given, once for each event, and knows nobody. */
export function house(given: Partial<ChannelContext> = {}) {
  const taken: Inbound[] = [];
  const context: ChannelContext = {
    async accept(message) {
      if (taken.some(({ eventId }) => eventId === message.eventId)) return 'duplicate';
      taken.push(message);
      return 'stored';
    },
    pool: { query: async () => ({ rows: [] }) } as unknown as ChannelContext['pool'],
    url: '',
    log: testLog,
    now: () => new Date(),
    publicUrl: 'https://tro-ly.example.vn',
    secret: async () => 'secret',
    metrics: createMetrics(),
    trouble: () => () => undefined,
    words: loadChannelWords(),
    opens: () => true,
    isOpen: async () => true,
    ...given,
  };
  return { context, taken };
}

/** The channel behind a server, over the fake. */
export async function listening(
  fake: FakeMessenger,
  given: Partial<ChannelContext> = {},
  settings: Given = {},
) {
  const { context, taken } = house(given);
  const channel = createMessenger(settingsFor(fake, settings), context);
  const server = createServer(express().use(channel.router!)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${origin}/webhooks/messenger`;
  fake.reach((address) => address.replace(context.publicUrl, origin));
  const counted = (name: string) =>
    Object.fromEntries(
      context.metrics
        .metrics()
        .filter((counter) => counter.name === name)
        .map(({ labels, value }) => [labels.reason ?? labels.event ?? '', value]),
    );
  return {
    channel,
    taken,
    url,
    counted,
    post: (...events: unknown[]) => fake.post(url, ...events),
    postRaw: (body: string, signature?: string) => fake.postRaw(url, body, signature),
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
