import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Measure } from '../../../src/console/contract/statistics.ts';
import { figure } from '../../../src/console/web/format.ts';
import { common } from '../../../src/console/web/words/common.ts';
import { overview as words } from '../../../src/console/web/words/overview.ts';
import { loadBot } from '../../../src/load.ts';
import { definitionOf } from '../../../src/outreach/statistics/definitions.ts';
import { type House, openHouse } from '../../support/house.ts';
import { readWorkbook } from '../api/workbook.ts';
import { write } from './citizen.ts';
import { LAPTOP, lookAt, useConsole } from './console.ts';
import { demonstrate } from './demonstration.ts';

const site = useConsole();
const { bot } = loadBot();

/** The demonstration reaches up to here, so that its figures are the same on any day. */
const NOW = new Date('2026-11-22T15:00:00Z');
const QUARTER = { start: '2026-10-01', end: '2026-12-31' };
/** Long enough ago that people of it came back since. */
const WEEK = { start: '2026-11-09', end: '2026-11-15' };
const NOVEMBER = { start: '2026-11-01', end: '2026-11-30' };

beforeAll(() => demonstrate(site.database(), { now: NOW, days: 40, conversations: 60 }));

type Span = typeof QUARTER;

/** How long a page may take on a machine that is busy. */
const PATIENTLY = { timeout: 10_000 };

/** A figure counted from the events, in other words than the definitions'. */
const COUNTED: Readonly<Record<string, string>> = {
  accounts: `SELECT count(DISTINCT (channel, account)) FROM e WHERE type = 'message'`,
  conversations: `SELECT count(DISTINCT (conversation_id, day)) FROM e WHERE type = 'message'`,
  messages: `SELECT count(*) FROM e WHERE type = 'message'`,
  questions: `SELECT count(*) FROM e WHERE type = 'topic-answered'`,
  'not-understood': `SELECT count(*) FROM e WHERE type = 'not-understood'`,
  decisions: `SELECT count(*) FROM e WHERE type = 'decided'`,
  'links-offered': `SELECT count(*) FROM e WHERE type = 'link-offered'`,
  'links-opened': `SELECT count(DISTINCT (conversation_id, link)) FROM e WHERE type = 'link-opened'`,
  'link-openings': `SELECT count(*) FROM e WHERE type = 'link-opened'`,
  handovers: `SELECT count(*) FROM e WHERE type = 'handover-asked'`,
};

const nameOf = (measure: string) => definitionOf(measure as Measure).name;

async function counted({ start, end }: Span): Promise<Record<string, string>> {
  const columns = Object.entries(COUNTED).map(([id, sql]) => `(${sql})::int AS "${nameOf(id)}"`);
  const { rows } = await site
    .database()
    .pool.query<Record<string, number>>(
      `WITH e AS (SELECT * FROM event WHERE day BETWEEN $1 AND $2) SELECT ${columns.join(', ')}`,
      [start, end],
    );
  return Object.fromEntries(Object.entries(rows[0]!).map(([name, n]) => [name, figure(n)]));
}

/** How many events of a type each key has on these days, most first. */
async function keyed(
  key: string,
  type: string,
  { start, end } = QUARTER,
): Promise<[string, number][]> {
  const { rows } = await site.database().pool.query<{ key: string; n: number }>(
    `SELECT ${key} AS key, count(*)::int AS n FROM event
      WHERE type = $1 AND day BETWEEN $2 AND $3 GROUP BY 1 ORDER BY 2 DESC, 1`,
    [type, start, end],
  );
  return rows.map(({ key, n }) => [key, n]);
}

/** The conversations with an event of that kind on these days. */
async function conversationsWith(condition: string, { start, end } = QUARTER): Promise<string[]> {
  const { rows } = await site
    .database()
    .pool.query<{ id: string }>(
      `SELECT DISTINCT conversation_id AS id FROM event WHERE ${condition} AND day BETWEEN $1 AND $2`,
      [start, end],
    );
  return rows.map(({ id }) => id).sort();
}

/** The conversations that the page lists, all of them, which are these. */
async function lists(page: Page, ids: string[], of: string): Promise<void> {
  expect(ids.length, of).toBeGreaterThan(0);
  const results = page.getByRole('region', { name: 'Kết quả tìm' });
  await results.getByText(`${figure(ids.length)} hội thoại`, { exact: true }).waitFor();
  // By no other name, as while it is loading.
  if (ids.length > 50) await page.getByRole('button', { name: 'Xem thêm', exact: true }).click();
  const links = results.getByRole('listitem').locator('a[href*="/conversations/"]');
  await expect.poll(() => links.count(), { ...PATIENTLY, message: of }).toBe(ids.length);
  const hrefs = await links.evaluateAll((found) =>
    found.map((link) => new URL((link as HTMLAnchorElement).href).pathname.split('/').at(-1)!),
  );
  expect(hrefs.sort(), of).toEqual(ids);
}

/** The figures that the overview shows, by their names. */
async function shown(page: Page): Promise<Record<string, string>> {
  const cards = page.getByRole('region', { name: words.figures }).locator('.ant-card');
  const texts = await cards.allInnerTexts();
  return Object.fromEntries(
    texts.map((text) => {
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      return [lines[0]!, lines.at(-1)!];
    }),
  );
}

/** Waits until the overview shows these. */
async function shows(page: Page, figures: Record<string, string>): Promise<void> {
  await expect.poll(() => shown(page), PATIENTLY).toEqual(figures);
}

/** Shows a card's figures as a table, and reads its rows. */
async function table(page: Page, title: string): Promise<string[][]> {
  const card = page
    .locator('.ant-card')
    .filter({ has: page.getByRole('heading', { name: title, level: 2, exact: true }) });
  await card.getByText('Bảng số liệu', { exact: true }).click();
  const rows = card.locator('.ant-table-tbody > tr.ant-table-row');
  await rows.first().waitFor();
  return rows.evaluateAll((found) =>
    found.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())),
  );
}

const bytesOf = async (download: Download) => readFile(await download.path());

describe('the overview', () => {
  test('shows of every measure what its events count, as figures and in the tables', async () => {
    const page = await site.visitAs('viewer', `/?start=${NOVEMBER.start}`);
    await shows(page, await counted(QUARTER));
    await page.getByText('Quý IV/2026', { exact: true }).first().waitFor();

    const topics = await keyed('topic', 'topic-answered');
    expect(await table(page, words.topics)).toEqual(
      topics.slice(0, 10).map(([topic, n]) => [bot.answers.get(topic)!.title, figure(n)]),
    );
    const decisions = await keyed(
      `rule || ':' || outcome || coalesce('.' || reason, '')`,
      'decided',
    );
    expect((await table(page, words.decisions)).map(([, n]) => n)).toEqual(
      decisions.map(([, n]) => figure(n)),
    );
    const days = new Map(await keyed(`to_char(day, 'DD/MM/YYYY')`, 'message'));
    const trend = await table(page, words.trend);
    expect(trend.length).toBeGreaterThan(0);
    for (const [day, , messages] of trend) {
      expect(messages?.replace(' *', ''), day).toBe(figure(days.get(day!) ?? 0));
    }
  });

  test.each([
    ['of the quarter', 'quarter', QUARTER],
    ['of one week', 'week', WEEK],
  ] as const)(
    'leads from a figure %s to exactly the conversations behind it',
    async (_, kind, span) => {
      const page = await site.visitAs('content-officer', `/?kind=${kind}&start=${span.start}`);
      let seen = 0;
      for (const [measure, condition] of [
        ['accounts', `type = 'message'`],
        ['not-understood', `type = 'not-understood'`],
        ['decisions', `type = 'decided'`],
        ['links-offered', `type = 'link-offered'`],
        ['link-openings', `type = 'link-opened'`],
      ] as const) {
        const ids = await conversationsWith(condition, span);
        if (ids.length === 0) continue;
        seen += 1;
        await page.getByRole('link', { name: new RegExp(`^${nameOf(measure)}: `) }).click();
        await lists(page, ids, measure);
        await page.goBack();
        await page.getByRole('region', { name: words.figures }).waitFor();
      }
      expect(seen).toBeGreaterThan(2);
      const [topic] = (await keyed('topic', 'topic-answered', span))[0]!;
      const { title } = bot.answers.get(topic)!;
      await table(page, words.topics);
      await page.getByRole('link', { name: new RegExp(`, ${escaped(title)}: `) }).click();
      const asked = await conversationsWith(`type = 'topic-answered' AND topic = '${topic}'`, span);
      await lists(page, asked, topic);
      await page.getByText(`Số liệu “${nameOf('questions')}”: ${title}`, { exact: true }).waitFor();
    },
    60_000,
  );

  test('leads from a bar of a funnel to those who were asked that question', async () => {
    const page = await site.visitAs('content-officer', `/?start=${QUARTER.start}`);
    const title = bot.flows.get('id-vn')!.title;
    const card = page
      .locator('.ant-card')
      .filter({ has: page.getByRole('heading', { name: title, level: 2, exact: true }) });
    const bars = card.locator('canvas').first();
    const { width = 0, height = 0 } = (await bars.boundingBox()) ?? {};
    // Below the legend: the start, then the first question.
    const stages = bot.flows.get('id-vn')!.steps;
    const questions = [...stages.values()].filter(({ kind }) => kind === 'ask').length;
    const each = (height - 40) / (questions + 4);
    await bars.click({ position: { x: width * 0.1, y: 40 + each * 1.5 } });
    const answered = `path && ARRAY['id-vn/citizen', 'id-vn/citizen=yes', 'id-vn/citizen=no']`;
    await lists(page, await conversationsWith(answered), 'id-vn/citizen');
    expect(new URL(page.url()).searchParams.get('key')).toBe('id-vn/citizen');
    await page.getByText(/^Số liệu “Đi qua bước”: Kiểm tra điều kiện id\.vn: /).waitFor();
    await lookAt(page, 'conversations-behind');
  }, 60_000);

  test('keeps its period in the address, which survives a reload and can be gone back from', async () => {
    const page = await site.visitAs('viewer', '/?start=2026-11-22');
    await shows(page, await counted(QUARTER));
    await page.getByText('Tháng', { exact: true }).click();
    await expect
      .poll(() => new URL(page.url()).search, PATIENTLY)
      .toBe('?start=2026-11-22&kind=month');
    const november = await counted(NOVEMBER);
    await shows(page, november);
    await page.getByRole('button', { name: 'Kỳ trước' }).click();
    await expect
      .poll(() => new URL(page.url()).search, PATIENTLY)
      .toBe('?start=2026-10-01&kind=month');
    const october = await counted({ start: '2026-10-01', end: '2026-10-31' });
    expect(october).not.toEqual(november);
    await shows(page, october);
    // What cannot be had is had again at one press.
    const statistics = '**/console/api/statistics/**';
    await page.route(statistics, (route) => route.fulfill({ status: 500, json: {} }));
    await Promise.all([
      page.waitForResponse('**/statistics/overview?*'),
      page.waitForResponse('**/statistics/definitions'),
      page.reload(),
    ]);
    await page.unroute(statistics);
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await shows(page, october);
    await page.goBack();
    await shows(page, november);
  });

  test('says that there is no data for a time before it, instead of zeros', async () => {
    const page = await site.visitAs('viewer', '/?start=2026-02-03');
    await page.getByText('Ngày đầu tiên có dữ liệu', { exact: false }).first().waitFor();
    expect(new Set(Object.values(await shown(page)))).toEqual(new Set(['–']));
  });

  test('is taken away as a workbook with the same figures, and a chart as a picture', async () => {
    const officer = await site.officer('content-officer');
    const page = await site.visitAs(officer, '/?start=2026-11-22&kind=month');
    const november = await counted(NOVEMBER);
    await shows(page, november);
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Tải XLSX' }).click();
    expect((await file).suggestedFilename()).toBe('thong-ke-2026-11-01-2026-11-30.xlsx');
    const workbook = readWorkbook(await bytesOf(await file));
    const rows = workbook.get('Số liệu')!.filter(([name]) => Object.hasOwn(november, name!));
    expect(
      Object.fromEntries(rows.map(([name, value]) => [name, figure(value as number)])),
    ).toEqual(november);
    for (const [name, cells] of workbook) expect(cells[0], name).toEqual([common.demo]);
    const { rows: audited } = await site
      .database()
      .pool.query(`SELECT about FROM audit_log WHERE officer_id = $1 AND action = 'exported'`, [
        officer.id,
      ]);
    expect(audited).toHaveLength(1);

    await page.evaluate(() => {
      const { fillText } = CanvasRenderingContext2D.prototype;
      const written: string[] = [];
      CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
        written.push(text);
        fillText.call(this, text, ...place);
      };
      Object.assign(window, { written });
    });
    const picture = page.waitForEvent('download');
    await page.getByRole('button', { name: `Tải ảnh PNG: ${words.trend}` }).click();
    expect((await picture).suggestedFilename()).toBe('Diễn-biến-theo-ngày-Tháng-11-2026.png');
    const png = await bytesOf(await picture);
    expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
    const written = await page.evaluate(() => (window as unknown as { written: string[] }).written);
    expect(written).toEqual(expect.arrayContaining([words.trend, 'Tháng 11/2026', common.demo]));
    const colours = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      return [...new Set(new Uint32Array(data.buffer))].length;
    }, png.toString('base64'));
    expect(colours, 'lines and words of several colours').toBeGreaterThan(20);
    const { rows: pictured } = await site
      .database()
      .pool.query(`SELECT about FROM audit_log WHERE officer_id = $1 AND about LIKE '%.png'`, [
        officer.id,
      ]);
    expect(pictured).toEqual([{ about: 'Diễn-biến-theo-ngày-Tháng-11-2026.png' }]);
  });
});

describe('the statistics', () => {
  test('show any measure in whole, over time and by what it has', async () => {
    const page = await site.visitAs('content-officer', '/statistics?start=2026-11-22');
    const measure = page.getByRole('combobox', { name: 'Chỉ tiêu' });
    let isAnswered = Promise.withResolvers<void>();
    await page.getByRole('img', { name: `Biểu đồ: ${nameOf('accounts')}, từng kênh` }).waitFor();
    await page.route(/\/api\/statistics\/.*measure=messages/, async (route) => {
      await isAnswered.promise;
      await route.continue();
    });
    await measure.click();
    await page.getByTitle(nameOf('messages'), { exact: true }).click();
    // Its name stands there already, the figures are still those of the measure before.
    await expect.poll(() => page.locator('[aria-busy="true"]').count(), PATIENTLY).toBe(3);
    expect(await page.getByRole('link', { name: 'xem các hội thoại' }).count()).toBe(0);
    for (const picture of await page.getByRole('button', { name: 'Tải ảnh PNG' }).all()) {
      expect(await picture.isDisabled()).toBe(true);
    }
    isAnswered.resolve();
    await expect
      .poll(() => new URL(page.url()).search, PATIENTLY)
      .toBe('?start=2026-11-22&measure=messages');
    const total = (await counted(QUARTER))[nameOf('messages')]!;
    await page
      .getByRole('link', { name: `${nameOf('messages')}: ${total}, xem các hội thoại` })
      .waitFor();
    const byChannel = await table(page, `${nameOf('messages')}, từng kênh`);
    expect(byChannel.map(([, n]) => n)).toEqual(
      (await keyed('channel', 'message')).map(([, n]) => figure(n)),
    );
    await page.getByText('Tháng', { exact: true }).last().click();
    await expect.poll(() => new URL(page.url()).searchParams.get('step'), PATIENTLY).toBe('month');
    const months = await keyed(`to_char(day, 'MM/YYYY')`, 'message');
    const byMonth = await table(page, `${nameOf('messages')}, từng tháng`);
    for (const [month, n] of months) {
      const row = byMonth.find(([name]) => name === `Tháng ${month.replace(/^0/, '')}`);
      expect(row?.[1]?.replace(' *', ''), month).toBe(figure(n));
    }
    await page.reload();
    await page.getByRole('heading', { name: `${nameOf('messages')}, từng tháng` }).waitFor();

    // From a row to its conversations: its own filter takes the place of the page's.
    for (const [by, called, name, condition] of [
      ['channel', 'kênh', 'Zalo OA', `channel = 'zalo'`],
      ['source', 'nguồn', 'Không rõ nguồn', `source IS NULL AND channel IN ('web', 'zalo')`],
    ] as const) {
      await page.goto(
        `/console/statistics?start=2026-11-22&measure=messages&by=${by}&channels=web,zalo`,
      );
      await table(page, `${nameOf('messages')}, từng ${called}`);
      await page.getByRole('link', { name: `${nameOf('messages')}, ${name}: ` }).click();
      await lists(page, await conversationsWith(`type = 'message' AND ${condition}`), name);
    }

    // Of one topic, and from there by channel.
    const answered = await keyed(`concat_ws(' ', channel, topic, day)`, 'topic-answered', NOVEMBER);
    const keys = answered.map(([key]) => key.split(' ') as [string, string, string]);
    const [, topic, day] = keys.find(([channel]) => channel === 'zalo')!;
    const [, other] = keys.find(([, another]) => another !== topic)!;
    const [one, two] = [topic, other].map((key) => bot.answers.get(key)!.title) as [string, string];
    await page.goto(
      `/console/statistics?kind=month&start=${day}&measure=questions&channels=web,zalo&key=${other}`,
    );
    const series = `${nameOf('questions')}, từng ngày`;
    const heading = (title: string) =>
      page.getByRole('heading', { name: title, level: 2, exact: true });
    await heading(`${series}: ${two}`).waitFor();
    isAnswered = Promise.withResolvers();
    await page.route('**/statistics/series?*', async (route) => {
      await isAnswered.promise;
      await route.continue();
    });

    // What was chosen stands in the field already, above it still what the figures are of.
    const field = page.getByRole('combobox', { name: 'Chỉ xem một nội dung' });
    const whole = page.locator('.ant-select').filter({ has: field });
    const choose = async () => {
      await field.fill(one);
      await page.locator('.ant-select-item').getByText(one, { exact: true }).click();
      await expect.poll(() => whole.innerText(), PATIENTLY).toBe(one);
    };
    await choose();
    expect(await heading(`${series}: ${two}`).isVisible()).toBe(true);
    await whole.hover();
    await whole.locator('.ant-select-clear').click();
    await expect.poll(() => whole.innerText(), PATIENTLY).toBe('Mọi nội dung');
    expect(await heading(`${series}: ${two}`).isVisible()).toBe(true);
    isAnswered.resolve();
    await heading(series).waitFor();
    isAnswered = Promise.withResolvers();
    await choose();
    expect(await heading(series).isVisible()).toBe(true);
    isAnswered.resolve();

    await heading(`${series}: ${one}`).waitFor();
    await table(page, `${series}: ${one}`);
    const on = day.split('-').reverse().join('/');
    const link = page.getByRole('link', { name: `${one}, Ngày ${on}: ` });
    const address = new URL((await link.getAttribute('href'))!, page.url());
    const asked = { measure: 'questions', key: topic, from: day, to: day, channel: 'web,zalo' };
    expect(Object.fromEntries(address.searchParams)).toEqual(asked);
    await page.getByRole('checkbox', { name: 'Tách theo kênh' }).click();
    await page.getByRole('link', { name: `Zalo OA, Ngày ${on}: ` }).click();
    const condition = `type = 'topic-answered' AND topic = '${topic}' AND channel = 'zalo'`;
    await lists(page, await conversationsWith(condition, { start: day, end: day }), topic);
  }, 60_000);
});

describe('what happens meanwhile', () => {
  let other: House | undefined;
  beforeAll(async () => {
    other = await openHouse(site.database(), {});
  });
  afterAll(() => other?.stop());

  test.each([
    ['on the same node', () => site.url(), () => site.url()],
    [
      'when the page is at one node and the message comes in at another',
      () => other!.url,
      site.url,
    ],
  ])('is seen on the open page within five seconds, %s', async (_, pageAt, messageAt) => {
    const page = await site.visitAs('viewer', '/?kind=day', { ...LAPTOP, baseURL: pageAt() });
    await page.getByText('Đang cập nhật trực tiếp').waitFor();
    const messages = async () => Number((await shown(page))[nameOf('messages')]);
    await expect.poll(messages, PATIENTLY).toBeGreaterThanOrEqual(0);
    const before = await messages();
    // What they mean is known already, and does not change.
    await page.route('**/statistics/definitions', (route) =>
      route.fulfill({ status: 500, json: {} }),
    );
    await write({ url: messageAt(), pool: site.database().pool }, ['gặp cán bộ']);
    await expect.poll(messages, { timeout: 5000 }).toBe(before + 1);
  });
});

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
