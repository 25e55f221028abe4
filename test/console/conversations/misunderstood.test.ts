import { afterEach, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import type { misunderstood } from '../../../src/console/contract/misunderstood.ts';
import { readWorkbook } from '../api/workbook.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

async function groups(query = ''): Promise<z.infer<typeof misunderstood.answer>> {
  await office.catchUp();
  const { status, body } = await office.get(`/misunderstood?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

test('messages that say much the same are one group, most frequent first', async () => {
  await office.talk('ann', ['shop có bán xe máy cũ không']);
  await office.talk('bob', ['lái tàu vũ trụ kiểu gì']);
  await office.talk('eve', ['Có bán xe máy cũ ko ạ??'], 'telegram');
  await office.talk('mia', ['xe may cu co ban khong']);
  const { groups: found, total } = await groups();
  expect(total).toEqual({ groups: 2, messages: 4, notUnderstood: 4 });
  expect(found.map(({ count }) => count)).toEqual([3, 1]);
  expect(found[0]!.examples.map(({ text }) => text)).toEqual([
    'xe may cu co ban khong',
    'Có bán xe máy cũ ko ạ??',
    'shop có bán xe máy cũ không',
  ]);

  const { conversationId, seq } = found[0]!.examples[1]!;
  const { body } = await office.get(`/conversations/${conversationId}`);
  expect(body.messages.find((m: { seq: number }) => m.seq === seq).text).toBe(
    'Có bán xe máy cũ ko ạ??',
  );

  const members = await office.get(`/misunderstood/${found[0]!.id}`);
  expect(members.body.messages).toHaveLength(3);
  expect(members.body.next).toBeNull();
  const onTelegram = await groups('channel=telegram');
  expect(onTelegram.total).toEqual({ groups: 1, messages: 1, notUnderstood: 1 });
  expect((await groups('channel=telegram,web')).total.messages).toBe(4);
});

test('those of a source, and of none', async () => {
  await office.talk('ann', ['xin chào']);
  await office.database.pool.query(`UPDATE conversation SET source = 'qr-a'`);
  await office.talk('ann', ['shop có bán xe máy cũ không']);
  await office.talk('bob', ['lái tàu vũ trụ kiểu gì']);
  const texts = async (query: string) =>
    (await groups(query)).groups.map(({ examples }) => examples[0]?.text);
  expect(await texts('source=qr-a')).toEqual(['shop có bán xe máy cũ không']);
  expect(await texts('source=-')).toEqual(['lái tàu vũ trụ kiểu gì']);
});

test('what was met with "did you mean" says what was offered; what was answered is not there', async () => {
  await office.talk('ann', ['Tên miền id.vn là gì?', 'menu']);
  const id = await office.talk('bob', ['blub blub krax']);
  // As like to topics, but while a question waited, which was asked again.
  await office.talk('eve', ['blub blub krax']);
  await office.database.pool.query(
    `UPDATE message SET understood = jsonb_set(understood, '{topics}', $2),
                        ending = CASE conversation_id WHEN $1 THEN 'offered-choices' ELSE ending END
      WHERE text = 'blub blub krax'`,
    [
      id,
      {
        zone: 'choose',
        also: [],
        candidates: ['id-vn-what', 'x', 'y', 'z'].map((topic) => ({ topic, score: 0.4 })),
      },
    ],
  );
  const { groups: found, total } = await groups();
  expect(total).toEqual({ groups: 1, messages: 2, notUnderstood: 1 });
  expect(found[0]).toMatchObject({ count: 2, notUnderstood: 1 });
  expect(found[0]!.offered.map(({ topic, count }) => [topic, count])).toEqual([
    ['id-vn-what', 1],
    ['x', 1],
    ['y', 1],
  ]);
  expect((await groups('ending=not-understood')).groups).toMatchObject([{ count: 1, offered: [] }]);
});

test('a period holds what was written in it; pages follow each other', async () => {
  await office.talk('ann', ['blub blub krax']);
  office.clock.now = new Date('2026-11-24T17:30:00Z'); // the 25th in Hải Phòng
  await office.talk('bob', ['lái tàu vũ trụ kiểu gì']);
  await office.talk('eve', ['bán xe máy cũ']);
  const texts = async (query: string) =>
    (await groups(query)).groups.map(({ examples }) => examples[0]?.text);
  expect(await texts('to=2026-11-24')).toEqual(['blub blub krax']);
  expect(await texts('from=2026-11-25')).toEqual(['bán xe máy cũ', 'lái tàu vũ trụ kiểu gì']);
  expect(await texts('size=2&page=2')).toEqual(['blub blub krax']);
});

test('examples are masked, and personal values make no groups', async () => {
  await office.talk('ann', ['krax blub 482913']);
  await office.talk('bob', ['krax blub 557711']);
  const { groups: found } = await groups();
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ count: 2, examples: [{ text: 'krax blub •••••' }, {}] });
  const { rows } = await office.database.pool.query('SELECT key FROM misunderstood_group');
  expect(JSON.stringify(rows)).not.toMatch(/\d{5}/);
});

test('the file holds the groups, and taking it is recorded', async () => {
  await office.talk('ann', ['blub blub krax']);
  await groups();
  const response = await office.download('/misunderstood.xlsx?from=2026-11-01');
  expect(response.headers.get('Content-Type')).toContain('spreadsheetml');
  expect(response.headers.get('Content-Disposition')).toContain('chua-hieu-2026-11-22.xlsx');
  const workbook = readWorkbook(Buffer.from(await response.arrayBuffer()));
  const [head, row] = workbook.get('Chưa hiểu')!;
  expect(head).toContain('Số tin nhắn');
  expect(row?.slice(0, 5)).toEqual([1, 1, 1, 0, 'blub blub krax']);
  expect(office.audited).toMatchObject([
    { action: 'misunderstood-seen' },
    { action: 'exported', about: 'chua-hieu-2026-11-22.xlsx groups=1 from=2026-11-01' },
  ]);
});

test('a file that cannot hold all groups says so', async () => {
  await office.talk('ann', ['blub blub krax']);
  await groups();
  const heads = async () => {
    const response = await office.download('/misunderstood.xlsx');
    const workbook = readWorkbook(Buffer.from(await response.arrayBuffer()));
    return workbook.get('Chưa hiểu')!.map(([first]) => first);
  };
  expect((await heads())[0]).toBe('STT');
  await office.database.pool.query(
    `WITH written AS (
       INSERT INTO message (conversation_id, seq, direction, text)
       SELECT id, n, 'in', 'm' || n FROM conversation, generate_series(101, 1100) AS n RETURNING *
     )
     INSERT INTO misunderstood_message (message_id, group_id, conversation_id, seq, channel, ending, at)
     SELECT id, 1000 + seq, conversation_id, seq, 'web', 'not-understood', at FROM written`,
  );
  const rows = await heads();
  expect(rows[0]).toMatch(/^Bảng này chỉ gồm 1\.000 nhóm nhiều tin nhất trong 1\.001 nhóm\./);
  expect(rows).toHaveLength(1002);
});

test('a viewer gets to see none of what people wrote', async () => {
  await office.talk('ann', ['blub blub krax']);
  const { groups: found } = await groups();
  for (const path of ['/misunderstood', `/misunderstood/${found[0]!.id}`, '/misunderstood.xlsx']) {
    expect((await office.get(path, 'viewer')).status, path).toBe(403);
  }
});

test('whoever looks at a list or a group is in the audit log', async () => {
  await office.talk('ann', ['blub blub krax']);
  const { groups: found } = await groups('from=2026-11-01');
  await office.get(`/misunderstood/${found[0]!.id}?channel=web`);
  await office.get(`/misunderstood/${found[0]!.id}?channel=web&cursor=999999999999`);
  expect(office.audited.map(({ action, about }) => [action, about])).toEqual([
    ['misunderstood-seen', 'from=2026-11-01'],
    ['misunderstood-seen', `group=${found[0]!.id} channel=web`],
  ]);
});
