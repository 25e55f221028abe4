import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { type FakeZaloPersonal, fakeZaloPersonal } from './fake-zalo-personal.ts';
import { node } from './house.ts';
import { connect } from './person.ts';

let database: Database;
let zalo: FakeZaloPersonal;

beforeEach(async () => {
  database = await testDatabase();
  zalo = await fakeZaloPersonal();
});

afterEach(async () => {
  await zalo.close();
  await database.close();
});

const key = (id: string) => ({ id, key: Buffer.alloc(32, id) });
const message = { text: 'Đây là trợ lý tự động', buttons: [] };

async function send(...keys: ReturnType<typeof key>[]) {
  const one = node(database, zalo, {}, { keys });
  try {
    return await one.channel.send('7100000000000000042', message, 'k');
  } finally {
    await one.close();
  }
}

test('the session is sealed anew when the keys are rotated', async () => {
  await connect(zalo, database);
  const sealed = async () =>
    (await database.pool.query('SELECT session FROM zalo_personal')).rows[0].session;
  expect(await sealed()).toMatch(/^v1\.generated\./);
  await send(key('2026'));
  expect(await sealed()).toMatch(/^v1\.2026\./);
  await send(key('2027'), key('2026'));
  expect(await sealed()).toMatch(/^v1\.2027\./);
  await send(key('2027'));
  expect(zalo.sent).toHaveLength(3);
  await expect(send(key('2028'))).rejects.toMatchObject({
    kind: 'needs-an-operator',
    message: expect.stringContaining('2027'),
  });
});
