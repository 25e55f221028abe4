import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { follow } from '../../../src/console/conversations/follow.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

/** Previews of what is found. */
const found = (query: string) => office.found(query);

const QUESTION = 'Tên miền id.vn là gì?';

describe('conversations are found', () => {
  test('by words with and without marks, beginnings and phrases, newest first', async () => {
    await office.talk('ann', ['Đăng ký tên miền ở đâu?']);
    await office.talk('bob', ['mình muốn hỏi về phí gia hạn']);
    await office.talk('eve', ['miền tên']);
    expect(await found('text=dang+ky')).toEqual(['Đăng ký tên miền ở đâu?']);
    expect(await found(`text=${encodeURIComponent('phí gia')}`)).toHaveLength(1);
    expect(await found('text=hoi+ph')).toHaveLength(1);
    expect(await found('text=ten+mien')).toEqual(['miền tên', 'Đăng ký tên miền ở đâu?']);
    expect(await found('text=%22ten+mien%22')).toEqual(['Đăng ký tên miền ở đâu?']);
    expect(await found('text=khongco')).toEqual([]);
    for (const text of ['???', '中文', '👍']) {
      expect(await found(`text=${encodeURIComponent(text)}`), text).toEqual([]);
    }
    expect(await found('text=')).toHaveLength(3);
  });

  test('by what came of them', async () => {
    await office.talk('ann', [QUESTION]);
    await office.talk('bob', ['kiểm tra id.vn', 'không'], 'telegram');
    await office.talk('eve', ['gặp cán bộ']);
    await office.talk('mia', ['blub blub krax']);
    await office.catchUp();
    const { body } = await office.get('/conversations');
    const [mia, eve, bob, ann] = body.conversations;
    expect(body.total).toEqual({ count: 4, more: false });
    expect(ann.topics.length).toBeGreaterThan(0);
    expect(bob).toMatchObject({
      channel: 'telegram',
      outcomes: ['id-vn:not-eligible.not-citizen'],
      received: 2,
      handedOver: false,
    });
    expect(eve.handedOver).toBe(true);
    expect(mia).toMatchObject({ misunderstood: true, ending: 'not-understood' });

    expect(await found(`topic=${ann.topics[0].topic}`)).toEqual([QUESTION]);
    expect(await found('outcome=id-vn:not-eligible')).toEqual(['kiểm tra id.vn']);
    expect(await found('outcome=id-vn:not-eligible.not-citizen')).toEqual(['kiểm tra id.vn']);
    expect(await found('outcome=id-vn:eligible')).toEqual([]);
    expect(await found('channel=telegram')).toEqual(['kiểm tra id.vn']);
    expect(await found('channel=telegram,web')).toHaveLength(4);
    expect(await found('source=-')).toHaveLength(4);
    expect(await found('handedOver=true')).toEqual(['gặp cán bộ']);
    expect(await found('misunderstood=true')).toEqual(['blub blub krax']);
    expect(await found('ending=not-understood')).toEqual(['blub blub krax']);
    expect(await found('ending=not-understood&channel=telegram')).toEqual([]);
  });

  test('by the days on which they went on', async () => {
    await office.talk('ann', [QUESTION]);
    office.clock.now = new Date('2026-11-25T17:30:00Z'); // the 26th in Hải Phòng
    await office.talk('ann', ['cảm ơn']);
    office.clock.now = new Date('2026-11-28T02:00:00Z');
    await office.talk('bob', ['xin chào']);
    expect(await found('from=2026-11-26&to=2026-11-26')).toEqual([QUESTION]);
    expect(await found('to=2026-11-22')).toEqual([QUESTION]);
    expect(await found('from=2026-11-27')).toEqual(['xin chào']);
    expect(await found('from=2026-11-29')).toEqual([]);
  });

  test('not by days between which nothing happened in them', async () => {
    await office.talk('ann', [QUESTION]);
    office.clock.now = new Date('2026-11-28T02:00:00Z');
    await office.talk('ann', ['cảm ơn']);
    expect(await found('from=2026-11-23&to=2026-11-27')).toEqual([]);
    expect(await found('from=2026-11-01&to=2026-11-27')).toEqual([QUESTION]);
  });

  test('by a day on which only an officer was spoken to', async () => {
    const id = await office.talk('ann', [QUESTION]);
    await office.database.pool.query(
      `INSERT INTO message (conversation_id, seq, direction, text, ending, at)
       SELECT $1, 1000, 'in', 'chị ơi', 'silent', '2026-11-24T02:00:00Z'`,
      [id],
    );
    office.clock.now = new Date('2026-11-28T02:00:00Z');
    await office.talk('ann', ['cảm ơn']);
    expect(await found('from=2026-11-24&to=2026-11-24')).toEqual([QUESTION]);
    expect(await found('from=2026-11-24&to=2026-11-24&measure=messages')).toEqual([]);
    expect(await found('from=2026-11-25&to=2026-11-25')).toEqual([]);
  });

  test('a page at a time', async () => {
    for (const person of ['ann', 'bob', 'eve']) await office.talk(person, [`xin chào ${person}`]);
    await office.catchUp();
    const first = await office.get('/conversations?limit=2&text=chao');
    expect(first.body.total).toEqual({ count: 3, more: false });
    const second = await office.get(`/conversations?limit=2&text=chao&cursor=${first.body.next}`);
    expect(second.body).toMatchObject({ next: null, total: null });
    const all = [...first.body.conversations, ...second.body.conversations];
    expect(all.map(({ preview }) => preview)).toEqual([
      'xin chào eve',
      'xin chào bob',
      'xin chào ann',
    ]);
    expect((await office.get('/conversations?cursor=nowhere')).status).toBe(404);
  });
});

test('what is hidden in a transcript is neither shown in a list nor found by searching for it', async () => {
  await office.talk('ann', ['hỏi về hồ sơ số 482913 nhé']);
  expect(await found('')).toEqual(['hỏi về hồ sơ số ••••• nhé']);
  expect(await found('text=482913')).toEqual([]);
});

test('whoever is erased is not found any more, and neither is what they said', async () => {
  await office.talk('ann', ['blub blub krax', 'xóa dữ liệu của tôi']);
  await office.catchUp();
  const before = await office.database.pool.query('SELECT key FROM misunderstood_group');
  expect(before.rowCount).toBe(1);
  const { body } = await office.get('/conversations');
  expect(body.conversations).toHaveLength(1);
  const [{ id }] = body.conversations;
  await office.talk('ann', ['có']);
  expect((await office.get('/conversations')).body.conversations).toEqual([]);
  await office.catchUp();
  expect((await office.get('/conversations')).body.conversations).toEqual([]);
  for (const table of ['misunderstood_group', 'misunderstood_message']) {
    const { rowCount } = await office.database.pool.query(`SELECT FROM ${table}`);
    expect(rowCount, table).toBe(0);
  }
  const seen = await office.get(`/conversations/${id}`);
  expect(seen.body).toMatchObject({ erased: true, person: null, messages: [] });
});

test('what was summed up in the moment of an erasure goes with the next round', async () => {
  const id = await office.talk('ann', ['blub blub krax', 'xóa dữ liệu của tôi']);
  await office.catchUp();
  const { pool } = office.database;
  const summary = await pool.query('SELECT * FROM conversation_summary');
  await office.talk('ann', ['có']);
  // As a projection leaves it that had read the messages just before.
  await pool.query(
    `INSERT INTO conversation_summary
     SELECT * FROM json_populate_record(NULL::conversation_summary, $1::json)`,
    [JSON.stringify({ ...summary.rows[0], words: 'blub' })],
  );
  await pool.query(
    `INSERT INTO misunderstood_message VALUES (1, 1, $1, 1, 'web', 'not-understood', now())`,
    [id],
  );
  await office.catchUp();
  for (const table of ['conversation_summary', 'misunderstood_message']) {
    const { rowCount } = await pool.query(`SELECT FROM ${table}`);
    expect(rowCount, table).toBe(0);
  }
});

test('a search is in the audit log without its words, once for all its pages within an hour', async () => {
  for (const person of ['ann', 'bob', 'eve']) await office.talk(person, [QUESTION]);
  await office.catchUp();
  const search = (query: string) => office.get(`/conversations?limit=2&${query}`);
  const { body } = await search('text=Nguyen+Van+An&channel=web');
  expect(body.conversations).toEqual([]);
  await search('channel=web&text=Nguyen+Van+An');
  expect(office.audited).toMatchObject([
    { action: 'conversations-searched', about: 'text channel=web', officer: { name: 'An' } },
  ]);
  // Other words are another search, though the log does not say which.
  await search('text=ten+mien&channel=web');
  expect(office.audited).toHaveLength(2);

  const first = await search('source=-');
  await search(`source=-&cursor=${first.body.next}`);
  expect(office.audited.slice(2)).toMatchObject([{ about: 'source=-' }]);
  // Whoever begins at a later page has looked no less.
  await search(`to=2026-12-31&cursor=${first.body.next}`);
  expect(office.audited.slice(3)).toMatchObject([{ about: 'to=2026-12-31' }]);

  office.clock.now = new Date(office.clock.now.getTime() + 3_600_000);
  await search('source=-');
  expect(office.audited.slice(4)).toMatchObject([{ about: 'source=-' }]);
});

test('what there is to choose from', async () => {
  await office.talk('ann', [QUESTION]);
  await office.database.pool.query(`UPDATE conversation SET source = 'qr-a'`);
  await office.talk('ann', [QUESTION]);
  await office.catchUp();
  const { body } = await office.get('/conversation-choices');
  expect(body.sources).toEqual(['qr-a']);
  expect(body.outcomes).toContain('id-vn:eligible');
  // They only carry a check on, and are no event to find.
  expect(body.outcomes).not.toContain('programme:open');
  expect(body.topics.length).toBeGreaterThan(80);
  expect(body.channels).toContain('zalo');
});

test('messages that are written later below one that was seen are not missed', async () => {
  await office.talk('ann', ['xin chào']);
  const { pool } = office.database;
  const client = await pool.connect();
  await client.query('BEGIN');
  const { rows } = await client.query(
    `INSERT INTO message (conversation_id, seq, direction, text, ending)
     SELECT id, 50, 'in', 'gia hạn thế nào', 'answered' FROM conversation RETURNING id`,
  );
  await office.talk('bob', ['chào bạn']);
  const catching = office.catchUp();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await client.query('COMMIT');
  client.release();
  await catching;
  const newest = await pool.query('SELECT max(id) AS id FROM message');
  expect(BigInt(newest.rows[0].id)).toBeGreaterThan(BigInt(rows[0].id));
  expect(await found('text=gia+han')).toEqual(['xin chào']);
});

test('a long transaction that has nothing to do with it holds nothing up; one that has is named', async () => {
  const { pool } = office.database;
  const client = await pool.connect();
  try {
    await client.query('BEGIN; UPDATE statistic_progress SET read = read');
    await office.talk('ann', ['gia hạn thế nào']);
    expect(await found('text=gia+han')).toHaveLength(1);
    await client.query('COMMIT');

    await client.query(`BEGIN; INSERT INTO event (type, channel, day)
                        VALUES ('message', 'web', '2026-11-22')`);
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    await office.talk('bob', ['chào bạn']);
    const waiting = follow({ pool, name: 'x', apply: async () => {}, patienceMs: 0 });
    await expect(waiting.catchUp()).rejects.toThrow(`does not end: process ${rows[0].pid} `);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

test.each([
  ['viewer', 403],
  ['content-officer', 200],
  ['support-officer', 200],
] as const)('a %s gets %i', async (role, status) => {
  expect((await office.get('/conversations', role)).status).toBe(status);
  expect((await office.get('/conversation-choices', role)).status).toBe(status);
});

test('what cannot be a place or a value is refused, and is no failure of ours', async () => {
  const notAnId = '-'.repeat(36);
  expect((await office.get(`/conversations?cursor=1_${notAnId}`)).status).toBe(404);
  expect((await office.get('/conversations?topic=a%00b')).status).toBe(422);
  expect((await office.get('/conversations?source=%00&from=2026-11-01')).status).toBe(422);
});
