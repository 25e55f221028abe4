import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  APP_ID,
  type FakeMessenger,
  fakeMessenger,
  type Given,
  PAGE_ID,
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

async function channel(settings: Given = {}) {
  const opened = await listening(fake, {}, settings);
  open.push(opened);
  return opened.channel;
}

const page = `page "Hải Phòng" ${PAGE_ID}`;

describe('check', () => {
  test('names the page', async () => {
    expect(await (await channel({ pageId: PAGE_ID })).check!()).toEqual({
      ok: true,
      message: page,
    });
  });

  test('tells what is to be done by hand where our app is not known', async () => {
    const { ok, todo = [] } = await (await channel({ appId: undefined })).check!();
    expect(ok).toBe(true);
    expect(todo.join('\n')).toContain('https://tro-ly.example.vn/webhooks/messenger');
    expect(todo.join('\n')).not.toContain(VERIFY_TOKEN);
  });

  test('finds a token of another page, a missing verify token, a dead token', async () => {
    expect(await (await channel({ pageId: '1' })).check!()).toEqual({
      ok: false,
      message: `the token is of ${page}, MESSENGER_PAGE_ID says 1`,
    });
    expect(await (await channel({ verifyToken: undefined })).check!()).toEqual({
      ok: false,
      message: `${page}, but MESSENGER_VERIFY_TOKEN is not set`,
    });
    fake.expire();
    expect(await (await channel()).check!()).toEqual({
      ok: false,
      message: 'Messenger 190: Malformed access token …',
    });
  });

  test('never rejects when the platform is away', async () => {
    const asked = await channel({ apiRoot: 'http://127.0.0.1:9' });
    expect(await asked.check!()).toMatchObject({ ok: false });
  });
});

describe('register', () => {
  test('sets the webhook, subscribes the page, writes greeting and menu', async () => {
    expect(await (await channel()).register!()).toEqual({
      ok: true,
      message: 'webhook set, page subscribed, greeting and 5 menu entries set',
    });
    expect(fake.webhook()).toBe('https://tro-ly.example.vn/webhooks/messenger');
    const fields =
      'messages,messaging_postbacks,messaging_referrals,message_echoes,messaging_handovers,standby';
    expect(fake.called(`/${APP_ID}/subscriptions`)[0]!.query.fields).toBe(fields);
    expect(fake.called('/me/subscribed_apps')[0]!.query.subscribed_fields).toBe(fields);
    const { body } = fake.called('/me/messenger_profile')[0]!;
    expect(body.get_started).toEqual({ payload: 'GET_STARTED' });
    expect(body.greeting).toEqual([
      { locale: 'default', text: expect.stringContaining('trợ lý tự động') },
    ]);
    expect(body.persistent_menu[0].call_to_actions[0]).toEqual({
      type: 'postback',
      title: 'Hỏi trợ lý tên miền .vn',
      payload: 'hp:flow:welcome',
    });
  });

  test('leaves a page’s own greeting and menu alone when told so', async () => {
    const { message } = await (await channel({ profile: false })).register!();
    expect(message).toBe('webhook set, page subscribed');
    expect(fake.called('/me/messenger_profile')).toEqual([]);
  });

  test('tells that Facebook could not verify the webhook', async () => {
    const asked = await channel();
    fake.reach((url) => url.replace('https://tro-ly.example.vn', 'http://127.0.0.1:9'));
    const { ok } = await asked.register!();
    expect(ok).toBe(false);
    expect(fake.webhook()).toBe('');
  });
});
