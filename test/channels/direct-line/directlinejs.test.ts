import { DirectLine as Client, ConnectionStatus } from 'botframework-directlinejs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Activity, CardAction } from '../../../src/channels/direct-line/activity.ts';
import type { MintedToken } from '../../../src/channels/direct-line/token.ts';
import type { Database } from '../../../src/database/open.ts';
import type { Respond } from '../../../src/delivery/respond.ts';
import { echo } from '../../delivery/echo.ts';
import { testDatabase } from '../../support/database.ts';
import { published } from './activity-schema.ts';
import { type Endpoint, json, startEndpoint, startNode } from './endpoint.ts';
import { FetchRequest } from './xml-http-request.ts';

Object.assign(globalThis, { XMLHttpRequest: FetchRequest });

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

type Options = ConstructorParameters<typeof Client>[0] & object;

/** The published client on an endpoint, with everything it gets and what becomes of it. */
function connect(url: string, options: Options) {
  const client = new Client({ domain: `${url}/v3/directline`, pollingInterval: 200, ...options });
  const activities: Activity[] = [];
  const order: string[] = [];
  const statuses: ConnectionStatus[] = [];
  const seen = [
    client.activity$.subscribe((activity) => {
      const checked = published<Activity>('Activity', activity);
      order.push(`${checked.type} ${checked.from.role}`);
      // That an answer is coming passes; it is no part of the conversation.
      if (checked.type !== 'typing') activities.push(checked);
    }),
    client.connectionStatus$.subscribe((status) => statuses.push(status)),
  ];
  const stop = () => {
    client.end();
    for (const subscription of seen) subscription.unsubscribe();
  };
  onTestFinished(stop);
  return {
    client,
    statuses,
    activities,
    order,
    stop,
    texts: () => activities.flatMap(({ type, text = '' }) => (type === 'message' ? [text] : [])),
    post: (activity: object) =>
      new Promise<string>((resolve, reject) => {
        client
          .postActivity({ from: { id: '' }, ...activity } as never)
          .subscribe(resolve, (error) => reject(new Error(`status ${error.status}`)));
      }),
  };
}

async function mint({ call }: Endpoint): Promise<MintedToken> {
  return json<MintedToken>(await call('POST', '/chat/token'));
}

/** Offers a button and a link to "menu", and echoes whatever else comes. */
const respond: Respond = (state, message, now) => {
  const response = echo(state, message, now);
  if (message.text !== 'menu') return response;
  const button = { label: 'Có', payload: 'a:f/q=yes' };
  const link = { name: 'site', label: 'Mở', url: 'https://x.vn', host: 'x.vn' };
  return { ...response, replies: [{ text: 'chọn', buttons: [button], link }] };
};

describe.each([
  ['WebSocket', true],
  ['polling', false],
])('directlinejs over %s', (_name, webSocket) => {
  test('says something and is answered, in order and once', async () => {
    const node = await startNode(database, { respond });
    const { token } = await mint(node);
    const { texts, activities, post, statuses } = connect(node.url, { token, webSocket });
    await expect.poll(() => statuses.at(-1)).toBe(ConnectionStatus.Online);
    const wanted: string[] = [];
    for (const [i, text] of ['một', 'hai', 'ba'].entries()) {
      const id = await post({
        type: 'message',
        text,
        channelData: { clientActivityId: `c-${i}` },
      });
      wanted.push(text, `${i + 1}: ${text}`);
      await expect.poll(texts, { timeout: 5000 }).toEqual(wanted);
      const own = activities.find((activity) => activity.id === id);
      expect(own?.channelData).toEqual({ clientActivityId: `c-${i}` });
    }
    expect(activities.map(({ from }) => from.role)).toEqual([
      'user',
      'bot',
      'user',
      'bot',
      'user',
      'bot',
    ]);
  });

  test('presses a button as Web Chat does, and the payload arrives', async () => {
    const node = await startNode(database, { respond });
    const { token } = await mint(node);
    const { texts, activities, post } = connect(node.url, { token, webSocket });
    await post({ type: 'message', text: 'menu' });
    await expect.poll(texts, { timeout: 5000 }).toEqual(['menu', 'chọn']);
    const { suggestedActions, attachments } = activities[1]!;
    expect(attachments).toHaveLength(1);
    const { text, value, displayText } = suggestedActions!.actions[0] as CardAction;
    const channelData = { messageBack: { displayText } };
    await post({ type: 'message', text, value, channelData });
    await expect.poll(texts, { timeout: 5000 }).toEqual(['menu', 'chọn', 'Có', '2: a:f/q=yes']);
  });

  test('is shown that an answer is coming, over a socket', async () => {
    const node = await startNode(database);
    const { token } = await mint(node);
    const { order, texts, post, statuses } = connect(node.url, { token, webSocket });
    await expect.poll(() => statuses.at(-1)).toBe(ConnectionStatus.Online);
    await post({ type: 'message', text: 'a' });
    await expect.poll(texts, { timeout: 5000 }).toEqual(['a', '1: a']);
    expect(order.filter((entry) => entry === 'typing bot')).toHaveLength(webSocket ? 1 : 0);
    if (webSocket) expect(order.indexOf('typing bot')).toBeLessThan(order.indexOf('message bot'));
  });

  test('restores the history with watermark 0', async () => {
    const node = await startNode(database);
    const { token, conversationId } = await mint(node);
    const first = connect(node.url, { token, webSocket });
    await first.post({ type: 'message', text: 'a' });
    await expect.poll(first.texts, { timeout: 5000 }).toEqual(['a', '1: a']);
    first.stop();
    const again = connect(node.url, { token, conversationId, watermark: '0', webSocket });
    await expect.poll(again.texts, { timeout: 5000 }).toEqual(['a', '1: a']);
    await again.post({ type: 'message', text: 'b' });
    await expect.poll(again.texts, { timeout: 5000 }).toEqual(['a', '1: a', 'b', '2: b']);
  });

  test('sends a picture', async () => {
    const node = await startNode(database);
    const { token } = await mint(node);
    const { texts, activities, post } = connect(node.url, { token, webSocket });
    const contentUrl = 'data:image/png;base64,iVBORw0KGgo=';
    await post({
      type: 'message',
      attachments: [{ contentType: 'image/png', contentUrl, name: 'a.png' }],
    });
    await expect.poll(texts, { timeout: 5000 }).toEqual(['', '1: image']);
    expect(activities[0]?.attachments).toEqual([{ contentType: 'image/png' }]);
  });

  test('two people on two nodes hear their own conversations only', async () => {
    const nodes = [await startNode(database), await startNode(database)] as const;
    const clients = await Promise.all(
      nodes.map(async (node, i) => {
        const { token } = await mint(nodes[1 - i]!);
        return connect(node.url, { token, webSocket });
      }),
    );
    await Promise.all(clients.map(({ post }, i) => post({ type: 'message', text: `p${i}` })));
    for (const [i, { texts }] of clients.entries()) {
      await expect.poll(texts, { timeout: 5000 }).toEqual([`p${i}`, `1: p${i}`]);
    }
  });
});

test('directlinejs hears of an expired token, and that what it said is to be sent again', async () => {
  let time = Date.now();
  const endpoint = await startEndpoint(database, { now: () => new Date(time) });
  const { token } = await mint(endpoint);
  const { post, statuses } = connect(endpoint.url, { token });
  await post({ type: 'message', text: 'a' });
  time += 31 * 60_000;
  expect(await post({ type: 'message', text: 'b' })).toBe('retry');
  expect(statuses.at(-1)).toBe(ConnectionStatus.ExpiredToken);
});

test('directlinejs retries what could not be stored, and it is said once', async () => {
  let refusals = 1;
  const accepted: string[] = [];
  const endpoint = await startEndpoint(database, {
    async accept({ eventId }) {
      if (refusals-- > 0) throw new Error('not stored');
      accepted.push(eventId);
    },
  });
  const { token } = await mint(endpoint);
  const { post, texts } = connect(endpoint.url, { token });
  const activity = { type: 'message', text: 'a', channelData: { clientActivityId: 'c' } };
  expect(await post(activity)).toBe('retry');
  expect(await post(activity)).toContain('|');
  await expect.poll(texts).toEqual(['a']);
  expect(accepted).toHaveLength(1);
});

test('directlinejs comes back to another node after its own went away, and misses nothing', async () => {
  const first = await startEndpoint(database);
  const second = await startEndpoint(database);
  const { token } = await mint(first);
  // The client asks the node that is there, as behind a load balancer.
  let url = first.url;
  const { texts, client } = connect(first.url, { token, random: () => -0.25 } as Options);
  const conversation = () => (client as unknown as { conversationId: string }).conversationId;
  await expect.poll(conversation).toBeDefined();
  const reply = (text: string) => ({ text, buttons: [] });
  await second.send(conversation(), reply('a'));
  await expect.poll(texts).toEqual(['a']);
  url = second.url;
  Object.assign(client, { domain: `${url}/v3/directline` });
  await first.close();
  await second.send(conversation(), reply('b'));
  await expect.poll(texts, { timeout: 10_000 }).toEqual(['a', 'b']);
  await second.send(conversation(), reply('c'));
  await expect.poll(texts).toEqual(['a', 'b', 'c']);
});

test('directlinejs asks for its session', async () => {
  const endpoint = await startEndpoint(database);
  const { token } = await mint(endpoint);
  const { client } = connect(endpoint.url, { token });
  const session = await new Promise<string>((resolve, reject) => {
    client.getSessionId().subscribe(resolve, reject);
  });
  expect(session).not.toBe('');
});
