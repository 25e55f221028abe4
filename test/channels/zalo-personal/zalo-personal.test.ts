import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChannelContext } from '../../../src/channels/channel.ts';
import type { ZaloPersonalSettings } from '../../../src/channels/zalo-personal/settings.ts';
import type { Database } from '../../../src/database/open.ts';
import { createLog } from '../../../src/log.ts';
import { testDatabase } from '../../support/database.ts';
import { ACCOUNT, groupMessage, media, userMessage } from './fake-messages.ts';
import { type FakeZaloPersonal, fakeZaloPersonal } from './fake-zalo-personal.ts';
import { type Node, node as openNode } from './house.ts';
import { connect } from './person.ts';

const LAN = '7100000000000000042';
const MINH = '7100000000000000077';
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

function node(given: Partial<ChannelContext> = {}, settings: Partial<ZaloPersonalSettings> = {}) {
  const one = openNode(database, zalo, given, settings);
  nodes.push(one);
  return one;
}

const listening = () => vi.waitFor(() => expect(zalo.listening()).toBe(true), 5000);

/** A node that is connected. */
async function listener(
  given: Partial<ChannelContext> = {},
  settings: Partial<ZaloPersonalSettings> = {},
) {
  await connect(zalo, database);
  const one = node(given, settings);
  await one.channel.start!();
  await listening();
  return one;
}

/** A log and what is in it. */
function logbook() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: createLog('trace', stream), lines };
}

const message = { text: 'Đây là trợ lý tự động', buttons: [] };

test('warns at every start', async () => {
  const { log, lines } = logbook();
  await node({ log }).channel.start!();
  const warning = lines.map((line) => JSON.parse(line)).find(({ level }) => level === 40);
  expect(warning.msg).toContain('the account may be locked');
});

describe('in private', () => {
  test('hears who uses a keyword or a code, and then goes on with them', async () => {
    const { taken, open, texts } = await listener();
    const first = userMessage(LAN, 'cho hỏi về id.vn với');
    zalo.inPrivate(first);
    // At once, before anything can have been answered.
    zalo.inPrivate(userMessage(LAN, 'có mất tiền không?'));
    await vi.waitFor(() => expect(texts()).toHaveLength(2));
    expect(taken[0]).toEqual({
      channel: 'zalo-personal',
      person: LAN,
      eventId: `${ACCOUNT}:${first.msgId}`,
      at: new Date(Number(first.ts)),
      text: 'cho hỏi về id.vn với',
    });
    open.add(MINH);
    zalo.inPrivate(userMessage(MINH, 'em sinh 2005'), userMessage(MINH, 'HP-7K2Q'));
    await vi.waitFor(() => expect(texts().slice(2)).toEqual(['em sinh 2005', 'HP-7K2Q']));
  });

  test('leaves alone what was not meant for it, in the database and in the log', async () => {
    const { log, lines } = logbook();
    const { taken, counted } = await listener({ log });
    zalo.inPrivate(
      userMessage(LAN, 'tối nay ăn gì bí mật'),
      userMessage(MINH, media.photo, { msgType: 'chat.photo' }),
    );
    zalo.inGroup(groupMessage(GROUP, LAN, 'id.vn bí mật'));
    zalo.inGroup(groupMessage(GROUP, LAN, 'id.vn bí mật', 'all'));
    zalo.garbage();
    await vi.waitFor(() =>
      expect(counted('zalo_personal_ignored')).toEqual({ private: 2, group: 2 }),
    );
    await vi.waitFor(() => expect(counted('zalo_personal_errors')).not.toEqual({}));
    expect(taken).toEqual([]);
    await nodes[0]!.channel.close();
    expect(lines.join('')).toContain('"msg":"connected"');
    expect(lines.join('')).not.toMatch(/bí mật|Lan|71000|92000/);
    const { rows } = await database.pool.query('SELECT * FROM zalo_personal');
    expect(JSON.stringify(rows)).not.toMatch(/bí mật|zpw_sek|zpsid|600000000000000001/);
  });

  test('takes what is no text as an attachment, and a link as words', async () => {
    const { taken, open } = await listener();
    open.add(LAN);
    const given = [
      ['chat.sticker', media.sticker],
      ['chat.photo', { ...media.photo, title: 'giấy này được không' }],
      ['chat.recommended', media.contact],
      ['chat.recommended', media.link],
      ['chat.recommended', media.missedCall],
      ['share.file', media.photo],
      ['chat.voice', media.photo],
      ['chat.location.new', media.photo],
      ['something.new', media.photo],
    ] as const;
    zalo.inPrivate(...given.map(([msgType, content]) => userMessage(LAN, content, { msgType })));
    await vi.waitFor(() => expect(taken).toHaveLength(8));
    expect(taken.map(({ text, attachment }) => text ?? attachment?.kind)).toEqual([
      'sticker',
      'image',
      'giấy này được không',
      'contact',
      'https://tenmien.vn xem giúp',
      'file',
      'audio',
      'location',
    ]);
  });

  test('hears each message once, and itself never', async () => {
    const { texts, channel } = await listener();
    const once = userMessage(LAN, 'id.vn');
    zalo.inPrivate(once, once);
    zalo.inPrivate(once);
    await channel.send(LAN, { ...message, text: 'id.vn là …' }, 'k');
    zalo.tear();
    await vi.waitFor(() => expect(zalo.connections()).toBe(2));
    zalo.inPrivate(userMessage(LAN, 'id.vn nữa'));
    await vi.waitFor(() => expect(texts()).toContain('id.vn nữa'));
    expect(texts()).toEqual(['id.vn', 'id.vn nữa']);
  });
});

describe('in a group', () => {
  test('hears who mentions it, each member apart', async () => {
    const { taken } = await listener();
    zalo.inGroup(
      groupMessage(GROUP, LAN, 'id.vn là gì', 'the account'),
      groupMessage(GROUP, MINH, '', 'the account'),
      groupMessage(GROUP, MINH, 'HP-7K2Q', 'the account'),
    );
    await vi.waitFor(() => expect(taken).toHaveLength(3));
    expect(taken.map(({ person, text, source }) => [person, text, source])).toEqual([
      [`g:${GROUP}:${LAN}`, 'id.vn là gì', `zalo-group:${GROUP}`],
      [`g:${GROUP}:${MINH}`, '/start', `zalo-group:${GROUP}`],
      [`g:${GROUP}:${MINH}`, 'HP-7K2Q', 'HP-7K2Q'],
    ]);
  });

  test('answers there, to the person', async () => {
    await connect(zalo, database);
    const { channel } = node();
    await channel.send(`g:${GROUP}:${LAN}`, message, 'k');
    expect(zalo.sent).toMatchObject([
      {
        what: 'mention',
        to: GROUP,
        text: '@anh/chị Đây là trợ lý tự động',
        mentions: [{ uid: LAN, pos: 0, len: 8 }],
      },
    ]);
    expect(channel.capabilities.text).toBe(2000 - '@anh/chị '.length);
  });

  test('answers nothing that was given up, and takes it back in the middle', async () => {
    await connect(zalo, database);
    const { channel } = node();
    const to = `g:${GROUP}:${LAN}`;
    await expect(channel.send(to, message, 'k', AbortSignal.abort())).rejects.toThrow();
    expect(zalo.sent).toEqual([]);
    zalo.fail({ slowMs: 3000 });
    const began = performance.now();
    await expect(channel.send(to, message, 'k', AbortSignal.timeout(500))).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test('hears nobody in groups that are not its own', async () => {
    const { taken, counted } = await listener({}, { groups: ['1', '2'] });
    zalo.inGroup(groupMessage(GROUP, LAN, 'id.vn', 'the account'));
    zalo.inGroup(groupMessage('2', LAN, 'id.vn', 'the account'));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    expect(taken[0]!.person).toBe(`g:2:${LAN}`);
    expect(counted('zalo_personal_ignored')).toEqual({ group: 1 });
  });
});
