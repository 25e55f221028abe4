import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { openChannels } from '../../../src/channels/channels.ts';
import { createMetrics } from '../../../src/channels/metrics.ts';
import type { ZaloSettings } from '../../../src/channels/zalo/settings.ts';
import { zaloMac } from '../../../src/channels/zalo/signature.ts';
import { createPool } from '../../../src/database/client.ts';
import type { Database } from '../../../src/database/open.ts';
import { type DeliveryParts, startDelivery } from '../../../src/delivery/delivery.ts';
import { loadChannelWords } from '../../../src/load.ts';
import { echo } from '../../delivery/echo.ts';
import { testLog } from '../../support/database.ts';
import { APP_ID, type FakeZalo, OA_ID, SECRET_KEY, settingsFor } from './fake-zalo.ts';

export const USER = '246845883529197922';

/** A node: the channel with the whole delivery behind it, over its own connections. */
export async function openNode(
  database: Database,
  zalo: FakeZalo,
  given: Partial<ZaloSettings> & Partial<Pick<DeliveryParts, 'respond' | 'now' | 'log'>> = {},
) {
  const { respond = echo, now = () => new Date(), log = testLog, ...rest } = given;
  const settings = settingsFor(zalo, rest);
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pool = createPool(database.url, testLog);
  const metrics = createMetrics();
  const channels = await openChannels({
    settings: { shared: [], messagesPerMinute: 30, zalo: settings },
    words: loadChannelWords(),
    database: { pool, url: database.url },
    accept: (message) => delivery.accept(message),
    metrics,
    log,
    now,
    publicUrl: url,
  });
  const delivery = await startDelivery({
    database,
    log: testLog,
    channels: channels.names,
    respond,
    now,
    publicUrl: url,
    failedText: 'sorry',
    send: channels.send,
    backoffMs: [20, 20, 20],
  });
  app.use(...channels.routers);
  const channel = channels.channels[0]!;

  async function postRaw(body: string, headers: Record<string, string> = {}) {
    return (await fetch(`${url}/webhooks/zalo`, { method: 'POST', body, headers })).status;
  }

  return {
    url,
    pool,
    metrics,
    channels,
    channel,
    postRaw,
    /** Posts an event as Zalo signs it. */
    post(event: { timestamp: string }) {
      const body = JSON.stringify(event);
      const mac = zaloMac(APP_ID, Buffer.from(body), event.timestamp, SECRET_KEY);
      return postRaw(body, { 'X-ZEvent-Signature': `mac=${mac}` });
    },
    /** Connects the account as its administrator does, by the link of `npm run channels`. */
    async connect() {
      const { todo = [] } = await channel.check!();
      const link = todo.join(' ').match(/http\S+\/v4\/oa\/permission\S+/)?.[0];
      if (link === undefined) throw new Error('no link');
      const response = await fetch(link);
      return { status: response.status, text: await response.text(), back: response.url };
    },
    counted: (name: string) =>
      Object.fromEntries(
        metrics
          .metrics()
          .filter((counter) => counter.name === name)
          .map(({ labels, value }) => [labels.reason ?? labels.event ?? '', value]),
      ),
    async close() {
      await channels.close();
      await delivery.stop();
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

export type Node = Awaited<ReturnType<typeof openNode>>;

/** `user_send_text` and its like, in the recorded shape. */
export function said(
  id: string,
  message: Record<string, unknown>,
  rest: Record<string, unknown> = {},
) {
  return {
    app_id: APP_ID,
    sender: { id: USER },
    user_id_by_app: '552177279717587730',
    recipient: { id: OA_ID },
    event_name: 'user_send_text',
    message: { msg_id: id, ...message },
    timestamp: String(Date.now()),
    ...rest,
  };
}
