import { expect, type TestContext, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { openHouse } from '../../support/house.ts';
import { citizen } from '../citizen.ts';
import { fakeZaloPersonal, settingsFor } from './fake-zalo-personal.ts';
import { connect, personOverZaloPersonal } from './person.ts';

// Citizens' ways through the real service, from the socket to what the account sends.

const GROUP = '9200000000000000001';

/** The service and its account, of the test's own and until it is over. */
async function open({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const zalo = await fakeZaloPersonal();
  onTestFinished(() => zalo.close());
  const house = await openHouse(database, { 'zalo-personal': settingsFor(zalo) });
  onTestFinished(() => house.stop());
  await connect(zalo, database);
  return {
    database,
    zalo,
    someone(user: string, group?: string) {
      const { say, shown, person } = personOverZaloPersonal(zalo, user, group);
      const all = () => shown().map(({ text }) => ({ text, buttons: [], links: [] }));
      const hands = { person, say, arrive: say, shown: all };
      return { ...citizen(hands), person, shown };
    },
    async conversation(person: string) {
      const { rows } = await database.pool.query(
        `SELECT source, state FROM conversation WHERE channel = 'zalo-personal' AND person = $1`,
        [person],
      );
      return rows;
    },
  };
}

test.concurrent('in private, through an expired session and a torn connection', {
  timeout: 90_000,
}, async (context) => {
  const { database, zalo, someone, conversation } = await open(context);
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

test.concurrent('in a group, two at once', { timeout: 90_000 }, async (context) => {
  const { someone, conversation } = await open(context);
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
