import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChannelContext } from '../../../src/channels/channel.ts';
import type { Database } from '../../../src/database/open.ts';
import { testDatabase } from '../../support/database.ts';
import { ACCOUNT } from './fake-messages.ts';
import { type Failure, type FakeZaloPersonal, fakeZaloPersonal } from './fake-zalo-personal.ts';
import { type Node, node as openNode } from './house.ts';
import { connect } from './person.ts';

const LAN = '7100000000000000042';
const GROUP = '9200000000000000001';

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

function node(given: Partial<ChannelContext> = {}) {
  const one = openNode(database, zalo, given);
  nodes.push(one);
  return one;
}

const listening = () => vi.waitFor(() => expect(zalo.listening()).toBe(true), 5000);

const message = { text: 'Đây là trợ lý tự động', buttons: [] };

describe('sending', () => {
  test('needs no socket, and shows that it is writing', async () => {
    await connect(zalo, database);
    const { channel } = node();
    await channel.typing!(LAN);
    await channel.typing!(`g:${GROUP}:${LAN}`);
    const { deliveredId } = await channel.send(LAN, message, 'k');
    expect(zalo.sent.map(({ what, to, text }) => [what, to, text])).toEqual([
      ['typing', LAN, ''],
      ['typing', GROUP, ''],
      ['sms', LAN, message.text],
    ]);
    expect(deliveredId).toBe(String(zalo.sent[2]!.msgId));
    expect([zalo.logins(), zalo.connections(), zalo.unknown]).toEqual([1, 0, []]);
  });

  test.each<[Failure, object]>([
    [{ code: 600, message: 'zpw_sek bị thiếu hoặc không đúng' }, { kind: 'refresh-and-retry' }],
    [
      { code: 221, message: 'Vượt quá số request cho phép' },
      { kind: 'retry-later', scope: 'platform', afterMs: 3_600_000 },
    ],
    [
      { code: 122, message: 'người này chặn không nhận tin nhắn từ người lạ' },
      { kind: 'permanent-for-this-person' },
    ],
    [{ code: 114, message: 'Tham số không hợp lệ' }, { kind: 'needs-an-operator' }],
    ['swallow', { kind: 'retry-later', scope: 'platform', afterMs: 3_600_000 }],
    ['garbage', { kind: 'retry-later', afterMs: undefined }],
    [{ status: 503 }, { kind: 'retry-later', afterMs: undefined }],
    [
      { status: 429, retryAfter: 7 },
      { kind: 'retry-later', scope: 'platform', afterMs: 7000 },
    ],
    [{ status: 401 }, { kind: 'refresh-and-retry' }],
    ['hang-up', { message: 'Zalo did not answer' }],
  ])('tells what %j means', async (failure, meaning) => {
    await connect(zalo, database);
    const { channel } = node();
    zalo.fail(failure);
    await expect(channel.send(LAN, message, 'k')).rejects.toMatchObject(meaning);
    await expect(channel.send(LAN, message, 'k')).resolves.toMatchObject({
      deliveredId: expect.any(String),
    });
  });

  test('logs in anew when the session is refused', async () => {
    await connect(zalo, database);
    const { channel } = node();
    await channel.send(LAN, message, 'k');
    zalo.expire();
    await expect(channel.send(LAN, message, 'l')).rejects.toMatchObject({
      kind: 'refresh-and-retry',
    });
    await Promise.all([channel.refresh!(), channel.refresh!()]);
    await channel.send(LAN, message, 'l');
    expect([zalo.logins(), zalo.sent.length]).toEqual([2, 2]);
  });

  test('needs an operator once the account was logged out, until somebody logs in', async () => {
    await connect(zalo, database);
    const { channel } = node();
    zalo.logOut();
    await expect(channel.send(LAN, message, 'k')).rejects.toMatchObject({
      kind: 'refresh-and-retry',
    });
    for (let i = 0; i < 3; i++) {
      await expect(channel.refresh!()).rejects.toMatchObject({ kind: 'needs-an-operator' });
    }
    await expect(channel.send(LAN, message, 'k')).rejects.toMatchObject({
      kind: 'needs-an-operator',
    });
    expect(zalo.logins()).toBe(2);
    await connect(zalo, database);
    await channel.send(LAN, message, 'k');
  });

  test('fails when nobody has logged in yet', async () => {
    await expect(node().channel.send(LAN, message, 'k')).rejects.toMatchObject({
      kind: 'needs-an-operator',
      message: expect.stringContaining('npm run channels -- zalo-personal login'),
    });
  });

  test('is for later when Zalo is away while it logs in', async () => {
    await connect(zalo, database);
    const { channel } = node();
    zalo.expire();
    await channel.send(LAN, message, 'k').catch(() => undefined);
    zalo.failLogins(502);
    await expect(channel.refresh!()).rejects.toMatchObject({ kind: 'retry-later' });
    zalo.failLogins(200);
    await channel.refresh!();
    await channel.send(LAN, message, 'k');
  });
});

describe('check', () => {
  test('tells how it stands', async () => {
    const { channel } = node();
    const todo = [expect.stringContaining('zalo-personal login')];
    expect(await channel.check!()).toMatchObject({ ok: false, todo });
    await connect(zalo, database);
    const account = `account "Tổ công nghệ số" ${ACCOUNT}`;
    const told = (state: string) => ({ ok: true, message: `${account}, ${state}` });
    expect(await channel.check!()).toEqual(told('no node listens yet'));
    await channel.start!();
    await listening();
    await vi.waitFor(async () => expect(await channel.check!()).toEqual(told('a node listens')));
    zalo.expire();
    expect(await channel.check!()).toMatchObject({ ok: true });
    zalo.logOut();
    expect(await channel.check!()).toMatchObject({
      ok: false,
      message: expect.stringContaining('Zalo refuses the session'),
      todo,
    });
  });

  test('tells that no node listens, and why', async () => {
    await connect(zalo, database);
    const later = () => new Date(Date.now() + 600_000);
    await database.pool.query('UPDATE zalo_personal SET problem = NULL');
    const { channel } = node({ now: later });
    expect((await channel.check!()).message).toContain('no node listens');
    await database.pool.query("UPDATE zalo_personal SET problem = 'used elsewhere'");
    expect((await channel.check!()).message).toContain('used elsewhere');
  });
});
