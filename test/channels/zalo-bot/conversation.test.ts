import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type House, openHouse } from '../../support/house.ts';
import { type FakeZaloBotApi, fakeZaloBotApi, PERSON, update } from './fake-zalo-bot-api.ts';
import { settingsFor } from './house.ts';
import { personOverFake } from './person.ts';

// What the suites over all channels do not do.

const PUBLIC_URL = 'https://tro-ly.example.vn';

let database: Database;
let api: FakeZaloBotApi;
let house: House;
let url: string;

beforeAll(async () => {
  database = await testDatabase();
  api = await fakeZaloBotApi();
  house = await openHouse(database, { 'zalo-bot': settingsFor(api.url) }, { PUBLIC_URL });
  await vi.waitFor(() => expect(api.webhook()).not.toBe(''), 10_000);
  url = api.webhook().replace(PUBLIC_URL, house.url);
});

afterAll(async () => {
  await house?.stop();
  await api.close();
  await database.close();
});

test('what Zalo does not pass on gets a kind answer, a picture the advice', {
  timeout: 60_000,
}, async () => {
  const { shown } = personOverFake(api, () => url);
  const bodies = [update('unsupported'), update('image', { photo_url: 'https://x.vn/1.jpg' })];
  for (const body of [...bodies, ...bodies]) expect(await api.deliver(url, body)).toBe(200);
  for (const text of [
    'Ứng dụng không chuyển nội dung tin nhắn này tới trợ lý',
    'Trung tâm phục vụ hành chính công',
    'không xem được ảnh',
  ]) {
    await vi.waitFor(
      () => expect(shown().filter((message) => message.text.includes(text))).toHaveLength(1),
      { timeout: 25_000, interval: 30 },
    );
  }
  const { rows } = await database.pool.query('SELECT * FROM message');
  expect(JSON.stringify(rows)).not.toContain('x.vn/1.jpg');
});

test('a person who cannot be written to is on record, and others are answered', {
  timeout: 60_000,
}, async () => {
  const person = personOverFake(api, () => url, `${PERSON}1`);
  api.fail('sendMessage', { code: 403, description: 'Forbidden' });
  await person.say('xin chào');
  await vi.waitFor(
    async () => {
      const { rows } = await database.pool.query(
        "SELECT error FROM outbox WHERE status = 'failed'",
      );
      expect(rows).toEqual([{ error: expect.stringContaining('Zalo Bot: 403 Forbidden') }]);
    },
    { timeout: 10_000 },
  );
  const other = personOverFake(api, () => url, `${PERSON}2`);
  await other.say('xin chào');
  await vi.waitFor(() => expect(other.shown()).toHaveLength(1), 10_000);
});
