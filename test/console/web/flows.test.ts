import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadBot } from '../../../src/load.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import { type GivenEvent, insertEvents } from '../../outreach/statistics/counting.ts';
import { LAPTOP, lookAt, PHONE, useConsole } from './console.ts';

const { bot } = loadBot();
const office = useConsole();

/** A day of the programme, whatever day it is. */
const ON = '2026-11-23';

/** How people went through the check of id.vn today, and how many each. */
const RUNS: readonly [count: number, ...path: string[]][] = [
  [6, 'id-vn/open:open', 'id-vn/citizen'],
  [9, 'id-vn/open:open', 'id-vn/citizen', 'id-vn/citizen=yes', 'id-vn/birth-date'],
  [
    30,
    'id-vn/open:open',
    'id-vn/citizen',
    'id-vn/citizen=yes',
    'id-vn/birth-date',
    'id-vn/birth-date=*',
    'id-vn/decide:eligible',
    'id-vn/eligible',
    'left:id-vn',
  ],
  [
    12,
    'id-vn/open:open',
    'id-vn/citizen',
    'id-vn/citizen=yes',
    'id-vn/birth-date',
    'id-vn/birth-date=*',
    'id-vn/decide:not-eligible.over-23',
    'id-vn/over-23',
    'left:id-vn',
  ],
  [
    5,
    'id-vn/open:open',
    'id-vn/citizen',
    'id-vn/citizen=yes',
    'id-vn/birth-date',
    'id-vn/birth-date=*',
    'id-vn/decide:not-eligible.under-18',
    'id-vn/under-18',
    'left:id-vn',
  ],
  [
    3,
    'id-vn/open:open',
    'id-vn/citizen',
    'id-vn/citizen=no',
    'id-vn/decide:not-eligible.not-citizen',
    'id-vn/not-citizen',
    'left:id-vn',
  ],
];

const today = () =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());

beforeAll(async () => {
  const at = today();
  const events: GivenEvent[] = [];
  let conversation = 0;
  for (const [count, ...path] of RUNS) {
    for (let i = 0; i < count; i++) {
      conversation++;
      events.push({
        type: 'message',
        at,
        conversation,
        ending: 'asked',
        path: ['entered:id-vn', ...path],
      });
    }
  }
  for (const ending of ['not-understood', 'answered', 'answered']) {
    conversation++;
    events.push({ type: 'message', at, conversation, ending: 'answered' });
    events.push({ type: 'topic-answered', at, conversation, topic: 'id-vn-how' });
    events.push({ type: 'message', at, conversation, ending });
  }
  await insertEvents(office.database().pool, events);
  await readEvents(office.database().pool);
}, 60_000);

/** The place of a step in the drawing. */
const node = (page: Page, words: string) =>
  page.locator('.react-flow__node').filter({ hasText: words });

describe('flows', () => {
  test('the list leads to a drawing with the counts of the period on its ways', async () => {
    const page = await office.visitAs('viewer', '/flows?kind=day', LAPTOP);
    const row = page.getByRole('row').filter({ hasText: 'Kiểm tra điều kiện id.vn' });
    await row.getByText('65').waitFor();
    await row.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Kiểm tra điều kiện id.vn' }).waitFor();
    expect(new URL(page.url()).search).toBe('?kind=day');

    await node(page, 'công dân Việt Nam không?').waitFor();
    const label = (words: string) => page.locator('.way-label').filter({ hasText: words }).first();
    expect(await label('Có').innerText()).toBe('Có\n56 (86,2%)');
    expect(await label('Cho biết ngày').innerText()).toContain('47 (83,9%)');
    expect(await label('từ đủ 24 tuổi').innerText()).toContain('12 (24%)');
    expect(await node(page, 'công dân Việt Nam không?').innerText()).toContain(
      'Dừng lại: 6 (9,2%)',
    );
  });

  test('a step shows all there is of it; the keyboard reaches it, too', async () => {
    const page = await office.visitAs('content-officer', '/flows/id-vn?kind=day', LAPTOP);
    const eligible = node(page, 'thuộc diện được dùng id.vn miễn phí');
    await eligible.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Trang đăng ký là {site}', { exact: false }).waitFor();
    await drawer.getByText('Kế hoạch của UBND thành phố, mục III.4').waitFor();
    expect(new URL(page.url()).searchParams.get('step')).toBe('eligible');
    expect(await drawer.getByRole('link', { name: /Đủ điều kiện/ }).getAttribute('href')).toContain(
      `measure=steps&key=${encodeURIComponent('id-vn/decide:eligible')}`,
    );

    await drawer.getByRole('button', { name: 'Chạy thử từ bước này' }).click();
    const panel = page.getByRole('dialog', { name: 'Chạy thử' });
    await panel.getByRole('textbox', { name: 'Tin nhắn' }).waitFor();
    expect(new URL(page.url()).searchParams.get('from')).toBe('id-vn/eligible');

    // A step that was passed is shown above what is played, which goes on.
    await panel.getByRole('textbox', { name: 'Tin nhắn' }).fill('cảm ơn');
    await panel.getByRole('button', { name: 'Gửi' }).click();
    await panel.getByText('cảm ơn', { exact: true }).waitFor();
    await panel
      .getByRole('button', { name: /^Trợ lý hiểu là/ })
      .first()
      .click();
    await panel.getByRole('link', { name: /^Bước/ }).first().click();
    const above = page.getByRole('dialog', { name: /^Bước/ });
    await above.getByRole('button', { name: 'Chạy thử từ bước này' }).click({ trial: true });
    await above.getByRole('button', { name: 'Đóng' }).click();
    await above.waitFor({ state: 'hidden' });
    await panel.getByText('cảm ơn', { exact: true }).waitFor();
    await panel
      .getByRole('button', { name: 'Close' })
      .or(panel.getByRole('button', { name: 'Đóng' }))
      .first()
      .click();
    await panel.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).search).toBe('?kind=day');

    // Tried from its beginning the flow lies over no step that is looked at.
    await eligible.press('Enter');
    await above.waitFor();
    await page.getByRole('button', { name: /Chạy thử$/ }).press('Enter');
    await panel.waitFor();
    await above.waitFor({ state: 'hidden' });
  });

  test('the same as a list of steps; on a phone it is that list', async () => {
    const page = await office.visitAs('viewer', '/flows/id-vn?kind=day&view=table', LAPTOP);
    const steps = page.getByRole('list', { name: 'Các bước theo thứ tự' }).locator('> li');
    await steps.first().waitFor();
    expect(await steps.count()).toBe(bot.flows.get('id-vn')!.steps.size);
    const citizen = steps.filter({ hasText: 'công dân Việt Nam không?' });
    expect(await citizen.getByRole('row').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Có\s+Bước 3\s+56\s+86,2%$/)]),
    );

    const phone = await office.visitAs('viewer', '/flows/id-vn?kind=day', PHONE);
    await phone.getByRole('heading', { name: 'Bước 3' }).waitFor();
    expect(await phone.locator('.react-flow').count()).toBe(0);
    await phone.getByText('Sơ đồ', { exact: true }).click();
    await node(phone, 'công dân Việt Nam không?').getByText('Đến: 65').waitFor();
    const path = ['entered:id-vn', 'id-vn/citizen'];
    const event = { type: 'message', at: today(), conversation: 900, ending: 'asked', path };
    await insertEvents(office.database().pool, [event]);
    await node(phone, 'công dân Việt Nam không?').getByText('Đến: 66').waitFor();
  }, 60_000);

  test('of a time without data no figure is said; a flow that is not there is missed', async () => {
    const page = await office.visitAs('viewer', '/flows/id-vn?kind=day&start=2026-01-05', LAPTOP);
    await node(page, 'công dân Việt Nam không?').waitFor();
    expect(await node(page, 'công dân Việt Nam không?').innerText()).toContain('Đến: –');
    const gone = await office.visitAs('viewer', '/flows/gone', LAPTOP);
    await gone.getByText('Không có trang này').waitFor();
  });
});

describe('answers', () => {
  test('are found without marks, unfold, and are tried out at once', async () => {
    const page = await office.visitAs('viewer', '/answers?kind=day', LAPTOP);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    const title = bot.answers.get('id-vn-how')!.title;
    await page.getByRole('searchbox').fill('dang ky ID.VN');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('dang ky ID.VN');
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: title }) });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([title, '3', '1 (33,3%)']);
    await row.getByRole('button', { name: title }).click();
    expect(new URL(page.url()).searchParams.get('open')).toBe('id-vn-how');
    await page
      .getByText('Lời văn sau chương trình')
      .or(page.getByText('Lời văn'))
      .first()
      .waitFor();

    await page.getByRole('button', { name: `Hỏi thử câu này: ${title}` }).click();
    const panel = page.getByRole('dialog', { name: 'Chạy thử' });
    expect(await panel.getByRole('textbox', { name: 'Tin nhắn' }).inputValue()).toBe(title);
    await panel.getByRole('button', { name: 'Gửi' }).click();
    await panel.getByText('Đã trả lời').waitFor();
  }, 60_000);

  test('by how often they were given, and those without an official answer', async () => {
    const page = await office.visitAs('viewer', '/answers?kind=day&sort=failed', PHONE);
    const first = page.getByRole('row').nth(1);
    await first.getByText(bot.answers.get('id-vn-how')!.title).waitFor();
    await page.getByRole('checkbox', { name: 'Chỉ câu chưa có căn cứ chính thức' }).click();
    const unknown = [...bot.answers.values()].filter((answer) => answer.unknown);
    await page.getByText(`${unknown.length} trong ${bot.answers.size} câu trả lời`).waitFor();
    await page.getByRole('searchbox').fill('không có câu nào như vậy đâu');
    await page.getByText('Không có câu trả lời nào khớp').waitFor();
    await page.getByRole('button', { name: 'Bỏ mọi bộ lọc' }).click();
    await page.getByText(`${bot.answers.size} trong ${bot.answers.size} câu trả lời`).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  }, 60_000);
});

describe('simulator', () => {
  test('plays a check by words and buttons, takes back, and plays it on another day', async () => {
    const page = await office.visitAs('viewer', `/simulator?on=${ON}`, LAPTOP);
    const field = page.getByRole('textbox', { name: 'Tin nhắn' });
    const turns = page.getByRole('log').locator('.turn');
    await field.fill('kiểm tra id.vn');
    await field.press('Enter');
    await page.getByRole('button', { name: 'Có', exact: true }).click();
    await field.fill('5/3/2006');
    await field.press('Enter');
    await turns.nth(2).getByText('Đã kết luận').waitFor();
    await turns.nth(2).getByText('id.vn: đủ điều kiện').waitFor();
    const step = turns.nth(2).getByRole('link', { name: 'Bước 6' }).first();
    // What is played stays.
    expect(await step.getAttribute('target')).toBe('_blank');

    await page.getByRole('button', { name: 'Bỏ lượt cuối' }).click();
    await expect.poll(() => turns.count()).toBe(2);

    const day = page.getByRole('textbox', { name: 'Vào ngày' });
    await day.fill('05/01/2027');
    await day.press('Enter');
    await page.getByText('Ngày này sau ngày cuối của chính sách miễn phí (31/12/2026)').waitFor();
    await turns.first().getByText('Hết thời hạn đăng ký miễn phí', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('on')).toBe('2027-01-05');
    await lookAt(page, 'simulator-late');
    await page.getByRole('button', { name: 'Làm lại' }).click();
    await expect.poll(() => turns.count()).toBe(0);
  }, 60_000);

  test('begins at a step that the address names; what cannot be reached is said', async () => {
    const page = await office.visitAs(
      'viewer',
      `/simulator?on=${ON}&from=biz-vn/certificate`,
      PHONE,
    );
    await page.getByText('tự động, để đến bước đã chọn').first().waitFor();
    await page.getByRole('button', { name: 'Có', exact: true }).last().click();
    await page.getByText('miễn phí 2 năm').first().waitFor();
    await page.goto(`${office.url()}/console/simulator?on=2027-01-05&from=id-vn/eligible`);
    await page.getByText('không có cách trả lời nào dẫn đến').waitFor();
    expect(await page.getByRole('textbox', { name: 'Tin nhắn' }).isDisabled()).toBe(true);
  });

  test('leaves nothing behind', async () => {
    const rows = async () => {
      const {
        rows: [count],
      } = await office
        .database()
        .pool.query(
          'SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM message) AS messages, (SELECT count(*) FROM audit_log) AS audit',
        );
      return count;
    };
    const page = await office.visitAs('viewer', `/simulator?on=${ON}`, LAPTOP);
    const before = await rows();
    await page.getByRole('textbox', { name: 'Tin nhắn' }).fill('gặp cán bộ');
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('Chuyển cán bộ', { exact: true }).waitFor();
    expect(await rows()).toEqual(before);
  });
});
