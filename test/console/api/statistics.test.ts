import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/console/api/serve.ts';
import { statisticsRouter } from '../../../src/console/api/statistics.ts';
import type { Role } from '../../../src/console/contract/permission.ts';
import * as contract from '../../../src/console/contract/statistics.ts';
import { decisions, handoverReasons } from '../../../src/console/web/words/statistics-keys.ts';
import type { Database } from '../../../src/database/open.ts';
import { loadBot } from '../../../src/load.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import { insertEvents } from '../../outreach/statistics/counting.ts';
import { testDatabase } from '../../support/database.ts';
import { readWorkbook } from './workbook.ts';

const { bot } = loadBot();
const now = new Date('2026-11-22T05:00:00Z');
const ID_VN = 'Kiểm tra điều kiện id.vn';

let database: Database;
let url: string;
let role: Role = 'viewer';
const audited: AuditEntry[] = [];
const closing: (() => void)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const decided = { type: 'decided', flow: 'id-vn', rule: 'id-vn', outcome: 'eligible' };
  await insertEvents(database.pool, [
    { type: 'message', at: '2026-11-02', conversation: 1 },
    { type: 'topic-answered', at: '2026-11-02', conversation: 1, topic: 'id-vn-how' },
    {
      type: 'message',
      at: '2026-11-20',
      conversation: 1,
      path: ['entered:id-vn', 'id-vn/open:open', 'id-vn/citizen'],
    },
    { type: 'flow-started', at: '2026-11-20', conversation: 1, flow: 'id-vn' },
    {
      type: 'message',
      at: '2026-11-20',
      conversation: 1,
      path: [
        'id-vn/citizen=yes',
        'id-vn/birth-date',
        'id-vn/birth-date=*',
        'id-vn/decide:eligible',
        'id-vn/eligible',
        'left:id-vn',
      ],
    },
    { ...decided, at: '2026-11-20', conversation: 1 },
    { type: 'link-offered', at: '2026-11-20', conversation: 1, link: 'registration' },
    { type: 'link-opened', at: '2026-11-21', conversation: 1, link: 'registration' },
    { type: 'message', at: '2026-11-21', conversation: 2, channel: 'zalo', source: '=1+1' },
    {
      type: 'topic-answered',
      at: '2026-11-21',
      conversation: 2,
      channel: 'zalo',
      source: '=1+1',
      topic: 'gone-since',
    },
    { type: 'not-understood', at: '2026-11-21', conversation: 2, channel: 'zalo', source: '=1+1' },
    {
      type: 'handover-asked',
      at: '2026-11-22',
      conversation: 2,
      channel: 'zalo',
      source: '=1+1',
      reason: 'person-asked',
    },
  ]);
  await readEvents(database.pool);
  const app = express().use(
    statisticsRouter({
      pool: database.pool,
      bot,
      officerOf: async () => ({ id: '1', name: 'Lan', email: 'lan@example.vn', role }),
      audit: async (entry) => void audited.push(entry),
      origin: 'http://localhost',
      now: () => now,
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/console/api/statistics`;
  closing.push(() => server.close());
});

afterAll(async () => {
  for (const close of closing) close();
  await database.close();
});

const get = (path: string) => fetch(`${url}/${path}`);

async function overview(query = ''): Promise<contract.Overview> {
  return contract.overview.answer.parse(await (await get(`overview?${query}`)).json());
}

const values = (figures: readonly contract.Figure[]) =>
  Object.fromEntries(figures.map(({ definition, value }) => [definition, value]));

test('every definition, with what the filters may choose and since when there is data', async () => {
  const answer = contract.definitions.answer.parse(await (await get('definitions')).json());
  expect(answer.definitions.map(({ id }) => id)).toEqual([...contract.MEASURES]);
  expect(answer.definitions.filter(({ adds }) => adds === 'distinct').map(({ id }) => id)).toEqual([
    'accounts',
  ]);
  expect(answer).toMatchObject({
    today: '2026-11-22',
    firstDay: '2026-11-02',
    channels: ['web', 'zalo'],
    sources: ['-', '=1+1'],
  });
});

describe('the overview', () => {
  test('of this quarter, when nothing is said', async () => {
    const { period, offer, report, figures } = await overview();
    expect(period).toEqual({
      kind: 'quarter',
      start: '2026-10-01',
      end: '2026-12-31',
      state: 'running',
      partial: true,
    });
    expect(offer).toEqual({ lastDay: '2026-12-31', daysLeft: 39, ended: false });
    expect(report).toEqual({
      quarter: '2026-10-01',
      due: '2026-12-19',
      lastWorkingDay: '2026-12-18',
      workingDaysLeft: 20,
      holidaysTakenOff: false,
    });
    expect(values(figures)).toEqual({
      accounts: 2,
      conversations: 3,
      messages: 4,
      questions: 2,
      'not-understood': 1,
      decisions: 1,
      'links-offered': 1,
      'links-opened': 1,
      'link-openings': 1,
      handovers: 1,
    });
  });

  test('by day from the first day with data, by channel, by topic, result and reason', async () => {
    const { trend, channels, topics, decisions, handovers } = await overview();
    const accounts = trend.find(({ definition }) => definition === 'accounts')!;
    expect(accounts.points.map(({ start }) => start).slice(0, 2)).toEqual([
      '2026-11-02',
      '2026-11-03',
    ]);
    expect(accounts.points.map(({ value }) => value)).toEqual([1, ...Array(17).fill(0), 1, 1, 0]);
    expect(channels.map(({ channel, figures }) => [channel, values(figures)])).toEqual([
      ['web', { accounts: 1, messages: 3, decisions: 1, 'links-opened': 1 }],
      ['zalo', { accounts: 1, messages: 1, decisions: 0, 'links-opened': 0 }],
    ]);
    expect(topics.rows).toEqual([
      { key: 'gone-since', label: null, value: 1 },
      { key: 'id-vn-how', label: bot.answers.get('id-vn-how')!.title, value: 1 },
    ]);
    expect(decisions.rows).toEqual([
      { key: 'id-vn:eligible', label: 'id.vn: đủ điều kiện', value: 1 },
    ]);
    expect(handovers.rows).toEqual([{ key: 'person-asked', label: 'Người dân đề nghị', value: 1 }]);
  });

  test('channels add up to the figures, also one of which only a link was opened', async () => {
    const { figures, channels } = await overview('kind=day&start=2026-11-21');
    expect(channels.map(({ channel, figures }) => [channel, values(figures)])).toEqual([
      ['zalo', { accounts: 1, messages: 1, decisions: 0, 'links-opened': 0 }],
      ['web', { accounts: 0, messages: 0, decisions: 0, 'links-opened': 1 }],
    ]);
    for (const { definition } of channels[0]!.figures) {
      const sum = channels.reduce((n, of) => n + (values(of.figures)[definition] ?? 0), 0);
      expect(sum, definition).toBe(values(figures)[definition]);
    }
  });

  test('each check from its start to the opened link, questions in the words people read', async () => {
    const { funnels } = await overview();
    const check = funnels.find(({ flow }) => flow === 'id-vn')!;
    expect(check.title).toBe(ID_VN);
    expect(check.stages.slice(0, 3).map(({ kind, label, value }) => [kind, label, value])).toEqual([
      ['started', null, 1],
      ['asked', 'Bạn có phải là công dân Việt Nam không?', 1],
      ['asked', 'Bạn sinh ngày nào?', 1],
    ]);
    expect(check.stages.at(-1)).toMatchObject({ kind: 'opened', value: 1 });
  });

  test('of a channel and a source alone', async () => {
    expect(values((await overview('channels=zalo')).figures)).toMatchObject({
      messages: 1,
      decisions: 0,
    });
    const of = await overview(`source=${encodeURIComponent('=1+1')}`);
    expect(values(of.figures)).toMatchObject({ messages: 1, accounts: 1 });
    expect(values((await overview('source=-')).figures)).toMatchObject({ messages: 3 });
  });

  test('of a time without data: nothing is known, and nothing is zero', async () => {
    const { period, figures, trend, funnels } = await overview('kind=quarter&start=2026-09-30');
    expect(period.state).toBe('missing');
    expect(new Set(figures.map(({ value }) => value))).toEqual(new Set([null]));
    expect(trend.flatMap(({ points }) => points)).toEqual([]);
    expect(funnels).toEqual([]);
  });
});

test('one measure over time: whole weeks, unknown before the first day with data', async () => {
  const answer = await get('series?measure=accounts&by=week&kind=month&split=channel');
  const { lines, definition } = contract.series.answer.parse(await answer.json());
  expect(definition).toBe('accounts');
  expect(lines.map(({ channel, points }) => [channel, points.map(({ value }) => value)])).toEqual([
    ['web', [null, 1, 0, 1]],
    ['zalo', [null, 0, 0, 1]],
  ]);
  const topic = await get('series?measure=questions&by=month&key=id-vn-how');
  expect(contract.series.answer.parse(await topic.json()).lines[0]!.points).toEqual([
    { start: '2026-10-01', end: '2026-10-31', value: null },
    { start: '2026-11-01', end: '2026-11-30', value: 1 },
  ]);
});

test.each([
  ['measure=questions', null],
  ['measure=questions&key=id-vn-how', bot.answers.get('id-vn-how')!.title],
  // On a day without it, too.
  ['measure=decisions&key=id-vn:eligible&kind=day&start=2026-11-10', 'id.vn: đủ điều kiện'],
  ['measure=questions&key=gone-since', null],
])('over time, %s is called as people call its key', async (query, label) => {
  const answer = contract.series.answer.parse(await (await get(`series?${query}`)).json());
  expect(answer.keyLabel).toBe(label);
});

test('a line of a channel with nothing is 0 where there is data, and there is no line where there is none', async () => {
  const lines = async (query: string) => {
    const answer = await get(`series?measure=messages&by=day&kind=day&split=channel&${query}`);
    return contract.series.answer
      .parse(await answer.json())
      .lines.map(({ channel, points }) => [channel, points.map(({ value }) => value)]);
  };
  expect(await lines('start=2026-11-10')).toEqual([
    ['web', [0]],
    ['zalo', [0]],
  ]);
  expect(await lines('start=2026-11-02&channels=zalo')).toEqual([['zalo', [0]]]);
  expect(await lines('start=2026-11-01')).toEqual([]);
});

test('one measure by what it is made of, beside the whole', async () => {
  const answer = await get('breakdown?measure=messages&by=source&kind=programme');
  expect(contract.breakdown.answer.parse(await answer.json())).toMatchObject({
    definition: 'messages',
    total: 4,
    rows: [
      { key: '-', label: null, value: 3 },
      { key: '=1+1', label: null, value: 1 },
    ],
  });
});

test.each([
  'overview?kind=year',
  'overview?start=2026-02-30',
  'overview?channels=web;zalo',
  'series?measure=nothing',
  'breakdown?measure=messages&by=person',
])('%s is refused', async (path) => {
  expect((await get(path)).status).toBe(422);
});

test('every result and reason that can occur has a name', () => {
  const results = [...bot.rules.values()].flatMap(({ name, outcomes }) =>
    Object.entries(outcomes).flatMap(([id, kind]) => (kind === 'final' ? [`${name}:${id}`] : [])),
  );
  expect(Object.keys(decisions).sort()).toEqual(results.sort());
  const reasons = [...bot.flows.values()].flatMap(({ steps }) =>
    [...steps.values()].flatMap((step) => (step.kind === 'handover' ? [step.reason] : [])),
  );
  expect(Object.keys(handoverReasons)).toEqual([...new Set(reasons)]);
});

describe('the file to take away', () => {
  test('is for those who may, and each is in the audit log', async () => {
    expect((await get('export')).status).toBe(403);
    expect(audited).toEqual([]);
    role = 'content-officer';
    const answer = await get('export?channels=zalo');
    role = 'viewer';
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename=thong-ke-2026-10-01-2026-12-31.xlsx',
    );
    expect(audited.map(({ action, about }) => [action, about])).toEqual([
      ['exported', 'thong-ke-2026-10-01-2026-12-31.xlsx channels=zalo'],
    ]);
  });

  test('may be a picture, for the same and recorded alike', async () => {
    const take = (name: string) =>
      fetch(`${url}/picture?channels=web,zalo&source=${encodeURIComponent('tờ rơi')}`, {
        method: 'POST',
        headers: { Origin: 'http://localhost', 'Content-Type': 'application/json' },
        body: JSON.stringify({ name }),
      });
    audited.length = 0;
    expect((await take('a.png')).status).toBe(403);
    role = 'content-officer';
    expect((await take('a b channels=web.png')).status).toBe(422);
    expect(audited).toEqual([]);
    expect((await take('Theo-kênh-Quý-IV-2026.png')).status).toBe(200);
    role = 'viewer';
    expect(audited).toMatchObject([
      {
        action: 'exported',
        about: 'Theo-kênh-Quý-IV-2026.png channels=web%2Czalo source=t%E1%BB%9D%20r%C6%A1i',
      },
    ]);
  });

  test('says its period, its filters and its definitions', async () => {
    role = 'administrator';
    const answer = await get(`export?channels=web,zalo&source=${encodeURIComponent('=1+1')}`);
    role = 'viewer';
    const sheets = readWorkbook(Buffer.from(await answer.arrayBuffer()));
    const [figures, definitions] = [...sheets.keys()];
    expect([figures, definitions]).toEqual(['Số liệu', 'Định nghĩa']);
    const head = sheets.get(figures!)!;
    expect(head).toContainEqual(['Kỳ', 'Quý: 01/10/2026 – 31/12/2026']);
    expect(head).toContainEqual(['Kênh', 'Trang web và Smart-HaiPhong, Zalo OA']);
    expect(head).toContainEqual(['Nguồn', '=1+1']);
    expect(head).toContainEqual(['Ngày đầu tiên có dữ liệu', '02/11/2026']);
    expect(head).toContainEqual(['Tin nhắn được trả lời', 1, 'tin']);
    expect(sheets.get(definitions!)!.length).toBe(contract.MEASURES.length + 1);
    expect(sheets.get('Theo nguồn')).toContainEqual(['=1+1', 1, 0, 0]);
    for (const sheet of ['Theo ngày', 'Theo nguồn']) {
      const [note] = sheets.get(sheet)!.at(-1)!;
      expect(note).toMatch(/^Lượt tài khoản .*không cộng lại với nhau; các cột khác cộng được\.$/);
    }
    expect(sheets.get('Chủ đề')).toContainEqual(['gone-since', 1, 'gone-since']);
  });

  test('names a question that only some are asked as a branch, and says what that means', async () => {
    role = 'administrator';
    const answer = await get('export');
    role = 'viewer';
    const checks = readWorkbook(Buffer.from(await answer.arrayBuffer())).get('Các bước kiểm tra')!;
    expect(checks.flatMap(([check, , question]) => (check === ID_VN ? [question] : []))).toEqual([
      1,
      'Bạn có phải là công dân Việt Nam không?',
      '↳ Nhánh: Bạn sinh ngày nào?',
      expect.stringMatching(/^↳ Nhánh: Với năm sinh hoặc tuổi này/),
      1,
      1,
      1,
    ]);
    expect(checks.at(-1)![0]).toMatch(/^↳ Câu hỏi nhánh .*không có nghĩa là bị mất\.$/);
  });

  test('leaves open what is not known', async () => {
    role = 'administrator';
    const answer = await get('export?kind=month&start=2026-10-01');
    role = 'viewer';
    const sheets = readWorkbook(Buffer.from(await answer.arrayBuffer()));
    expect(sheets.get('Số liệu')).toContainEqual([
      'Tin nhắn được trả lời',
      'không có dữ liệu',
      'tin',
    ]);
  });
});
