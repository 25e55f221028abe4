import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type House, openHouse } from '../../support/house.ts';
import { citizen } from '../citizen.ts';
import { type FakeZaloPersonal, fakeZaloPersonal, settingsFor } from './fake-zalo-personal.ts';
import { connect, personOverZaloPersonal } from './person.ts';

// Citizens' ways through the real service, from the socket to what the account sends.

const GROUP = '9200000000000000001';

let database: Database;
let zalo: FakeZaloPersonal;
let house: House;

beforeAll(async () => {
  database = await testDatabase();
  zalo = await fakeZaloPersonal();
  house = await openHouse(database, { zaloPersonal: settingsFor(zalo) });
  await connect(zalo, database);
});

afterAll(async () => {
  await house?.stop();
  await zalo.close();
  await database.close();
});

function someone(user: string, group?: string) {
  const { say, shown, person } = personOverZaloPersonal(zalo, user, group);
  const all = () => shown().map(({ text }) => ({ text, buttons: [], links: [] }));
  const hands = { person, say, arrive: say, shown: all };
  return { ...citizen(hands), person, shown };
}

const conversation = async (person: string) =>
  (
    await database.pool.query(
      `SELECT source, state FROM conversation WHERE channel = 'zalo-personal' AND person = $1`,
      [person],
    )
  ).rows;

test('in private, through an expired session and a torn connection', {
  timeout: 90_000,
}, async () => {
  const lan = someone('7100000000000000042');
  await lan.say('tối nay đi đâu');
  await lan.arrive('HP-7K2Q');
  await lan.hears('Đây là trợ lý tự động');
  expect(lan.shown()).toHaveLength(1);
  zalo.expire();
  await lan.say('menu');
  await lan.hears('muốn làm gì?');
  zalo.tear();
  await lan.choose('Kiểm tra id.vn');
  await lan.hears('có phải là công dân Việt Nam không?');
  await lan.choose('Có');
  await lan.hears('sinh ngày nào?');
  await lan.say('em sinh 2005');
  await lan.hears('thuộc diện được dùng id.vn miễn phí 2 năm');
  expect(await conversation(lan.person)).toMatchObject([{ source: 'HP-7K2Q' }]);
  expect([zalo.logins(), zalo.connections()]).toEqual([2, 2]);
  // Of what came before the code, nothing was kept.
  const { rows } = await database.pool.query('SELECT text FROM message');
  expect(rows).not.toContainEqual({ text: expect.stringContaining('tối nay') });
});

test('in a group, two at once', { timeout: 90_000 }, async () => {
  const minh = someone('7100000000000000077', GROUP);
  const hoa = someone('7100000000000000088', GROUP);
  await Promise.all([minh.say('menu'), hoa.say('Có miễn phí thật không?')]);
  await minh.hears('muốn làm gì?');
  await hoa.hears('Miễn phí thật');
  await minh.choose('Kiểm tra id.vn');
  // What is asked there would be read by all.
  await minh.hears('nhắn riêng cho tài khoản này');
  expect(await conversation(minh.person)).toMatchObject([{ source: `zalo-group:${GROUP}` }]);
  expect(await conversation(hoa.person)).toHaveLength(1);
  expect(await conversation('7100000000000000077')).toEqual([]);
});
