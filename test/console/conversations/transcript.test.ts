import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { conversation, MessageSeen } from '../../../src/console/contract/conversations.ts';
import { bot, type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

async function read(id: string, query = ''): Promise<z.infer<typeof conversation.answer>> {
  const { status, body } = await office.get(`/conversations/${id}?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const said = (messages: MessageSeen[]) => messages.filter(({ direction }) => direction === 'in');

describe('a transcript', () => {
  test('tells beside each message what was understood, decided, and how it ended', async () => {
    const id = await office.talk('web-person-77', ['kiểm tra id.vn', 'có', '5/3/2005']);
    const seen = await read(id);
    expect(seen).toMatchObject({ channel: 'web', erased: false, demo: false, next: null });
    expect(seen.person).toBe('…-77');
    const [begin, citizen, birth] = said(seen.messages);
    expect(begin).toMatchObject({ text: 'kiểm tra id.vn', ending: 'asked', decisions: [] });
    expect(citizen?.understood?.readings).toMatchObject([
      { ask: 'id-vn/citizen', value: 'Có', masked: false, whole: true },
    ]);
    expect(birth).toMatchObject({
      ending: 'decided',
      decisions: [{ rule: 'id-vn', outcome: 'eligible', reason: null, flow: 'id-vn' }],
    });
    expect(birth!.decisions[0]!.sources.join()).toMatch(/mục III\.4/);
    expect(JSON.stringify(birth)).not.toMatch(/2005/);
    const replies = seen.messages.filter(({ direction }) => direction === 'out');
    expect(replies[0]).toMatchObject({ delivery: { status: 'sent', error: null } });
    expect(replies.some(({ buttons }) => buttons.includes('Có'))).toBe(true);
    const link = replies.find((reply) => reply.link !== null)?.link;
    expect(link).toMatchObject({ name: 'registration', openedAt: null });
    expect(JSON.stringify(seen)).not.toContain('/r/');
  });

  test.each(['mục III.9', 'mục III.4, III.9'])(
    'names for a decision the source that was said then (%s), not the one of today',
    async (then) => {
      const id = await office.talk('ann', ['kiểm tra id.vn', 'có', '5/3/2005']);
      const decided = async () => said((await read(id)).messages)[2]!.decisions;
      expect(await decided()).toMatchObject([
        { sources: [expect.stringContaining('mục III.4'), expect.anything()] },
      ]);
      await office.database.pool.query(
        `UPDATE message SET text = replace(text, 'mục III.4', $2)
        WHERE conversation_id = $1 AND direction = 'out'`,
        [id, then],
      );
      expect(await decided()).toMatchObject([{ outcome: 'eligible', sources: [] }]);
      expect(JSON.stringify(await read(id))).toContain(then);
    },
  );

  test('names the topics that came into question, with scores', async () => {
    const id = await office.talk('ann', ['Tên miền id.vn là gì?']);
    const [message] = said((await read(id)).messages);
    expect(message!.understood!.zone).toBe('answer');
    const [best] = message!.understood!.candidates;
    expect(best!.score).toBeGreaterThan(0);
    expect(best!.title).not.toBe(best!.topic);
  });

  test('tells which button was pressed', async () => {
    const id = await office.talk('ann', ['kiểm tra id.vn', '1']);
    const [, pressed] = said((await read(id)).messages);
    const { understood } = pressed!;
    expect(understood!.pressed ?? understood!.readings[0]?.value).toBe('Có');
  });

  test('two turns of the same moment each keep their own decisions', async () => {
    const id = await office.talk('ann', ['kiểm tra id.vn', 'không', 'kiểm tra biz.vn']);
    await office.database.pool.query(
      `UPDATE message SET at = (SELECT min(at) FROM message WHERE conversation_id = $1) WHERE conversation_id = $1`,
      [id],
    );
    await office.database.pool.query(
      `UPDATE event SET at = (SELECT min(at) FROM message WHERE conversation_id = $1) WHERE conversation_id = $1`,
      [id],
    );
    const decided = said((await read(id)).messages).map(({ decisions }) =>
      decisions.map(({ outcome, rule }) => `${rule} ${outcome}`),
    );
    expect(decided[0]).not.toContain('id-vn not-eligible');
    expect(decided[1]).toContain('id-vn not-eligible');
    expect(decided[2]).not.toContain('id-vn not-eligible');
  });

  test('shows a reply that could not be sent', async () => {
    await office.close();
    office = await openOffice(async () => {
      throw new Error('the platform is away');
    });
    const id = await office.talk('ann', ['xin chào']);
    const reply = (await read(id)).messages.at(-1);
    expect(reply?.delivery).toMatchObject({
      status: 'failed',
      error: 'Error: the platform is away',
    });
  });

  test('hides what a platform repeats of the person in its refusal', async () => {
    await office.close();
    office = await openOffice(async () => {
      throw new Error('no chat 0912345678 of lan@example.vn');
    });
    const id = await office.talk('ann', ['xin chào']);
    const reply = (await read(id)).messages.at(-1);
    expect(reply?.delivery?.error).toBe('Error: no chat ••••• of •••••');
  });

  test('hides in a reply what the person wrote on a page before', async () => {
    const id = await office.talk('ann', ['hồ sơ 482913 của em thế nào']);
    await office.database.pool.query(
      `UPDATE message SET text = 'Hồ sơ 482913 …' WHERE conversation_id = $1 AND direction = 'out'`,
      [id],
    );
    const { messages } = await read(id, 'after=1');
    expect(messages[0]).toMatchObject({ direction: 'out', text: 'Hồ sơ ••••• …' });
    expect(JSON.stringify(messages)).not.toContain('482913');
  });

  test('leads to its neighbours within the search', async () => {
    const ids: string[] = [];
    for (const text of ['gia hạn', 'xin chào', 'gia hạn', 'gia hạn']) {
      ids.push(await office.talk(`p${ids.length}`, [text]));
    }
    await office.catchUp();
    const [oldest, other, middle, newest] = ids;
    expect(await read(middle!, 'text=gia+han')).toMatchObject({ newer: newest, older: oldest });
    expect(await read(middle!)).toMatchObject({ newer: newest, older: other });
    expect(await read(newest!, 'text=gia+han')).toMatchObject({ newer: null, older: middle });
  });

  test('tells what was decided at the end of a page, whose reply stands on the next', async () => {
    const id = await office.talk('ann', ['kiểm tra id.vn', 'không']);
    const { pool } = office.database;
    const { rows } = await pool.query(
      `SELECT 500 - seq AS before FROM message WHERE conversation_id = $1 AND text = 'không'`,
      [id],
    );
    const [{ before }] = rows;
    await pool.query(`UPDATE message SET seq = seq + $2 WHERE conversation_id = $1`, [id, before]);
    await pool.query(
      `INSERT INTO message (conversation_id, seq, direction, text)
       SELECT $1, n, 'out', 'm' || n FROM generate_series(1, $2) AS n`,
      [id, before],
    );
    const { messages } = await read(id);
    expect(messages).toHaveLength(500);
    expect(messages.at(-1)).toMatchObject({
      text: 'không',
      decisions: [{ rule: 'id-vn', outcome: 'not-eligible', reason: 'not-citizen' }],
    });
  });

  test('of a flood comes in pages', async () => {
    const id = await office.talk('ann', ['xin chào']);
    await office.database.pool.query(
      `INSERT INTO message (conversation_id, seq, direction, text)
       SELECT $1, n, 'out', 'm' || n FROM generate_series(100, 700) AS n`,
      [id],
    );
    const first = await read(id);
    expect(first.messages).toHaveLength(500);
    const second = await read(id, `after=${first.next}`);
    expect(second.next).toBeNull();
    expect(second.messages.at(-1)?.text).toBe('m700');
    expect(new Set([...first.messages, ...second.messages].map(({ seq }) => seq)).size).toBe(
      first.messages.length + second.messages.length,
    );
  });

  test('is put in the audit log by its id; one that does not exist is not', async () => {
    const id = await office.talk('ann', ['xin chào']);
    await read(id);
    expect(office.audited).toMatchObject([
      { action: 'conversation-seen', about: id, officer: { id: 'o1' } },
    ]);
    const other = '00000000-0000-4000-8000-000000000000';
    expect((await office.get(`/conversations/${other}`)).status).toBe(404);
    expect((await office.get('/conversations/1')).status).toBe(422);
    expect((await office.get(`/conversations/${id}`, 'viewer')).status).toBe(403);
    expect(office.audited).toHaveLength(1);
  });
});

describe('revealing one message', () => {
  test('shows it as it is stored, and is recorded', async () => {
    const id = await office.talk('ann', ['hồ sơ 482913 của em thế nào']);
    const [message] = said((await read(id)).messages);
    expect(message).toMatchObject({ text: 'hồ sơ ••••• của em thế nào', masked: true });
    const path = `/conversations/${id}/messages/${message!.seq}/reveal`;
    const { status, body } = await office.post(path, 'support-officer');
    expect([status, body.text]).toEqual([200, 'hồ sơ 482913 của em thế nào']);
    expect(office.audited.at(-1)).toMatchObject({
      action: 'personal-revealed',
      about: `${id} message=${message!.seq}`,
    });
    expect((await office.post(path, 'content-officer')).status).toBe(403);
    expect((await office.post(`/conversations/${id}/messages/2/reveal`)).status).toBe(404);
    expect(office.audited).toHaveLength(2);
  });

  test('gives what was masked for good to nobody', async () => {
    const id = await office.talk('ann', ['cccd của em là 031203004567']);
    const { body } = await office.post(`/conversations/${id}/messages/1/reveal`);
    expect(body.text).toContain('031203******');
    expect((await read(id)).messages[0]?.text).toBe('cccd của em là •••••');
  });

  test('shows the days that were written, and read', async () => {
    const id = await office.talk('ann', ['kiểm tra biz.vn', 'doanh nghiệp', 'ngày 5/9/2026']);
    const [, , founded] = said((await read(id)).messages);
    const { seq } = founded!;
    const { maskedDate } = bot.messages;
    expect(founded).toMatchObject({ masked: true, text: 'ngày •••••' });
    expect(founded!.understood!.readings[0]).toMatchObject({ value: maskedDate, masked: false });

    // As it is kept of a question whose answer is not forgotten.
    await office.database.pool.query(
      `UPDATE message SET understood = jsonb_set(understood, '{readings,0,value}', $3)
        WHERE conversation_id = $1 AND seq = $2`,
      [id, seq, { earliest: '2026-09-05', latest: '2026-09-05' }],
    );
    const [, , kept] = said((await read(id)).messages);
    expect(kept!.understood!.readings[0]).toMatchObject({ value: '•••••', masked: true });
    const { body } = await office.post(`/conversations/${id}/messages/${seq}/reveal`);
    expect(body.text).toBe('ngày 5/9/2026');
    expect(body.readings[0]).toMatchObject({ value: '05/09/2026', masked: false });
  });
});
