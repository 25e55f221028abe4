import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MintedToken } from '../../../src/channels/direct-line/token.ts';
import { SendError } from '../../../src/channels/send.ts';
import { createPool } from '../../../src/database/client.ts';
import type { Database } from '../../../src/database/open.ts';
import { NotStoredError } from '../../../src/delivery/inbox.ts';
import { testDatabase, testLog } from '../../support/database.ts';
import { published } from './activity-schema.ts';
import { follow, json, type Opened, refusal, reply, SECRET, startEndpoint } from './endpoint.ts';

let database: Database;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.close());

const CONVERSATIONS = '/v3/directline/conversations';
const GENERATE = '/v3/directline/tokens/generate';
const REFRESH = '/v3/directline/tokens/refresh';

/** The claims of a token, as directlinejs reads them. */
function claims(token: string): { user?: string; conv: string; exp: number } {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
}

describe('tokens', () => {
  test.each([{ user: { id: 'dl_1' } }, { User: { Id: 'dl_1' } }])(
    'the secret mints one with %j; the conversation is not started',
    async (body) => {
      const { call, read } = await startEndpoint(database);
      const minted = published<MintedToken>(
        'Conversation',
        await json(await call('POST', GENERATE, SECRET, body)),
      );
      expect(claims(minted.token)).toMatchObject({ user: 'dl_1', conv: minted.conversationId });
      await expect(read(minted)).rejects.toThrow();
      expect((await call('POST', CONVERSATIONS, minted.token)).status).toBe(201);
      expect((await call('POST', CONVERSATIONS, minted.token)).status).toBe(200);
    },
  );

  test('without a body a token leaves the user open', async () => {
    const { call } = await startEndpoint(database);
    const { token } = await json<MintedToken>(await call('POST', GENERATE, SECRET));
    expect(claims(token).user).toBeUndefined();
  });

  test('only the secret mints; without DIRECT_LINE_SECRET nobody does', async () => {
    const { call, begin } = await startEndpoint(database);
    expect(await refusal(await call('POST', GENERATE, (await begin()).token), 403)).toBe(
      'Forbidden',
    );
    expect(await refusal(await call('POST', GENERATE, 'guess'), 403)).toBe('Forbidden');
    const closed = await startEndpoint(database, { secret: undefined } as object);
    expect(await refusal(await closed.call('POST', GENERATE, SECRET), 403)).toBe('Forbidden');
    expect(await refusal(await closed.call('POST', GENERATE, 'undefined'), 403)).toBe('Forbidden');
  });

  test('are refreshed for the same conversation and user, as long as they are valid', async () => {
    let time = Date.parse('2026-11-22T01:00:00Z');
    const { call, begin, post } = await startEndpoint(database, { now: () => new Date(time) });
    const opened = await begin();
    time += 29 * 60_000;
    const fresh = await json<MintedToken>(await call('POST', REFRESH, opened.token));
    expect(claims(fresh.token)).toMatchObject({
      user: claims(opened.token).user,
      conv: opened.conversationId,
    });
    expect(claims(fresh.token).exp).toBeGreaterThan(claims(opened.token).exp);
    time += 2 * 60_000;
    expect(await refusal(await call('POST', REFRESH, opened.token), 403)).toBe('TokenExpired');
    const late = await post(opened, { type: 'message', text: 'a' });
    expect(await refusal(late, 403)).toBe('TokenExpired');
    expect((await post({ ...opened, token: fresh.token }, { type: 'typing' })).status).toBe(200);
  });

  test('may be bound to the origins of pages', async () => {
    const { call, url } = await startEndpoint(database);
    const body = { trustedOrigins: ['https://Page.example.vn/'] };
    const { token } = await json<MintedToken>(await call('POST', GENERATE, SECRET, body));
    const from = (origin: string) =>
      fetch(url + CONVERSATIONS, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, Origin: origin },
      });
    expect(await refusal(await from('https://other.example.vn'), 403)).toBe('Forbidden');
    const opened = await json<Opened>(await from('https://page.example.vn'));
    await expect(follow(opened.streamUrl, 'https://other.example.vn')).rejects.toThrow('403');
    await follow(opened.streamUrl, 'https://page.example.vn');
  });

  test('a stream’s token is good for nothing else, nor another for a stream', async () => {
    const { call, begin } = await startEndpoint(database);
    const opened = await begin();
    const url = new URL(opened.streamUrl);
    expect(await refusal(await call('POST', REFRESH, url.searchParams.get('t')!), 403)).toBe(
      'Forbidden',
    );
    url.searchParams.set('t', opened.token);
    await expect(follow(url.href)).rejects.toThrow('403');
    url.searchParams.delete('t');
    await expect(follow(url.href)).rejects.toThrow('401');
  });
});

describe('a call', () => {
  test('without a proper Authorization header is 401', async () => {
    const { call, url } = await startEndpoint(database);
    expect(await refusal(await call('POST', CONVERSATIONS), 401)).toBe('Unauthorized');
    const headers = { Authorization: 'Basic abc' };
    const basic = await fetch(url + CONVERSATIONS, { method: 'POST', headers });
    expect(await refusal(basic, 401)).toBe('Unauthorized');
  });

  test('with a token of another key, or of no signature, is 403', async () => {
    const other = await startEndpoint(database, { tokenKey: 'another-key-0123456789-0123456789' });
    const { call, begin } = await startEndpoint(database);
    const { token } = await other.begin();
    expect(await refusal(await call('POST', REFRESH, token), 403)).toBe('Forbidden');
    const [, payload] = (await begin()).token.split('.');
    const head = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const unsigned = await call('POST', REFRESH, `${head}.${payload}.`);
    expect(await refusal(unsigned, 403)).toBe('Forbidden');
  });

  test('for another conversation is 403, for none 404', async () => {
    const { call, begin, post, read } = await startEndpoint(database);
    const [mine, other] = [await begin(), await begin()];
    const crossed = { ...other, token: mine.token };
    expect(await refusal(await post(crossed, { type: 'message', text: 'a' }), 403)).toBe(
      'Forbidden',
    );
    await expect(read(crossed)).rejects.toThrow();
    const path = `${CONVERSATIONS}/${other.conversationId}`;
    expect(await refusal(await call('GET', path, mine.token), 403)).toBe('Forbidden');
    expect(await refusal(await call('POST', `${path}/upload`, mine.token, {}), 403)).toBe(
      'Forbidden',
    );
    expect(await refusal(await call('GET', `${CONVERSATIONS}/none`, SECRET), 404)).toBe('NotFound');
    expect(await refusal(await call('GET', '/v3/directline/none', SECRET), 404)).toBe('NotFound');
    const none = { conversationId: 'none', token: SECRET, expires_in: 0 };
    expect(await refusal(await post(none, { type: 'message', text: 'a' }), 404)).toBe('NotFound');
  });

  test('that cannot be read is 400 or 413 and is not quoted', async () => {
    const { call, begin, post, url } = await startEndpoint(database);
    const opened = await begin();
    const path = `${CONVERSATIONS}/${opened.conversationId}/activities`;
    const broken = await fetch(url + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${opened.token}`, 'Content-Type': 'application/json' },
      body: '{"text": Nguyen',
    });
    expect(await refusal(broken.clone(), 400)).toBe('BadSyntax');
    expect(await broken.text()).not.toContain('Nguyen');
    expect(await refusal(await post(opened, { text: 'a' }), 400)).toBe('BadArgument');
    const long = await post(opened, { type: 'message', text: 'a'.repeat(4001) });
    expect(await refusal(long, 400)).toBe('MessageSizeTooBig');
    const huge = await post(opened, { type: 'message', value: 'a'.repeat(256 * 1024) });
    expect(await refusal(huge, 413)).toBe('MessageSizeTooBig');
    const mark = await call('GET', `${path}?watermark=x`, opened.token);
    expect(await refusal(mark, 400)).toBe('BadArgument');
  });

  test('from a page of any origin is let through, and asked for beforehand', async () => {
    const { url } = await startEndpoint(database);
    const preflight = await fetch(url + CONVERSATIONS, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://page.example.vn',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,x-ms-bot-agent',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe(
      'authorization,content-type,x-ms-bot-agent',
    );
    for (const path of [CONVERSATIONS, '/chat/token']) {
      const answer = await fetch(url + path, { method: 'POST' });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    }
  });
});

describe('an activity', () => {
  test('comes from the token’s user, whoever it says it is from', async () => {
    const { begin, post, read } = await startEndpoint(database);
    const opened = await begin();
    await json(await post(opened, { type: 'message', text: 'a', from: { id: 'dl_other' } }));
    const { user } = claims(opened.token);
    const [activity] = (await read(opened)).activities;
    expect(activity?.from).toEqual({ id: user, name: user, role: 'user' });
  });

  test('may name its sender only where the token does not, and never as dl_', async () => {
    const { call, post, read } = await startEndpoint(database);
    const { token } = await json<MintedToken>(await call('POST', GENERATE, SECRET));
    const opened = await json<Opened>(await call('POST', CONVERSATIONS, token));
    const message = { type: 'message', text: 'a' };
    const spoofed = await post(opened, { ...message, from: { id: 'dl_1' } });
    expect(await refusal(spoofed, 400)).toBe('BadArgument');
    await json(await post(opened, { ...message, from: { id: 'user1', name: 'Nguyễn' } }));
    await json(await post({ ...opened, token: SECRET }, { ...message, from: { id: 'dl_2' } }));
    const { activities } = await read(opened);
    expect(activities.map(({ from }) => from.id)).toEqual(['user1', 'dl_2']);
    expect(JSON.stringify(activities)).not.toContain('Nguyễn');
  });

  test('of the secret’s conversation: a token minted again keeps the bound user', async () => {
    const { call } = await startEndpoint(database);
    const { token } = await json<MintedToken>(
      await call('POST', GENERATE, SECRET, { user: { id: 'dl_1' } }),
    );
    const { conversationId } = await json<Opened>(await call('POST', CONVERSATIONS, token));
    const again = await json<Opened>(
      await call('GET', `${CONVERSATIONS}/${conversationId}`, SECRET),
    );
    expect(claims(again.token).user).toBe('dl_1');
  });

  test('is handed on with its words and echoed with them masked', async () => {
    const mask = (text: string) => text.replaceAll(/\d/g, '*');
    const { accepted, begin, post, read } = await startEndpoint(database, { mask });
    const opened = await begin();
    const { id } = await json<{ id: string }>(
      await post(opened, {
        type: 'message',
        text: 'cccd 031203',
        value: { other: '031203' },
        entities: [{ text: '031203' }],
        channelData: {
          clientActivityId: 'c-1',
          messageBack: { displayText: 'là 031203' },
          other: '031203',
        },
      }),
    );
    expect(accepted).toMatchObject([
      { channel: 'web', person: opened.conversationId, text: 'cccd 031203' },
    ]);
    const { activities } = await read(opened);
    expect(activities).toMatchObject([
      { id, text: 'cccd ******', channelData: { clientActivityId: 'c-1' } },
    ]);
    expect(JSON.stringify(activities[0])).not.toContain('031203');
    const { rows } = await database.pool.query(
      'SELECT activity::text FROM direct_line_activity WHERE conversation_id = $1',
      [opened.conversationId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].activity).not.toContain('031203');
  });

  test.each([
    ['clientActivityId'],
    // As Web Chat spells it, which takes a message for sent only when this comes back.
    ['clientActivityID'],
  ])('sent again with its %s is the same one', async (name) => {
    const { accepted, begin, post, read } = await startEndpoint(database);
    const opened = await begin();
    const activity = { type: 'message', text: 'a', channelData: { [name]: 'c-1' } };
    const ids = new Set<string>();
    for (const response of await Promise.all([1, 2, 3].map(() => post(opened, activity)))) {
      ids.add((await json<{ id: string }>(response)).id);
    }
    expect(ids.size).toBe(1);
    expect((await read(opened)).activities).toMatchObject([{ channelData: { [name]: 'c-1' } }]);
    expect(new Set(accepted.map(({ eventId }) => eventId)).size).toBe(1);
    await json(await post(opened, { type: 'message', text: 'a' }));
    expect((await read(opened)).activities).toHaveLength(2);
    expect(new Set(accepted.map(({ eventId }) => eventId)).size).toBe(2);
  });

  test('of another kind than a message is taken, and is not for the assistant', async () => {
    const { accepted, begin, post, read } = await startEndpoint(database);
    const opened = await begin();
    for (const type of ['typing', 'conversationUpdate', 'event']) {
      const { id } = await json<{ id: string }>(await post(opened, { type, name: 'x' }));
      expect(id).toContain(opened.conversationId);
    }
    expect(accepted).toEqual([]);
    expect((await read(opened)).activities.map(({ type }) => type)).toEqual(['event']);
  });

  test('named start begins the conversation', async () => {
    const { accepted, begin, post } = await startEndpoint(database);
    const opened = await begin();
    await json(await post(opened, { type: 'event', name: 'start', value: { source: 'qr-7' } }));
    expect(accepted).toMatchObject([{ tap: 'flow:welcome', source: 'qr-7' }]);
  });

  test('endOfConversation stops posting and replies; what was said can be read', async () => {
    const { begin, post, read, send } = await startEndpoint(database);
    const opened = await begin();
    await json(await post(opened, { type: 'message', text: 'a' }));
    await json(await post(opened, { type: 'endOfConversation' }));
    const late = await post(opened, { type: 'message', text: 'b' });
    expect(await refusal(late, 409)).toBe('ConversationEnded');
    await expect(send(opened.conversationId, reply('c'))).rejects.toMatchObject({ retry: false });
    expect((await read(opened)).activities.map(({ type }) => type)).toEqual([
      'message',
      'endOfConversation',
    ]);
  });

  test('over the rate is 429, with the time to wait', async () => {
    const { begin, post } = await startEndpoint(database, { postsPerMinute: 2 });
    const opened = await begin();
    const statuses = [];
    for (let i = 0; i < 2; i++) statuses.push((await post(opened, { type: 'typing' })).status);
    expect(statuses).toEqual([200, 200]);
    const refused = await post(opened, { type: 'typing' });
    expect(refused.headers.get('Retry-After')).toBe('60');
    expect(await refusal(refused, 429)).toBe('TooManyRequests');
    expect((await post(await begin(), { type: 'typing' })).status).toBe(200);
  });
});

describe('an upload', () => {
  const upload = (url: string, opened: Opened, body: BodyInit, type?: string) =>
    fetch(`${url}${CONVERSATIONS}/${opened.conversationId}/upload?userId=dl_other`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${opened.token}`,
        ...(type !== undefined && { 'Content-Type': type }),
      },
      body,
    });

  test('of one file is handed on as its kind; the file is nowhere', async () => {
    const { accepted, begin, read, url } = await startEndpoint(database);
    const opened = await begin();
    await json(await upload(url, opened, new Uint8Array(1024 * 1024), 'image/jpeg'));
    expect(accepted).toMatchObject([{ attachment: { kind: 'image' } }]);
    const [activity] = (await read(opened)).activities;
    expect(activity).toMatchObject({
      type: 'message',
      from: { id: claims(opened.token).user },
      attachments: [{ contentType: 'image/jpeg' }],
    });
  });

  test('of a JSON file is a file', async () => {
    const { accepted, begin, url } = await startEndpoint(database);
    await json(
      await upload(url, await begin(), '{"type":"message","text":"a"}', 'application/json'),
    );
    expect(accepted).toMatchObject([{ attachment: { kind: 'file' } }]);
  });

  test('as a form with an activity is that message', async () => {
    const { accepted, begin, read, url } = await startEndpoint(database);
    const opened = await begin();
    const form = new FormData();
    const activity = { type: 'message', text: 'đây ạ', channelData: { clientActivityId: 'c-1' } };
    const type = 'application/vnd.microsoft.activity';
    form.append('activity', new Blob([JSON.stringify(activity)], { type }));
    form.append('file', new Blob(['%PDF'], { type: 'application/pdf' }), 'Nguyen Van A.pdf');
    await json(await upload(url, opened, form));
    expect(accepted).toMatchObject([{ text: 'đây ạ' }]);
    const { activities } = await read(opened);
    expect(activities).toMatchObject([
      { text: 'đây ạ', attachments: [{ contentType: 'application/pdf' }] },
    ]);
    expect(JSON.stringify(activities)).not.toContain('Nguyen');
  });

  test('over 10 MB is 413', async () => {
    const { accepted, begin, url } = await startEndpoint(database);
    const body = new Uint8Array(11 * 1024 * 1024);
    const refused = await upload(url, await begin(), body, 'image/png').catch(() => undefined);
    // The connection may be gone before a client that is still sending reads the answer.
    if (refused !== undefined) expect(await refusal(refused, 413)).toBe('MessageSizeTooBig');
    expect(accepted).toEqual([]);
  });
});

describe('when storing fails', () => {
  test('a refusing inbox is 503, and the message can be sent again', async () => {
    let refuse = true;
    const { begin, post, read } = await startEndpoint(database, {
      async accept() {
        if (refuse) throw new NotStoredError('the message could not be stored');
      },
    });
    const opened = await begin();
    const activity = { type: 'message', text: 'a', channelData: { clientActivityId: 'c-1' } };
    expect(await refusal(await post(opened, activity), 503)).toBe('ServiceError');
    expect((await read(opened)).activities).toEqual([]);
    refuse = false;
    await json(await post(opened, activity));
    expect((await read(opened)).activities).toHaveLength(1);
  });

  test('a database that is away is 503 within 2 s', async () => {
    // Nobody listens on port 1.
    const pool = createPool('postgresql://nobody@127.0.0.1:1/none', testLog);
    const { begin } = await startEndpoint(database);
    const opened = await begin();
    const { post, call, accepted } = await startEndpoint(database, { pool });
    const began = performance.now();
    expect(await refusal(await post(opened, { type: 'message', text: 'a' }), 503)).toBe(
      'ServiceError',
    );
    expect(await refusal(await call('POST', CONVERSATIONS, SECRET), 503)).toBe('ServiceError');
    expect(performance.now() - began).toBeLessThan(2000);
    expect(accepted).toEqual([]);
    await pool.end();
  });

  test('a row that stays locked is 503 within 2 s', async () => {
    const { begin, post, accepted } = await startEndpoint(database);
    const opened = await begin();
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT FROM direct_line_conversation WHERE id = $1 FOR UPDATE', [
        opened.conversationId,
      ]);
      const began = performance.now();
      expect(await refusal(await post(opened, { type: 'message', text: 'a' }), 503)).toBe(
        'ServiceError',
      );
      expect(performance.now() - began).toBeLessThan(2000);
      expect(accepted).toEqual([]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});

describe('a reply', () => {
  test('with a key stands there once, however often it is sent', async () => {
    const { begin, read, send } = await startEndpoint(database);
    const opened = await begin();
    const [first, again] = [
      await send(opened.conversationId, reply('a'), 'outbox 1'),
      await send(opened.conversationId, reply('a'), 'outbox 1'),
    ];
    expect(again).toEqual(first);
    const { activities } = await read(opened);
    expect(activities.map(({ id }) => id)).toEqual([first.deliveredId]);
    expect(activities[0]?.recipient.id).toBe(claims(opened.token).user);
  });

  test('to a conversation that is not there is refused for good', async () => {
    const { send } = await startEndpoint(database);
    const sent = send('none', reply('a'));
    await expect(sent).rejects.toBeInstanceOf(SendError);
    await expect(sent).rejects.toMatchObject({ retry: false });
  });
});
