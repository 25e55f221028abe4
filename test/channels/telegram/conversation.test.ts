import { expect, type TestContext, test, vi } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { openHouse } from '../../support/house.ts';
import { fakeBotApi } from './fake-bot-api.ts';
import { settingsFor } from './house.ts';
import { emulator, type Person, personOverFake } from './person.ts';

// A citizen's way through the real service, from Telegram's update to the calls of the bot.

const PUBLIC_URL = 'https://tro-ly.example.vn';

/** The service on a database of its own, until the test is over. */
async function serve(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  { url: apiRoot, close }: { url: string; close(): Promise<unknown> },
  env: Record<string, string> = {},
) {
  onTestFinished(async () => void (await close()));
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const house = await openHouse(database, { telegram: settingsFor(apiRoot) }, env);
  onTestFinished(() => house.stop());
  return { url: house.url, database };
}

const heard = (person: Person, text: string) =>
  vi.waitFor(
    () => expect(person.shown().filter((message) => message.text.includes(text))).toHaveLength(1),
    { timeout: 15_000, interval: 30 },
  );

async function talk(person: Person, { pool }: Pick<Database, 'pool'>): Promise<void> {
  await person.say('/start qr-test');
  await heard(person, 'Đây là trợ lý tự động');
  const begun = "SELECT person, source FROM conversation WHERE channel = 'telegram'";
  expect((await pool.query(begun)).rows).toEqual([{ person: '42', source: 'qr-test' }]);

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

test.concurrent('by webhook, over a fake of the Bot API', { timeout: 60_000 }, async (context) => {
  const api = await fakeBotApi();
  const { url, database } = await serve(context, api, { PUBLIC_URL });
  await vi.waitFor(() => expect(api.webhook()).not.toBe(''), 10_000);
  const { pathname } = new URL(api.webhook());
  const person = personOverFake(api, () => `${url}${pathname}`);
  await talk(person, database);
  const links = person
    .shown()
    .flatMap(({ keyboard }) => keyboard.flat().flatMap(({ url }) => url ?? []));
  expect(links).toContainEqual(expect.stringMatching(/^https:\/\/tro-ly\.example\.vn\/r\//));
});

test.concurrent('by polling, over an emulator of the Bot API', {
  timeout: 60_000,
}, async (context) => {
  const { url, person, stop } = await emulator();
  const { database } = await serve(context, { url, close: stop });
  await talk(person, database);
  const link = expect.stringMatching(/http:\/\/127\.0\.0\.1:\d+\/r\//);
  expect(person.shown().map(({ text }) => text)).toContainEqual(link);
});
