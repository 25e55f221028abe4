import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type House, openHouse } from '../../support/house.ts';
import { fakeBotApi } from './fake-bot-api.ts';
import { settingsFor } from './house.ts';
import { emulator, type Person, personOverFake } from './person.ts';

// A citizen's way through the real service, from Telegram's update to the calls of the bot.

let database: Database;
let house: House | undefined;
let endTelegram: (() => Promise<unknown>) | undefined;

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  await house?.stop();
  await endTelegram?.();
  await database.close();
});

async function serve(apiRoot: string, env: Record<string, string> = {}): Promise<string> {
  house = await openHouse(database, { telegram: settingsFor(apiRoot) }, env);
  return house.url;
}

const heard = (person: Person, text: string) =>
  vi.waitFor(
    () => expect(person.shown().filter((message) => message.text.includes(text))).toHaveLength(1),
    { timeout: 15_000, interval: 30 },
  );

const conversations = async () =>
  (await database.pool.query("SELECT person, source FROM conversation WHERE channel = 'telegram'"))
    .rows;

async function talk(person: Person): Promise<void> {
  await person.say('/start qr-test');
  await heard(person, 'Đây là trợ lý tự động');
  expect(await conversations()).toEqual([{ person: '42', source: 'qr-test' }]);

  await person.press('Kiểm tra id.vn');
  await heard(person, 'có phải là công dân Việt Nam không?');
  await vi.waitFor(() =>
    expect(JSON.stringify(person.shown()[0]!.keyboard)).toContain('✓ Kiểm tra id.vn'),
  );
  await person.press('Có');
  await heard(person, 'sinh ngày nào?');
  await person.say('Có miễn phí thật không?');
  await heard(person, 'Miễn phí thật');
  await person.say('em sinh năm 1990');
  await heard(person, 'không thuộc diện miễn phí id.vn');
  await person.say('à nhầm, em sinh 2005');
  await heard(person, 'thuộc diện được dùng id.vn miễn phí 2 năm');

  await person.say('/xoa_du_lieu');
  await heard(person, 'có muốn xóa không?');
  await person.press('Xóa');
  await heard(person, 'đã xóa tin nhắn và câu trả lời');
  for (const { keyboard } of person.shown()) {
    for (const { callback_data: data = '' } of keyboard.flat()) {
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    }
  }
}

test('by webhook, over a fake of the Bot API', { timeout: 60_000 }, async () => {
  const api = await fakeBotApi();
  endTelegram = api.close;
  const url = await serve(api.url, { PUBLIC_URL: 'https://tro-ly.example.vn' });
  await vi.waitFor(() => expect(api.webhook()).not.toBe(''));
  const { pathname } = new URL(api.webhook());
  const person = personOverFake(api, () => `${url}${pathname}`);
  await talk(person);
  const links = person
    .shown()
    .flatMap(({ keyboard }) => keyboard.flat().flatMap(({ url }) => url ?? []));
  expect(links).toContainEqual(expect.stringMatching(/^https:\/\/tro-ly\.example\.vn\/r\//));
});

test('by polling, over an emulator of the Bot API', { timeout: 60_000 }, async () => {
  const { url, person, stop } = await emulator();
  endTelegram = stop;
  await serve(url);
  await talk(person);
  const link = expect.stringMatching(/http:\/\/127\.0\.0\.1:\d+\/r\//);
  expect(person.shown().map(({ text }) => text)).toContainEqual(link);
});

test('a refusal of Telegram in mid-conversation loses no reply', { timeout: 60_000 }, async () => {
  const api = await fakeBotApi();
  endTelegram = api.close;
  const url = await serve(api.url, { PUBLIC_URL: 'https://tro-ly.example.vn' });
  await vi.waitFor(() => expect(api.webhook()).not.toBe(''));
  const { pathname } = new URL(api.webhook());
  const person = personOverFake(api, () => `${url}${pathname}`);
  const flood = { code: 429, description: 'Too Many Requests: retry after 2', retryAfter: 2 };
  api.fail('sendMessage', 'garbage', flood);
  const began = performance.now();
  await person.say('/start');
  await heard(person, 'Đây là trợ lý tự động');
  expect(api.called('sendMessage')).toHaveLength(3);
  expect(performance.now() - began).toBeGreaterThan(2900);
  const { rows } = await database.pool.query('SELECT status, attempts FROM outbox');
  expect(rows).toEqual([expect.objectContaining({ status: expect.any(String) })]);
});
