import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SignJWT, UnsecuredJWT } from 'jose';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { createBotService } from '../../../src/channels/bot-service/bot-service.ts';
import type { BotServiceSettings } from '../../../src/channels/bot-service/settings.ts';
import type { ChannelContext } from '../../../src/channels/channel.ts';
import type { Rendered } from '../../../src/channels/render.ts';
import { SendError } from '../../../src/channels/send.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { house } from '../telegram/house.ts';
import {
  APP_ID,
  activityOf,
  type Failure,
  type FakeBotFramework,
  fakeBotFramework,
  settingsFor,
  TENANT_ID,
} from './fake-bot-framework.ts';

let database: Database;
let service: FakeBotFramework;
let server: Server | undefined;

beforeAll(async () => {
  database = await testDatabase();
});

beforeEach(async () => {
  service = await fakeBotFramework();
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await service.close();
});

afterAll(() => database.close());

const PERSON = 'directline:AbCdEf123-as';

/** The channel behind a server; `deliver` posts as Bot Service does. */
async function listening(
  given: Partial<ChannelContext> = {},
  settings: Partial<BotServiceSettings> = {},
) {
  const { context, taken } = house({ pool: database.pool, ...given });
  const channel = await createBotService(settingsFor(service, settings), context);
  server = createServer(express().use(channel.router!)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  const deliver = (activity: unknown, authorization?: string | null) =>
    service.deliver(url, activity, authorization);
  const refused = () =>
    context.metrics
      .metrics()
      .filter(({ name }) => name === 'webhook_refused')
      .map(({ labels }) => labels.reason);
  return { channel, taken, deliver, refused };
}

const message = (more: Record<string, unknown> = {}) =>
  activityOf(service.url, { type: 'message', text: 'Có miễn phí không?', ...more });

let ids = 0;

const rendered = (more: Partial<Rendered> = {}): Rendered => ({ text: 'a', buttons: [], ...more });

describe('the endpoint', () => {
  test('takes a message in, and not twice', async () => {
    const { deliver, taken } = await listening();
    const activity = message();
    expect([await deliver(activity), await deliver(activity)]).toEqual([200, 200]);
    expect(taken).toEqual([
      {
        channel: 'bot-service',
        person: PERSON,
        eventId: `${PERSON} ${activity.id}`,
        at: new Date(activity.timestamp),
        text: 'Có miễn phí không?',
      },
    ]);
  });

  test('greets who joins, once, and not the bot itself', async () => {
    const { deliver, taken } = await listening();
    const joined = (id: string) =>
      activityOf(service.url, { type: 'conversationUpdate', membersAdded: [{ id }] });
    expect(await deliver(joined('tro-ly@bot-handle'))).toBe(200);
    expect(taken).toEqual([]);
    await deliver(joined('dl_citizen-42'));
    await deliver(joined('dl_citizen-42'));
    expect(taken).toMatchObject([{ person: PERSON, tap: 'flow:welcome' }]);
  });

  test.each([
    [
      'a pressed button',
      { value: { payload: 'a:id-vn/citizen=yes' } },
      { tap: 'a:id-vn/citizen=yes' },
    ],
    [
      'a source',
      { type: 'event', name: 'start', text: undefined, value: { source: 'app' } },
      { tap: 'flow:welcome', source: 'app' },
    ],
    [
      'a picture',
      { text: undefined, attachments: [{ contentType: 'image/png', contentUrl: 'x' }] },
      { attachment: { kind: 'image' } },
    ],
    [
      'words beside their HTML',
      { text: 'a', attachments: [{ contentType: 'text/html', content: '<p>a' }] },
      { text: 'a' },
    ],
    ['more than is read', { text: 'a'.repeat(9000) }, { text: 'a'.repeat(4000) }],
  ])('understands %s', async (_name, more, content) => {
    const { deliver, taken } = await listening();
    expect(await deliver(message(more))).toBe(200);
    expect(taken).toMatchObject([content]);
  });

  test.each([
    ['a group', { conversation: { id: 'g', isGroup: true } }],
    ['what the bot said', { from: { id: 'tro-ly@bot-handle', role: 'bot' } }],
    ['typing', { type: 'typing' }],
    ['a reaction', { type: 'messageReaction', text: undefined }],
    ['another event', { type: 'event', name: 'webchat/join', value: { language: 'vi' } }],
    ['an empty message', { text: ' ' }],
    ['a form', { text: undefined, value: { field: 1 } }],
  ])('says nothing about %s', async (_name, more) => {
    const { deliver, taken, refused } = await listening();
    const conversation = {
      id: `nothing-${ids++}`,
      ...(more as Record<string, object>).conversation,
    };
    expect(await deliver(message({ ...more, conversation }))).toBe(200);
    expect([taken, refused()]).toEqual([[], []]);
    // Nor is it kept who that was.
    const { rows } = await database.pool.query(
      'SELECT 1 FROM bot_service_conversation WHERE conversation_id = $1',
      [conversation.id],
    );
    expect(rows).toEqual([]);
  });

  test('refuses what is not signed for us, and for where replies would go', async () => {
    const { deliver, taken, refused } = await listening();
    const { token, stranger, url } = service;
    const past = Math.floor(Date.now() / 1000) - 3600;
    const own = { iss: 'https://api.botframework.com', aud: APP_ID, serviceurl: url };
    const attempts: [header: string | null, activity?: Record<string, unknown>][] = [
      [null],
      [''],
      ['Bearer'],
      ['Bearer nonsense'],
      [`Basic ${await token()}`],
      [`Bearer ${await token({}, { kid: 'forged' })}`],
      [
        `Bearer ${await new SignJWT(own).setProtectedHeader({ alg: 'RS256', kid: 'good' }).setExpirationTime('1h').sign(stranger)}`,
      ],
      [
        `Bearer ${await new SignJWT(own).setProtectedHeader({ alg: 'HS256', kid: 'good' }).setExpirationTime('1h').sign(new Uint8Array(32))}`,
      ],
      [`Bearer ${new UnsecuredJWT(own).setExpirationTime('1h').encode()}`],
      [`Bearer ${await token({ exp: past })}`],
      [`Bearer ${await token({ aud: 'another-app' })}`],
      [`Bearer ${await token({ iss: 'https://sts.windows.net/x/' })}`],
      [`Bearer ${await token({ tid: 'unknown', ver: '1.0', appid: APP_ID })}`],
      [`Bearer ${await token({ serviceurl: 'https://evil.example' })}`],
      [`Bearer ${await token({ serviceurl: undefined })}`],
      [`Bearer ${await token()}`, { serviceUrl: 'https://evil.example' }],
      [`Bearer ${await token()}`, { serviceUrl: undefined }],
      // The key is endorsed for other channels.
      [`Bearer ${await token()}`, { channelId: 'slack' }],
      [`Bearer ${await token()}`, { channelId: '' }],
      [`Bearer ${await token()}`, { channelId: 'AseChannel' }],
    ];
    const statuses = [];
    for (const [header, more] of attempts) statuses.push(await deliver(message(more), header));
    expect(statuses).toEqual(attempts.map(() => 401));
    expect(taken).toEqual([]);
    expect(refused()).toEqual(['unsigned']);
    const { rows } = await database.pool.query(
      `SELECT 1 FROM bot_service_conversation WHERE service_url ~ 'evil'`,
    );
    expect(rows).toEqual([]);
    expect(await deliver(message())).toBe(200);
  });

  test('refuses what is malformed, oversized or of yesterday', async () => {
    const { deliver, taken, refused } = await listening();
    expect(await deliver('{')).toBe(401);
    expect(await deliver({ ...message(), id: { no: 'id' } })).toBe(200);
    expect(await deliver({ ...message(), text: 'x'.repeat(300_000) })).toBe(413);
    const timestamp = new Date(Date.now() - 26 * 3_600_000).toISOString();
    expect(await deliver({ ...message(), timestamp })).toBe(200);
    expect(taken).toEqual([]);
    expect(refused().sort()).toEqual(['oversized', 'replayed', 'unknown', 'unsigned']);
  });

  test('asks for the same again when it could not be stored, or the keys are out of reach', async () => {
    let isStored = false;
    const { deliver, refused } = await listening({
      accept: async () => {
        if (!isStored) throw new Error('not stored');
        return 'stored';
      },
    });
    service.state.isDown = true;
    expect(await deliver(message())).toBe(503);
    service.state.isDown = false;
    expect(await deliver(message())).toBe(503);
    isStored = true;
    expect(await deliver(message())).toBe(200);
    expect(refused()).toEqual(['not-stored']);
  });

  test('fetches the keys at the start', async () => {
    const { channel, deliver } = await listening();
    await channel.start!();
    expect(service.asked.metadata).toBe(1);
    await deliver(message());
    expect(service.asked.metadata).toBe(1);
    await channel.close();
  });

  test('fetches them anew before a message has to wait for that', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { channel, deliver } = await listening({ now: () => new Date() });
    await channel.start!();
    const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * 60_000);
    await pass(50);
    expect(service.asked.metadata).toBe(1);
    await pass(20);
    await vi.waitFor(() => expect(service.asked.metadata).toBe(2));
    // For most of a day nothing comes of it, if Microsoft is away.
    service.state.isDown = true;
    await pass(23 * 60);
    expect(await deliver(message())).toBe(200);
    await channel.close();
    const asked = service.asked.metadata;
    await pass(600);
    expect(service.asked.metadata).toBe(asked);
  });
});

describe('sending', () => {
  async function met(settings: Partial<BotServiceSettings> = {}, more = {}) {
    const made = await listening({}, settings);
    expect(await made.deliver(message(more))).toBe(200);
    return made.channel;
  }

  test('goes to the conversation, with choices and a link', async () => {
    const channel = await met();
    const buttons = [{ label: 'Có', payload: 'a:f/q=yes' }];
    const link = { label: 'Mở trang', url: 'https://x.vn/r/1', host: 'x.vn' };
    const sent = await channel.send(PERSON, rendered({ text: 'một\nhai', buttons, link }), 'k');
    expect(sent).toEqual({ deliveredId: 'AbCdEf123-as|b1' });
    expect(service.sent).toHaveLength(1);
    const { activity, conversation } = service.sent[0]!;
    expect(conversation).toBe('AbCdEf123-as');
    expect(activity).toMatchObject({
      type: 'message',
      text: 'một\nhai',
      textFormat: 'plain',
      locale: 'vi-VN',
      from: { id: 'tro-ly@bot-handle', name: 'Trợ lý' },
      recipient: { id: 'dl_citizen-42' },
      suggestedActions: {
        to: ['dl_citizen-42'],
        actions: [{ type: 'messageBack', title: 'Có', value: { payload: 'a:f/q=yes' } }],
      },
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.hero',
          content: {
            subtitle: 'x.vn',
            buttons: [{ type: 'openUrl', title: 'Mở trang', value: 'https://x.vn/r/1' }],
          },
        },
      ],
    });
    expect(activity.replyToId).toBeUndefined();
  });

  test('in Teams everything stands on a card', async () => {
    const channel = await met({}, { channelId: 'msteams' });
    const buttons = [{ label: 'Có', payload: 'a:f/q=yes' }];
    const link = { label: 'Mở', url: 'https://x.vn', host: 'x.vn' };
    const teams = PERSON.replace('directline', 'msteams');
    await channel.send(teams, rendered({ buttons, link }), 'k');
    await channel.send(teams, rendered(), 'k');
    const [first, second] = service.sent.map(({ activity }) => activity);
    expect(first!.suggestedActions).toBeUndefined();
    expect(first!.attachments![0]!.content.buttons).toMatchObject([
      { type: 'openUrl', title: 'Mở' },
      { type: 'messageBack', title: 'Có', value: { payload: 'a:f/q=yes' } },
    ]);
    expect(second!.attachments).toBeUndefined();
  });

  test('shows that an answer is coming', async () => {
    const channel = await met();
    await channel.typing!(PERSON);
    expect(service.sent).toMatchObject([{ activity: { type: 'typing' } }]);
  });

  test('uses one token for many, and the tenant of the app', async () => {
    const channel = await met({ tenantId: TENANT_ID });
    await Promise.all([1, 2, 3].map((n) => channel.send(PERSON, rendered(), `k${n}`)));
    expect([service.asked.tokens, service.sent.length]).toEqual([1, 3]);
  });

  test('does not go out once it was given up, and is taken back in the middle', async () => {
    const channel = await met();
    await expect(channel.send(PERSON, rendered(), 'k', AbortSignal.abort())).rejects.toThrow();
    expect(service.sent).toEqual([]);
    service.fail({ slowMs: 3000 });
    const began = performance.now();
    await expect(channel.send(PERSON, rendered(), 'k', AbortSignal.timeout(200))).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test('renews a token that is refused, once for all', async () => {
    let time = Date.now();
    const { channel, deliver } = await listening({ now: () => new Date(time) });
    await deliver(message());
    await channel.send(PERSON, rendered(), 'k');
    service.state.token = 'revoked';
    time += 60_000;
    const kind = 'refresh-and-retry';
    await expect(channel.send(PERSON, rendered(), 'k')).rejects.toMatchObject({ kind });
    await Promise.all([channel.refresh!(), channel.refresh!()]);
    await channel.refresh!();
    expect(service.asked.tokens).toBe(2);
    await channel.send(PERSON, rendered(), 'k');
    time += 56 * 60_000;
    await channel.send(PERSON, rendered(), 'k');
    expect(service.asked.tokens).toBe(3);
  });

  test.each<[Failure, Partial<SendError>]>([
    [
      { status: 429, retryAfter: 7 },
      { kind: 'retry-later', afterMs: 7000 },
    ],
    [{ status: 412 }, { kind: 'retry-later' }],
    [{ status: 500 }, { kind: 'retry-later' }],
    ['garbage', { kind: 'retry-later' }],
    [{ status: 403, code: 'ConversationBlockedByUser' }, { kind: 'permanent-for-this-person' }],
    [{ status: 404, code: 'ConversationNotFound' }, { kind: 'permanent-for-this-person' }],
    [{ status: 400, code: 'BadSyntax' }, { kind: 'needs-an-operator' }],
    [{ status: 413, code: 'MessageSizeTooBig' }, { kind: 'needs-an-operator' }],
  ])('classifies %j, and tries no more by itself', async (failure, expected) => {
    const channel = await met();
    service.fail(failure);
    const error = await channel.send(PERSON, rendered(), 'k').catch((reason) => reason);
    expect(error).toBeInstanceOf(SendError);
    expect(error).toMatchObject(expected);
    expect(service.sent).toEqual([]);
  });

  test('a connection that breaks is no answer', async () => {
    const channel = await met();
    service.fail('hang-up');
    const error = await channel.send(PERSON, rendered(), 'k').catch((reason) => reason);
    expect(error).not.toBeInstanceOf(SendError);
    expect(service.sent).toEqual([]);
  });

  test('an answer that does not come is not waited for', async () => {
    const { openFramework } = await import('../../../src/channels/bot-service/framework.ts');
    const tokens = { current: async () => 'bot-token-0', renew: async () => undefined };
    const { send } = openFramework(settingsFor(service), tokens, 100);
    const to = { channelId: 'directline', conversationId: 'c', serviceUrl: service.url };
    service.fail({ slowMs: 1000 });
    const sending = send({ ...to, botId: 'b', botName: null, userId: null }, { type: 'typing' });
    await expect(sending).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('a password that is not good needs an operator, a login host that is busy does not', async () => {
    const channel = await met({ password: 'wrong-password' });
    const refusal = channel.send(PERSON, rendered(), 'k');
    await expect(refusal).rejects.toMatchObject({
      kind: 'needs-an-operator',
      message: 'the login host: 401 invalid_client AADSTS7000215',
    });
    service.state.loginStatus = 503;
    const later = channel.send(PERSON, rendered(), 'k');
    await expect(later).rejects.toMatchObject({ kind: 'retry-later' });
  });

  test('to nobody we heard of is for good', async () => {
    const { channel } = await listening();
    const kind = 'permanent-for-this-person';
    await expect(channel.send('directline:x', rendered(), 'k')).rejects.toMatchObject({ kind });
  });
});

describe('for the operator', () => {
  test('tells that it works, and what is left to do', async () => {
    const { channel } = await listening();
    expect(await channel.check!()).toEqual({
      ok: true,
      message: `app ${APP_ID}, its password is good`,
      todo: ['messaging endpoint in the Azure portal: https://tro-ly.example.vn/api/messages'],
    });
  });

  test.each([
    ['a wrong password', { password: 'wrong-password' }, 'invalid_client'],
    ['a wrong address', { openIdUrl: 'http://127.0.0.1:9/openid' }, 'ECONNREFUSED'],
  ])('tells of %s without the secret', async (_name, settings, found) => {
    const { channel } = await listening({}, settings);
    const { ok, message: told } = await channel.check!();
    expect(ok).toBe(false);
    expect(told).toContain(found);
    expect(told).not.toContain('wrong-password');
  });
});
