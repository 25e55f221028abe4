import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type House, openHouse } from '../../support/house.ts';
import { citizen } from '../citizen.ts';
import {
  echoOf,
  eventFrom,
  type FakeMessenger,
  fakeMessenger,
  PSID,
  settingsFor,
} from './fake-messenger.ts';
import { personOverMessenger } from './person.ts';

// A citizen's way through the real service on the city's page, which is shared, from the webhook to
// the Send API; every message of ours comes back as an echo.

let database: Database;
let fake: FakeMessenger;
let house: House;
let url: string;

beforeAll(async () => {
  database = await testDatabase();
  fake = await fakeMessenger();
  const env = { PUBLIC_URL: 'https://tro-ly.example.vn' };
  house = await openHouse(database, { messenger: settingsFor(fake) }, env);
  url = `${house.url}/webhooks/messenger`;
  fake.echoTo(url);
});

afterAll(async () => {
  await house?.stop();
  await fake.close();
  await database.close();
});

const settled = async () => {
  await vi.waitFor(async () => {
    const { rows } = await database.pool.query("SELECT FROM inbox WHERE status = 'unread'");
    expect(rows).toEqual([]);
  });
  await sleep(200);
};

test.concurrent('by a link of ours, to the decision and back out', {
  timeout: 60_000,
}, async () => {
  const lan = citizen(personOverMessenger(fake, url));
  await lan.arrive('HP-7K2Q');
  await lan.hears('Đây là trợ lý tự động');
  await lan.choose('Kiểm tra id.vn');
  await lan.hears('có phải là công dân Việt Nam không?');
  await lan.choose('Có');
  await lan.hears('sinh ngày nào?');
  await lan.say('Có miễn phí thật không?');
  await lan.hears('Miễn phí thật');
  await lan.say('em sinh năm 1990');
  await lan.hears('không thuộc diện miễn phí id.vn');
  await lan.say('à nhầm, em sinh 2005');
  await lan.hears('thuộc diện được dùng id.vn miễn phí 2 năm');
  expect(await lan.link()).toMatch(/^https:\/\/tro-ly\.example\.vn\/r\//);
  const { rows } = await database.pool.query('SELECT source FROM conversation WHERE person = $1', [
    PSID,
  ]);
  expect(rows).toEqual([{ source: 'HP-7K2Q' }]);
  await lan.say('xóa dữ liệu của tôi');
  await lan.hears('có muốn xóa không?');
  await lan.choose('Xóa');
  await lan.hears('đã xóa tin nhắn và câu trả lời');
});

test.concurrent('silent for staff, until it is meant; silent once an officer wrote', {
  timeout: 60_000,
}, async () => {
  const minh = `${PSID}7`;
  const person = personOverMessenger(fake, url, minh);
  const { shown } = person;
  await fake.post(url, eventFrom(minh, { postback: { payload: 'GET_STARTED' } }));
  await person.say('Bao giờ thu gom rác ở đường Lạch Tray?');
  await settled();
  expect(shown()).toEqual([]);
  await fake.post(url, eventFrom(minh, { postback: { payload: 'hp:flow:welcome' } }));
  await vi.waitFor(() => expect(shown()[0]?.text).toContain('Đây là trợ lý tự động'), 10_000);
  await fake.post(url, echoOf(minh, { app_id: '263902037430900', text: 'Chào chị' }));
  await settled();
  const said = shown().length;
  await person.say('id.vn có mất tiền không?');
  await settled();
  expect(shown()).toHaveLength(said);
  await fake.post(
    url,
    eventFrom(minh, { pass_thread_control: { new_owner_app_id: '1517776481860111' } }),
  );
  await person.say('biz.vn có mất tiền không?');
  await vi.waitFor(() => expect(shown().length).toBeGreaterThan(said), 10_000);
});
