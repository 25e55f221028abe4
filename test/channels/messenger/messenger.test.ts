import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelContext } from '../../../src/channels/channel.ts';
import { MARK } from '../../../src/channels/messenger/events.ts';
import { render } from '../../../src/channels/render.ts';
import { createLog } from '../../../src/log.ts';
import {
  echoOf,
  entryOf,
  eventFrom,
  type Failure,
  type FakeMessenger,
  fakeMessenger,
  type Given,
  messageFrom,
  PAGE_ID,
  PSID,
  VERIFY_TOKEN,
} from './fake-messenger.ts';
import { listening } from './house.ts';

let fake: FakeMessenger;
const open: { close(): Promise<unknown> }[] = [];

beforeEach(async () => {
  fake = await fakeMessenger();
});

afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
  await fake.close();
});

async function node(given?: Partial<ChannelContext>, settings?: Given) {
  const opened = await listening(fake, given, settings);
  open.push(opened);
  return opened;
}

const batch = (...entry: unknown[]) => JSON.stringify({ object: 'page', entry });

describe('the webhook', () => {
  test('takes in what is signed, once, in its order', async () => {
    const { post, taken } = await node();
    const [first, second] = [
      messageFrom(PSID, { text: 'một' }),
      messageFrom(PSID, { text: 'hai' }),
    ];
    expect(await post(first, second)).toBe(200);
    expect(await Promise.all([post(second), post(first), post(second, first)])).toEqual([
      200, 200, 200,
    ]);
    expect(taken.map(({ text }) => text)).toEqual(['một', 'hai']);
    expect(taken[0]).toEqual({
      channel: 'messenger',
      person: PSID,
      eventId: first.message.mid,
      at: new Date(first.timestamp),
      text: 'một',
    });
  });

  test('is told 503 when nothing could be stored', async () => {
    const { post } = await node({ accept: () => Promise.reject(new Error('away')) });
    expect(await post(messageFrom(PSID))).toBe(503);
  });

  test.each<[string, string, string | undefined, number, string]>([
    [
      'another signature',
      batch(entryOf([messageFrom(PSID)])),
      `sha256=${'0'.repeat(64)}`,
      401,
      'unsigned',
    ],
    ['no signature', batch(entryOf([messageFrom(PSID)])), '', 401, 'unsigned'],
    ['no JSON', '{"object":', undefined, 400, 'malformed'],
    ['no batch', '{"hello":1}', undefined, 200, 'unknown'],
    [
      'a broken message',
      batch(entryOf([messageFrom(PSID, { mid: 7 })])),
      undefined,
      200,
      'unknown',
    ],
    [
      'a message of last week',
      batch(entryOf([{ ...messageFrom(PSID), timestamp: Date.now() - 7 * 86_400_000 }])),
      undefined,
      200,
      'replayed',
    ],
    ['a large body', 'x'.repeat(1_100_000), undefined, 413, 'oversized'],
  ])('changes nothing for %s', async (_, body, signature, status, reason) => {
    const { postRaw, taken, counted } = await node();
    expect(await postRaw(body, signature)).toBe(status);
    expect(taken).toEqual([]);
    expect(counted('webhook_refused')).toEqual({ [reason]: 1 });
  });

  test('one broken event costs none of those beside it', async () => {
    const { post, taken, counted } = await node();
    expect(await post({ sender: 1 }, messageFrom(PSID), null)).toBe(200);
    expect(taken).toHaveLength(1);
    expect(counted('webhook_refused')).toEqual({ unknown: 2 });
  });

  test('is silent in standby, and to receipts, other objects and other pages', async () => {
    const { post, postRaw, taken, counted } = await node({}, { pageId: PAGE_ID });
    await postRaw(batch({ id: PAGE_ID, time: 1, standby: [messageFrom(PSID), echoOf(PSID, {})] }));
    await postRaw(JSON.stringify({ object: 'instagram', entry: [entryOf([messageFrom(PSID)])] }));
    await postRaw(batch(entryOf([messageFrom(PSID)], '99'), { id: PAGE_ID, changes: [] }));
    await post(eventFrom(PSID, { read: { watermark: 1 } }), eventFrom(PSID, { novelty: {} }));
    expect(taken).toEqual([]);
    expect(counted('messenger_events')).toEqual({
      standby: 2,
      'other-object': 1,
      'other-page': 1,
      read: 1,
      other: 1,
    });
  });

  test('what is not known or has no shape is logged by its fields, without what is in them', async () => {
    const lines: string[] = [];
    const { post } = await node({
      log: createLog('trace', { write: (line) => void lines.push(line) }),
    });
    const secrets = { text: 'bí mật 031199001234', 'tên Lan': 1, phone: '84912345678' };
    await post(
      { ...eventFrom(PSID, {}), novelty: { ...secrets, 'a@b.vn': 1 } },
      { ...messageFrom(PSID, { mid: 7, ...secrets }), sender: { id: PSID, name: 'Nguyễn Lan' } },
    );
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { fields: expect.arrayContaining(['novelty.text', 'novelty.phone', 'sender.id']) },
      { fields: expect.arrayContaining(['message.mid', 'message.phone', 'sender.name']) },
    ]);
    expect(lines.join()).not.toMatch(/bí|Lan|84912345678|a@b|031199001234/);
    expect(lines.join()).not.toContain(PSID);
  });

  test('with a pattern only our links are sources', async () => {
    const { post, taken } = await node({}, { refs: 'HP-\\w+|qr' });
    for (const ref of ['HP-7K2Q', 'qr-sale', 'sale-HP-1']) {
      await post(eventFrom(PSID, { referral: { ref }, timestamp: Date.now() }));
    }
    expect(taken.map(({ source }) => source)).toEqual(['HP-7K2Q']);
  });
});

describe('the challenge', () => {
  const ask = async (url: string, query: Record<string, string>) => {
    const response = await fetch(`${url}?${new URLSearchParams(query)}`);
    return { status: response.status, text: await response.text() };
  };
  const right = {
    'hub.mode': 'subscribe',
    'hub.verify_token': VERIFY_TOKEN,
    'hub.challenge': '1158201444',
  };

  test('comes back to who knows the token', async () => {
    const { url } = await node();
    expect(await ask(url, right)).toEqual({ status: 200, text: '1158201444' });
  });

  test.each([
    [{ 'hub.verify_token': 'another' }],
    [{ 'hub.mode': 'unsubscribe' }],
    [{ 'hub.challenge': '<script>alert(1)</script>' }],
  ])('not with %j', async (wrong) => {
    const { url, counted } = await node();
    expect((await ask(url, { ...right, ...wrong })).status).toBe(403);
    expect(counted('webhook_refused')).toEqual({ unsigned: 1 });
  });

  test('not while no token is set', async () => {
    const { url } = await node({}, { verifyToken: undefined });
    expect((await ask(url, { ...right, 'hub.verify_token': '' })).status).toBe(403);
  });
});

describe('sending', () => {
  const words = { choose: 'Chọn:', chooseAlso: 'Hoặc nhắn số:' };
  const message = { text: 'a', buttons: [] };

  test('choices are quick replies, the link is a button, and a mark goes along', async () => {
    const { channel } = await node();
    const link = {
      name: 'x',
      label: 'Mở trang đăng ký tên miền',
      url: 'https://tro-ly.example.vn/r/1',
      host: 'x.vn',
    };
    const buttons = Array.from({ length: 14 }, (_, i) => ({
      label: `Mục ${i + 1}`,
      payload: `flow:${i}`,
    }));
    const text = `${'Câu thứ nhất. '.repeat(60)}Chọn một việc:`;
    const rendered = render({ text, buttons, link }, channel.capabilities, words);
    for (const part of rendered) await channel.send(PSID, part, 'k');
    const bodies = fake.called('/me/messages').map(({ body }) => body);
    expect(bodies.length).toBeGreaterThan(1);
    expect(bodies[0]).toEqual({
      recipient: { id: PSID },
      messaging_type: 'RESPONSE',
      message: { text: rendered[0]!.text, metadata: MARK },
    });
    expect(bodies.at(-1).message).toEqual({
      attachment: {
        type: 'template',
        payload: {
          template_type: 'button',
          text: expect.stringMatching(
            /Mở trang đăng ký tên miền: x\.vn\n\nHoặc nhắn số:\n14\. Mục 14$/,
          ),
          buttons: [{ type: 'web_url', title: expect.stringContaining('…'), url: link.url }],
        },
      },
      quick_replies: buttons.slice(0, 13).map(({ label, payload }) => ({
        content_type: 'text',
        title: label,
        payload: `hp:${payload}`,
      })),
      metadata: MARK,
    });
  });

  test('a payload that would be too long with its mark becomes a number', async () => {
    const { channel } = await node();
    const buttons = [{ label: 'Có', payload: 'x'.repeat(998) }];
    const [part] = render({ text: 'a', buttons }, channel.capabilities, words);
    expect(await channel.send(PSID, part!, 'k')).toEqual({ deliveredId: 'm_sent-1' });
    expect(fake.sent[0]).toMatchObject({ text: 'a\n\nChọn:\n1. Có', quickReplies: [] });
  });

  test('shows that it is writing', async () => {
    const { channel } = await node();
    await channel.typing!(PSID);
    expect(fake.called('/me/messages')[0]!.body).toEqual({
      recipient: { id: PSID },
      sender_action: 'typing_on',
    });
  });

  test.each<[Failure, object]>([
    [
      { code: 10, subcode: 2018278, message: 'outside of allowed window' },
      { kind: 'permanent-for-this-person' },
    ],
    [{ code: 551, subcode: 1545041 }, { kind: 'permanent-for-this-person' }],
    [{ code: 190, subcode: 463, status: 401 }, { kind: 'needs-an-operator' }],
    [
      { code: 1200, status: 500, transient: true },
      { kind: 'retry-later', afterMs: undefined },
    ],
    [{ code: 613 }, { kind: 'retry-later', scope: 'chat', afterMs: 30_000 }],
    [
      { code: 32, headers: { 'Retry-After': '7' } },
      { kind: 'retry-later', scope: 'platform', afterMs: 7000 },
    ],
    [
      {
        code: 80006,
        headers: {
          'X-Business-Use-Case-Usage': `{"${PAGE_ID}":[{"type":"messenger","call_count":101,"estimated_time_to_regain_access":3}]}`,
        },
      },
      { kind: 'retry-later', scope: 'platform', afterMs: 180_000 },
    ],
    ['garbage', { kind: 'retry-later', afterMs: undefined }],
  ])('tells what %j means', async (failure, meaning) => {
    const { channel } = await node();
    fake.fail(failure);
    await expect(channel.send(PSID, message, 'k')).rejects.toMatchObject(meaning);
    expect(await channel.send(PSID, message, 'k')).toEqual({ deliveredId: 'm_sent-1' });
  });

  test('what was given up does not go out, and is taken back in the middle', async () => {
    const { channel } = await node();
    await expect(channel.send(PSID, message, 'k', AbortSignal.abort())).rejects.toThrow();
    expect(fake.called('/me/messages')).toEqual([]);
    fake.fail({ slowMs: 3000 });
    const began = performance.now();
    await expect(channel.send(PSID, message, 'k', AbortSignal.timeout(50))).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(1500);
  });

  test('a hang-up is an error like any other, and no secret is in its words', async () => {
    const { channel } = await node();
    fake.fail('hang-up');
    const hung = await channel.send(PSID, message, 'k').catch((error) => error);
    expect(hung.name).not.toBe('SendError');
    fake.expire();
    const refused = await channel.send(PSID, message, 'k').catch((error) => error);
    expect(refused).toMatchObject({ kind: 'needs-an-operator' });
    for (const error of [hung, refused]) {
      expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain('FakeFake');
    }
  });
});
