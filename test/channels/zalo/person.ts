import { openChannels } from '../../../src/channels/channels.ts';
import { createMetrics } from '../../../src/channels/metrics.ts';
import { zaloMac } from '../../../src/channels/zalo/signature.ts';
import type { Database } from '../../../src/database/open.ts';
import { loadChannelWords } from '../../../src/load.ts';
import { testLog } from '../../support/database.ts';
import type { Hands, Sender } from '../citizen.ts';
import { APP_ID, type FakeZalo, SECRET_KEY, settingsFor } from './fake-zalo.ts';
import { said } from './node.ts';

/**
 * Connects the account as its administrator does, by the link of `npm run channels`, to a service
 * that answers at `url` and is known as `publicUrl`.
 */
export async function connect(
  zalo: FakeZalo,
  database: Pick<Database, 'pool' | 'url'>,
  { url, publicUrl }: { url: string; publicUrl: string },
): Promise<void> {
  const channels = await openChannels({
    settings: { shared: [], messagesPerMinute: 30, zalo: settingsFor(zalo) },
    words: loadChannelWords(),
    database,
    accept: () => Promise.reject(new Error('this process takes no messages')),
    metrics: createMetrics(),
    log: testLog,
    now: () => new Date(),
    publicUrl,
  });
  const { todo = [] } = await channels.channels[0]!.check!();
  await channels.close();
  const link = todo.join(' ').match(/http\S+\/v4\/oa\/permission\S+/)?.[0];
  if (link === undefined) throw new Error('no link to connect the account');
  const back = (await fetch(link, { redirect: 'manual' })).headers.get('location') ?? '';
  const { status } = await fetch(back.replace(publicUrl, url));
  if (status !== 200) throw new Error(`the account was not connected: ${status}`);
}

/** Headers by which Zalo signs a body. */
export function signed(body: string | Buffer, timestamp: string): Record<string, string> {
  const mac = zaloMac(APP_ID, Buffer.from(body), timestamp, SECRET_KEY);
  return { 'Content-Type': 'application/json', 'X-ZEvent-Signature': `mac=${mac}` };
}

interface Button {
  title: string;
  type: string;
  payload: string | { url: string };
}

/** Someone who writes to the account in the Zalo app; `url` is the webhook's. */
export function personOverZalo(zalo: FakeZalo, url: string, user: string) {
  let messages = 0;

  function sent(text: string): () => Promise<void> {
    const event = said(`${user}-${++messages}`, { text }, { sender: { id: user } });
    const body = JSON.stringify(event);
    const headers = signed(body, event.timestamp);
    return async () => {
      const { status } = await fetch(url, { method: 'POST', body, headers });
      if (status !== 200) throw new Error(`the webhook answered ${status}`);
    };
  }

  const say = (text: string) => sent(text)();

  const written = () =>
    zalo.taken
      .filter(({ body }) => body.recipient.user_id === user)
      .map(({ body: { message } }) => {
        const { payload } = (message.attachment ?? {}) as { payload?: { buttons: Button[] } };
        const all = payload?.buttons ?? [];
        return {
          text: message.text,
          choices: all.flatMap(({ title, payload }) =>
            typeof payload === 'string' ? { title, payload } : [],
          ),
          links: all.flatMap(({ payload }) => (typeof payload === 'string' ? [] : payload.url)),
        };
      });

  const hands = {
    person: user,
    /** There are no deep links: the code is in the text that scanning a QR code fills in. */
    arrive: say,
    say,
    sent,
    /** What a button sends is not seen in the chat. */
    async press(label) {
      const all = written().flatMap(({ choices }) => choices);
      const button = all.findLast(({ title }) => title === label);
      if (button === undefined) throw new Error(`no button ${label}`);
      await say(button.payload);
    },
    shown: () =>
      written().map(({ text, choices, links }) => ({
        text,
        buttons: choices.map(({ title }) => title),
        links,
      })),
  } satisfies Hands & Sender;
  return hands;
}
