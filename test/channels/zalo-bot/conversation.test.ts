import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type House, openHouse } from '../../support/house.ts';
import type { Person } from '../telegram/person.ts';
import { type FakeZaloBotApi, fakeZaloBotApi, PERSON, update } from './fake-zalo-bot-api.ts';
import { settingsFor } from './house.ts';
import { personOverFake } from './person.ts';

// What the suite over all channels does not do: Zalo's own failures, in mid-conversation.

const PUBLIC_URL = 'https://tro-ly.example.vn';

let database: Database;
let api: FakeZaloBotApi;
let house: House;
let person: Person;
let url: string;

beforeEach(async () => {
  database = await testDatabase();
  api = await fakeZaloBotApi();
  house = await openHouse(database, { zaloBot: settingsFor(api.url) }, { PUBLIC_URL });
  await vi.waitFor(() => expect(api.webhook()).not.toBe(''));
  url = api.webhook().replace(PUBLIC_URL, house.url);
  person = personOverFake(api, () => url);
});

afterEach(async () => {
  await house?.stop();
  await api.close();
  await database.close();
});

const heard = (text: string, times = 1) =>
  vi.waitFor(
    () =>
      expect(person.shown().filter((message) => message.text.includes(text))).toHaveLength(times),
    { timeout: 25_000, interval: 30 },
  );

test('choices by number, whatever Zalo answers in between', { timeout: 60_000 }, async () => {
  await person.say('xin chào');
  await heard('Đây là trợ lý tự động');
  api.fail('sendMessage', 'garbage', {
    code: 429,
    description: 'Too many requests',
    retryAfter: 2,
  });
  const began = performance.now();
  await person.press('Kiểm tra id.vn');
  await heard('có phải là công dân Việt Nam không?');
  expect(performance.now() - began).toBeGreaterThan(2900);
  await person.press('Có');
  await heard('sinh ngày nào?');
  api.fail('sendMessage', 'hang-up', { code: 500, description: 'Internal Server Error' });
  await person.say('em sinh 2005');
  await heard('thuộc diện được dùng id.vn miễn phí 2 năm');
  const links = person.shown().flatMap(({ text }) => text.match(/https:\S+\/r\/[\w-]+/g) ?? []);
  expect(links).toContainEqual(expect.stringContaining(`${PUBLIC_URL}/r/`));
});

test('what Zalo does not pass on gets a kind answer, a picture the advice', {
  timeout: 60_000,
}, async () => {
  const bodies = [update('unsupported'), update('image', { photo_url: 'https://x.vn/1.jpg' })];
  for (const body of [...bodies, ...bodies]) expect(await api.deliver(url, body)).toBe(200);
  await heard('Trợ lý chỉ đọc được chữ');
  await heard('không xem được ảnh');
  const { rows } = await database.pool.query('SELECT * FROM message');
  expect(JSON.stringify(rows)).not.toContain('x.vn/1.jpg');
});

test('a person who cannot be written to is on record, and others are answered', {
  timeout: 60_000,
}, async () => {
  api.fail('sendMessage', { code: 403, description: 'Forbidden' });
  await person.say('xin chào');
  await vi.waitFor(
    async () => {
      const { rows } = await database.pool.query('SELECT status, error FROM outbox');
      expect(rows).toEqual([
        { status: 'failed', error: expect.stringContaining('Zalo Bot: 403 Forbidden') },
      ]);
    },
    { timeout: 10_000 },
  );
  const other = personOverFake(api, () => url, `${PERSON}2`);
  await other.say('xin chào');
  await vi.waitFor(() => expect(other.shown()).toHaveLength(1), 10_000);
});
