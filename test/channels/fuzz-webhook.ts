import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished } from 'vitest';
import { openChannels } from '../../src/channels/channels.ts';
import type { Inbound } from '../../src/channels/inbound.ts';
import { createMetrics } from '../../src/channels/metrics.ts';
import type { Database } from '../../src/database/open.ts';
import { createInbox } from '../../src/delivery/inbox.ts';
import { loadChannelWords } from '../../src/load.ts';
import { parseSettings } from '../../src/settings.ts';
import { testDatabase, testLog } from '../support/database.ts';
import { createMutator } from '../support/mutate.ts';
import { fuzz, newSeed, storedIn } from './fuzz.ts';
import type { Webhook } from './webhooks.ts';

/** One channel's routes over the real door and inbox; nobody reads what is stored. */
async function open(database: Database, { channels: given }: Webhook) {
  const metrics = createMetrics();
  const inbox = createInbox({ pool: database.pool, log: testLog });
  const channels = await openChannels({
    settings: { ...parseSettings({}).channels, ...given },
    words: loadChannelWords(),
    database,
    accept: inbox.accept,
    metrics,
    log: testLog,
    now: () => new Date(),
    publicUrl: 'https://tro-ly.example.vn',
  });
  onTestFinished(async () => {
    await channels.close();
    await inbox.close();
  });
  const server = express()
    .use(...channels.routers)
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const refused = () =>
    Object.fromEntries(
      metrics
        .metrics()
        .filter(({ name }) => name === 'webhook_refused')
        .map(({ labels, value }) => [labels.reason, value]),
    );
  return { url, refused };
}

/** Throws 20,000 spoilt requests at a webhook; resolves with the messages that were stored. */
export async function throwAt(channel: string, webhook: Webhook): Promise<Inbound[]> {
  const { seed, told } = newSeed();
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const { url, refused } = await open(database, webhook);
  await fuzz(url, webhook, createMutator(seed), told);
  for (const reason of ['unsigned', 'malformed', 'oversized', 'unknown']) {
    expect(refused()[reason], `${told} ${reason}`).toBeGreaterThan(0);
  }
  const messages = await storedIn(database, channel);
  expect(messages.length, told).toBeGreaterThan(1000);
  return messages;
}
