import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChannelContext } from '../../../src/channels/channel.ts';
import type { Inbound } from '../../../src/channels/inbound.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { userMessage } from './fake-messages.ts';
import { type FakeZaloPersonal, fakeZaloPersonal } from './fake-zalo-personal.ts';
import { type Node, node as openNode } from './house.ts';
import { connect } from './person.ts';

const LAN = '7100000000000000042';

let database: Database;
let zalo: FakeZaloPersonal;
let nodes: Node[];

beforeEach(async () => {
  database = await testDatabase();
  zalo = await fakeZaloPersonal();
  nodes = [];
});

afterEach(async () => {
  await Promise.all(nodes.map((one) => one.close()));
  await zalo.close();
  await database.close();
});

async function node(given: Partial<ChannelContext> = {}) {
  const one = openNode(database, zalo, given);
  nodes.push(one);
  await one.channel.start!();
  return one;
}

const listening = (connections: number) =>
  vi.waitFor(() => expect([zalo.listening(), zalo.connections()]).toEqual([true, connections]), {
    timeout: 8000,
    interval: 10,
  });

const heard = ({ texts }: Node, ...all: string[]) =>
  vi.waitFor(() => expect(texts()).toEqual(all), 8000);

async function standing() {
  return (await database.pool.query('SELECT * FROM zalo_personal')).rows[0];
}

/** What officers are told. */
async function trouble(): Promise<string | undefined> {
  const { rows } = await database.pool.query('SELECT problem FROM channel_trouble');
  return rows[0]?.problem;
}

describe('a connection', () => {
  test('that tears (1006) is opened again, and what was missed is heard, in its order', async () => {
    await connect(zalo, database);
    zalo.inPrivate(userMessage(LAN, 'id.vn hôm qua', { ts: String(Date.now() - 86_400_000) }));
    const one = await node();
    await listening(1);
    zalo.inPrivate(userMessage(LAN, 'id.vn 1'));
    await heard(one, 'id.vn 1');
    zalo.tear();
    zalo.inPrivate(userMessage(LAN, 'id.vn 2'));
    zalo.inPrivate(userMessage(LAN, 'id.vn 3'));
    await listening(2);
    await heard(one, 'id.vn 1', 'id.vn 2', 'id.vn 3');
    expect(one.counted('zalo_personal_closed')).toEqual({ 1006: 1 });
    for (let n = 3; n < 7; n++) {
      zalo.tear();
      await listening(n);
    }
    // Each was open long enough or opened at all: the session was hardly ever in doubt.
    expect(zalo.logins()).toBeLessThanOrEqual(3);
  });

  test('for which the session is too old is preceded by a login', async () => {
    await connect(zalo, database);
    const one = await node();
    await listening(1);
    zalo.expire();
    zalo.tear();
    await listening(2);
    expect(zalo.logins()).toBe(2);
    zalo.inPrivate(userMessage(LAN, 'id.vn'));
    await heard(one, 'id.vn');
    await vi.waitFor(async () => expect((await standing()).problem).toBeNull());
  });

  test('taken by another client is left to it for a while, and that can be seen', async () => {
    await connect(zalo, database);
    const one = await node();
    await listening(1);
    zalo.close(3003);
    await vi.waitFor(async () => expect((await standing()).problem).toContain('3003'));
    expect((await one.channel.check!()).message).toContain('another Zalo Web or Zalo PC');
    expect(await trouble()).toContain('another Zalo Web or Zalo PC');
    await sleep(150);
    expect(zalo.connections()).toBe(1);
    await listening(2);
    await vi.waitFor(async () => expect((await standing()).problem).toBeNull());
    await vi.waitFor(async () => expect(await trouble()).toBeUndefined());
  });

  test('ends with any code without ending the process', async () => {
    await connect(zalo, database);
    await node();
    await listening(1);
    // zca-js itself throws at a code to be tried again for which Zalo gave no schedule.
    zalo.close(3001);
    await listening(2);
    zalo.garbage();
    zalo.close(1001);
    await listening(3);
  });
});

test('a message that could not be stored is heard again, and those behind it', async () => {
  await connect(zalo, database);
  const kept: Inbound[] = [];
  let away = true;
  await node({
    async accept(message) {
      if (away) throw new Error('the database is away');
      kept.push(message);
      return 'stored';
    },
  });
  await listening(1);
  zalo.inPrivate(userMessage(LAN, 'id.vn 1'));
  zalo.inPrivate(userMessage(LAN, 'id.vn 2'));
  await vi.waitFor(() => expect(zalo.connections()).toBeGreaterThan(1), 5000);
  away = false;
  const texts = () => kept.map(({ text }) => text);
  await vi.waitFor(() => expect(texts()).toEqual(['id.vn 1', 'id.vn 2']), 5000);
});

test('a lost session waits for somebody to log in', async () => {
  await connect(zalo, database);
  const one = await node();
  await listening(1);
  zalo.logOut();
  zalo.tear();
  await vi.waitFor(async () => expect(await standing()).toMatchObject({ lost: true }), 5000);
  const logins = zalo.logins();
  await sleep(300);
  expect(zalo.logins()).toBe(logins);
  expect(await one.channel.check!()).toMatchObject({ ok: false });
  expect(await trouble()).toMatch(
    /^Zalo refuses the session: .*npm run channels -- zalo-personal login$/,
  );
  await connect(zalo, database);
  await listening(2);
  await vi.waitFor(async () => expect(await trouble()).toBeUndefined());
  zalo.inPrivate(userMessage(LAN, 'id.vn'));
  await heard(one, 'id.vn');
});

test('a session that Zalo refused by mistake is found again without anybody', async () => {
  await connect(zalo, database);
  await database.pool.query('UPDATE zalo_personal SET lost = true');
  await node();
  await listening(1);
  expect(await standing()).toMatchObject({ lost: false, version: 2 });
});

test('another account is taken up while the old one is still connected', async () => {
  await connect(zalo, database);
  await node();
  await listening(1);
  await connect(zalo, database);
  await listening(2);
});

test('nobody logged in yet: it begins when somebody does', async () => {
  const one = await node();
  await sleep(200);
  await connect(zalo, database);
  await listening(1);
  zalo.inPrivate(userMessage(LAN, 'id.vn'));
  await heard(one, 'id.vn');
});

describe('of many nodes', () => {
  test('one listens; when it stops, another does, and hears what was missed', async () => {
    await connect(zalo, database);
    const all = [await node(), await node(), await node()];
    await listening(1);
    zalo.inPrivate(userMessage(LAN, 'id.vn 1'));
    const texts = () => all.flatMap((one) => one.texts());
    await vi.waitFor(() => expect(texts()).toEqual(['id.vn 1']));
    await sleep(1500);
    expect(zalo.connections()).toBe(1);
    const leader = all.find(({ taken }) => taken.length > 0)!;
    await leader.channel.close();
    zalo.inPrivate(userMessage(LAN, 'id.vn 2'));
    await vi.waitFor(() => expect(texts()).toContain('id.vn 2'), 8000);
    expect(leader.texts()).toEqual(['id.vn 1']);
    expect([zalo.connections(), zalo.logins()]).toEqual([2, 1]);
  });

  test('all send with one session, and renew it once', async () => {
    await connect(zalo, database);
    const all = [openNode(database, zalo), openNode(database, zalo)];
    nodes.push(...all);
    const message = { text: 'Đây là trợ lý tự động', buttons: [] };
    await Promise.all(all.map(({ channel }) => channel.send(LAN, message, 'k')));
    zalo.expire();
    const sends = Array.from({ length: 50 }, async (_, n) => {
      const { channel } = all[n % 2]!;
      const person = String(7_100_000 + n);
      return channel.send(person, message, 'k').catch(async (error) => {
        expect(error).toMatchObject({ kind: 'refresh-and-retry' });
        await channel.refresh!();
        return channel.send(person, message, 'k');
      });
    });
    expect(await Promise.all(sends)).toHaveLength(50);
    expect([zalo.logins(), zalo.sent.length]).toEqual([2, 52]);
  });
});
