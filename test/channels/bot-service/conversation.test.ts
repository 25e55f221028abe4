import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type House, openHouse } from '../../support/house.ts';
import { type FakeBotFramework, fakeBotFramework, settingsFor } from './fake-bot-framework.ts';
import { personOverBotService } from './person.ts';

// A citizen's way through the real service, from Bot Service's request to the connector.

let database: Database;
let service: FakeBotFramework;
let house: House | undefined;

beforeEach(async () => {
  [database, service] = await Promise.all([testDatabase(), fakeBotFramework()]);
});

afterEach(async () => {
  await house?.stop();
  await service.close();
  await database.close();
});

async function someone() {
  house = await openHouse(database, { botService: settingsFor(service) });
  return personOverBotService(service, `${house.url}/api/messages`);
}

const heard = ({ shown }: Awaited<ReturnType<typeof someone>>, text: string) =>
  vi.waitFor(
    () => expect(shown().filter((message) => message.text.includes(text))).toHaveLength(1),
    { timeout: 15_000, interval: 30 },
  );

test('a greeting, a check with a digression, the link, the erasure', {
  timeout: 60_000,
}, async () => {
  const person = await someone();
  await person.join();
  await heard(person, 'Đây là trợ lý tự động');
  await person.press('Kiểm tra id.vn');
  await heard(person, 'có phải là công dân Việt Nam không?');
  await person.press('Có');
  await heard(person, 'sinh ngày nào?');
  await person.say('Có miễn phí thật không?');
  await heard(person, 'Miễn phí thật');
  await person.say('em sinh năm 2005');
  await heard(person, 'thuộc diện được dùng id.vn miễn phí 2 năm');
  const links = person.shown().flatMap((message) => message.links);
  expect(links).toContainEqual(expect.stringMatching(/\/r\//));

  await person.say('xóa dữ liệu của tôi');
  await heard(person, 'có muốn xóa không?');
  await person.press('Xóa');
  await heard(person, 'đã xóa tin nhắn và câu trả lời');
  const { rows } = await database.pool.query(
    'SELECT person, user_id FROM bot_service_conversation',
  );
  expect(rows).toEqual([{ person: person.person, user_id: null }]);
});

test('the source that the app tells is kept', { timeout: 60_000 }, async () => {
  const person = await someone();
  await person.arrive('smart-haiphong');
  await heard(person, 'Đây là trợ lý tự động');
  const { rows } = await database.pool.query('SELECT channel, source FROM conversation');
  expect(rows).toEqual([{ channel: 'bot-service', source: 'smart-haiphong' }]);
});

test('refusals of the connector lose no reply', { timeout: 60_000 }, async () => {
  const person = await someone();
  service.fail('garbage', { status: 429, code: 'TooManyRequests', retryAfter: 2 });
  const began = performance.now();
  await person.arrive('smart-haiphong');
  await heard(person, 'Đây là trợ lý tự động');
  expect(performance.now() - began).toBeGreaterThan(2900);
  expect(person.shown()).toHaveLength(1);
});

test('without an app id there is nothing at its address', { timeout: 60_000 }, async () => {
  house = await openHouse(database, {});
  expect(await service.deliver(`${house.url}/api/messages`, {})).toBe(404);
});
