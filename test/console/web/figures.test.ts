import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, createElement, type ReactElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { conversationSearch } from '../../../src/console/contract/conversations.ts';
import { may, PERMISSIONS } from '../../../src/console/contract/permission.ts';
import type { session } from '../../../src/console/contract/session.ts';
import type {
  Definition,
  definitions,
  Overview,
  Period,
  Stage,
  series,
} from '../../../src/console/contract/statistics.ts';
import { Results } from '../../../src/console/web/pages/conversations/results.tsx';
import { Deadlines } from '../../../src/console/web/pages/overview/deadlines.tsx';
import { FunnelCard } from '../../../src/console/web/pages/overview/funnel-card.tsx';
import { MisunderstoodCard } from '../../../src/console/web/pages/overview/misunderstood-card.tsx';
import { useChoice } from '../../../src/console/web/pages/statistics/choice.ts';
import { SeriesCard } from '../../../src/console/web/pages/statistics/series-card.tsx';
import { conversationsBehind } from '../../../src/console/web/parts/behind.ts';
import { useCaption } from '../../../src/console/web/parts/caption.ts';
import { ChartCard } from '../../../src/console/web/parts/chart-card.tsx';
import { FigureLink } from '../../../src/console/web/parts/figure-card.tsx';
import { LinesCard } from '../../../src/console/web/parts/lines-card.tsx';
import type { Span } from '../../../src/console/web/parts/span.ts';
import { StaleWhen } from '../../../src/console/web/parts/stale.tsx';
import { RequireOfficer, SESSION } from '../../../src/console/web/session.tsx';
import { common } from '../../../src/console/web/words/common.ts';
import { figures } from '../../../src/console/web/words/figures.ts';
import { statistics as words } from '../../../src/console/web/words/statistics.ts';
import { DEFINITIONS } from '../../../src/outreach/statistics/definitions.ts';

/* Parts of pages with answers of our own, drawn without a browser. */

const TODAY = '2026-11-22';
const QUARTER: Period = {
  kind: 'quarter',
  start: '2026-10-01',
  end: '2026-12-31',
  state: 'running',
  partial: true,
};

const DEFINED: Definition[] = DEFINITIONS.map(({ id, name, unit, words, counts, keys }) => ({
  id,
  name,
  unit,
  words,
  adds: counts === 'accounts' ? 'distinct' : 'additive',
  keys,
}));
const nameOf = (measure: string) => DEFINED.find(({ id }) => id === measure)!.name;

interface Around {
  /** The page's address. */
  path?: string;
  demo?: boolean;
  answers?: {
    series?: z.infer<typeof series.answer>;
    search?: z.infer<typeof conversationSearch.answer>;
  };
  /** The answers are there, and asked for anew. */
  isAsked?: boolean;
}

/** A part as it is drawn at once for a content officer. */
function drawn(
  part: ReactNode,
  { path = '/', demo = false, answers = {}, isAsked = false }: Around = {},
): string {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        queryKeyHashFn: (key) => key.slice(0, 2).join('/'),
        staleTime: isAsked ? 0 : Number.POSITIVE_INFINITY,
      },
    },
  });
  const role = 'content-officer';
  client.setQueryData<z.infer<typeof session.answer>>(SESSION, {
    me: {
      id: '1',
      name: 'Trần Thị Lan',
      email: 'lan@example.vn',
      role,
      permissions: PERMISSIONS.filter((permission) => may({ role }, permission)),
      twoFactor: false,
      hasPassword: true,
      by: 'password',
      endsAt: '2026-11-22T10:00:00Z',
    },
    cityOffered: false,
    twoFactorRequired: false,
    mustEnableTwoFactor: false,
    demo,
  });
  client.setQueryData<z.infer<typeof definitions.answer>>(['statistics', 'definitions'], {
    definitions: DEFINED,
    today: TODAY,
    demo,
    firstDay: '2026-10-08',
    channels: ['zalo', 'web'],
    sources: ['-'],
  });
  if (answers.series) client.setQueryData(['statistics', 'series'], answers.series);
  if (answers.search) {
    const list = { pages: [answers.search], pageParams: [null] };
    client.setQueryData(['conversations', 'search'], list);
  }
  return renderToStaticMarkup(
    createElement(
      QueryClientProvider,
      { client },
      createElement(
        MemoryRouter,
        { initialEntries: [path] },
        createElement(RequireOfficer, null, part),
      ),
    ),
  ).replaceAll(/<style.*?<\/style>/gs, '');
}

/**
 * The parts of a card that is a chart: its table, and where what is clicked on leads. They can be had
 * without a browser, in which alone a chart is drawn and something is chosen or clicked on.
 */
function chartOf(card: () => ReactElement, around: Around = {}): Parameters<typeof ChartCard>[0] {
  const { type, props } = given(card, around) as ReactElement<Parameters<typeof ChartCard>[0]>;
  expect(type).toBe(ChartCard);
  return props;
}

/** What an address leads to, of the conversations: what they are asked for. */
const asksFor = (address = '') =>
  Object.fromEntries(new URL(address, 'http://console.test').searchParams);

/** The links of something drawn, by what they are called. */
const links = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<a [^>]*>/g)].map(([tag]) => {
      const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
      return [attribute('aria-label'), asksFor(attribute('href').replaceAll('&amp;', '&'))];
    }),
  );

/** What can be read of it, a line for each element. */
const read = (html: string) =>
  html
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter(Boolean);

/** What a hook gives at an address. */
function given<T>(hook: () => T, around: Around): T {
  let found: T[] = [];
  const Asking: ComponentType = () => {
    found = [hook()];
    return null;
  };
  drawn(createElement(Asking), around);
  return found[0]!;
}

describe('the deadlines', () => {
  const offer = { lastDay: '2026-12-31', daysLeft: 39, ended: false };
  const report = {
    quarter: '2026-10-01',
    due: '2026-12-19',
    lastWorkingDay: '2026-12-18',
    workingDaysLeft: 20,
    holidaysTakenOff: true,
  };
  type Said = Pick<Overview, 'today' | 'offer' | 'report'>;
  const said = (at: { [Name in keyof Said]?: Partial<Said[Name]> } & { today?: string }) =>
    read(
      drawn(
        createElement(Deadlines, {
          today: at.today ?? TODAY,
          offer: { ...offer, ...at.offer },
          report: { ...report, ...at.report },
        }),
      ),
    );
  const DUE = 'Nộp trước ngày 20 của tháng cuối quý, tức là chậm nhất 19/12/2026.';
  const COUNTED = 'Đếm cả hôm nay, từ thứ Hai đến thứ Sáu; đã trừ ngày nghỉ lễ.';

  test('while there is time', () => {
    expect(said({})).toEqual([
      'Ưu đãi miễn phí',
      'Còn 39 ngày',
      'Ngày cuối được đăng ký miễn phí: 31/12/2026, tính cả ngày này.',
      'Báo cáo Quý IV/2026',
      'Còn 20 ngày làm việc',
      `${DUE} Ngày làm việc cuối: 18/12/2026. ${COUNTED}`,
    ]);
  });

  test.each([
    [
      'on the last day',
      { daysLeft: 0 },
      'Hôm nay là ngày cuối',
      'Ngày cuối được đăng ký miễn phí: 31/12/2026, tính cả ngày này.',
    ],
    [
      'after it',
      { daysLeft: 0, ended: true },
      'Đã kết thúc',
      'Ngày cuối được đăng ký miễn phí là 31/12/2026.',
    ],
  ])('of the offer, %s', (_, left, value, note) => {
    expect(said({ offer: left }).slice(1, 3)).toEqual([value, note]);
  });

  test.each([
    [
      'on the day it is due',
      { today: '2026-12-19', report: { workingDaysLeft: 0 } },
      'Hôm nay là hạn cuối',
    ],
    [
      'with only a weekend left',
      { today: '2026-12-18', report: { due: '2026-12-20', workingDaysLeft: 0 } },
      'Không còn ngày làm việc',
    ],
    [
      'on the last working day',
      { today: '2026-12-18', report: { workingDaysLeft: 1 } },
      'Còn 1 ngày làm việc',
    ],
  ])('of the report, %s', (_, at, value) => {
    expect(said(at)[4]).toBe(value);
  });

  test('say whether holidays are taken off, and the last working day only where it is another', () => {
    expect(said({ report: { due: '2026-12-18', holidaysTakenOff: false } }).at(-1)).toBe(
      'Nộp trước ngày 20 của tháng cuối quý, tức là chậm nhất 18/12/2026. Đếm cả hôm nay, từ thứ Hai đến thứ Sáu; chưa trừ ngày lễ.',
    );
  });
});

describe("a picture's lines below its title", () => {
  const lines = (period: Period, around: Around) => given(() => useCaption(period), around);

  test('are the period, how whole it is, the filters, and that it is a demonstration', () => {
    expect(lines(QUARTER, { path: '/?channels=zalo,web&source=-', demo: true })).toEqual([
      'Quý IV/2026',
      'Kỳ chưa kết thúc: số liệu tính đến hiện tại, ngày 22/11/2026.',
      'Ngày đầu tiên có dữ liệu là 08/10/2026, sau ngày đầu kỳ, nên không so kỳ này với các kỳ trọn vẹn.',
      'Kênh: Zalo OA, Trang web và Smart-HaiPhong. Nguồn: Không rõ nguồn',
      common.demo,
    ]);
  });

  test('are only the period where there is nothing more to say', () => {
    expect(lines({ ...QUARTER, state: 'closed', partial: false }, {})).toEqual(['Quý IV/2026']);
  });
});

const question = {
  kind: 'asked',
  step: 'id-vn/citizen',
  label: 'Là công dân Việt Nam?',
  definition: 'steps',
  value: 3,
  left: { definition: 'steps-left', value: 1 },
  branch: false,
} as const;
const CHECK = {
  funnel: {
    flow: 'id-vn',
    title: 'Kiểm tra điều kiện id.vn',
    stages: [
      question,
      {
        ...question,
        step: 'id-vn/age',
        label: 'Sinh năm nào?',
        left: { ...question.left, value: 0 },
      },
      { ...question, kind: 'decided', definition: 'runs-decided', step: null, left: null },
    ] satisfies Stage[],
  },
  period: QUARTER,
};
const check = createElement(FunnelCard, CHECK);

describe('a check leads', () => {
  const chart = chartOf(() => FunnelCard(CHECK), { path: '/?source=-' });
  const days = { from: QUARTER.start, to: QUARTER.end, source: '-' };
  const asked = { measure: 'steps', key: 'id-vn/citizen', ...days };
  const stopped = { measure: 'steps-left', key: 'id-vn/citizen', ...days };

  test('in its table from the questions, and from those who stopped there', () => {
    expect(links(drawn(chart.table, { path: '/?source=-' }))).toEqual({
      [figures.behind('Là công dân Việt Nam?', '3')]: asked,
      [figures.behind('Dừng lại ở đây, Là công dân Việt Nam?', '1')]: stopped,
      [figures.behind('Sinh năm nào?', '3')]: { ...asked, key: 'id-vn/age' },
      [figures.behind('Có kết quả', '3')]: { measure: 'runs-decided', key: 'id-vn', ...days },
    });
  });

  test('in its chart from each part of a bar', () => {
    const behind = (index: number, series: string) => asksFor(chart.behind({ index, series }));
    expect(behind(0, 'Không dừng ở bước này')).toEqual(asked);
    expect(behind(0, 'Dừng lại ở đây')).toEqual(stopped);
    // Of a part that is empty there are only the words behind it.
    expect(behind(1, 'Dừng lại ở đây')).toEqual({ ...asked, key: 'id-vn/age' });
  });

  test('from every row to how it is counted', () => {
    const html = drawn(chart.table);
    const count = (name: string) =>
      html.split(`aria-label="${figures.definition(name)}"`).length - 1;
    expect([count(nameOf('steps')), count(nameOf('runs-decided'))]).toEqual([2, 1]);
  });
});

test('a check has at hand how all that it shows is counted', () => {
  const { title } = CHECK.funnel;
  expect(drawn(check)).toContain(`aria-label="${figures.definition(title)}"`);
  const { info } = chartOf(() => FunnelCard(CHECK), {});
  const measures = ['steps', 'steps-left', 'runs-decided'];
  expect(info).toHaveProperty('props', { name: title, measures });
});

test('figures of an earlier question are dimmed, and lead nowhere and to no picture', () => {
  const link = createElement(FigureLink, { value: 12, name: 'Tin', to: '/conversations' });
  const card = createElement(MisunderstoodCard, { period: QUARTER });
  const html = (when: boolean) =>
    drawn(
      createElement(StaleWhen, { when, children: createElement('div', null, link, check, card) }),
    );
  const picture = (of: string) =>
    /<button[^>]*aria-label="Tải ảnh PNG: [^>]*>/.exec(of)?.[0].includes('disabled=""');
  expect(html(true)).toMatch(/^<div[^>]*opacity:0\.5[^>]*aria-busy="true"/);
  expect(html(true)).not.toContain('href');
  expect(picture(html(true))).toBe(true);
  expect(html(false)).not.toMatch(/^<div[^>]*opacity/);
  expect(html(false)).toContain('href="/conversations"');
  expect(html(false)).toContain('href="/misunderstood?');
  expect(picture(html(false))).toBe(false);
});

test('a list that is being brought up to date is not led on, which would cut that short', () => {
  const search = { conversations: [], next: 'next', total: { count: 51, more: false } };
  const list = createElement(Results, { onBack: () => undefined });
  const isWaiting = (isAsked: boolean) =>
    /<button[^>]*ant-btn-loading[^>]*>/.test(drawn(list, { answers: { search }, isAsked }));
  expect([true, false].map(isWaiting)).toEqual([true, false]);
});

test('a line leads from each of its points to the conversations, on that day', () => {
  const span = { start: '2026-11-21', end: '2026-11-21' };
  const props = {
    title: 'Diễn biến',
    by: 'day' as const,
    lines: [
      {
        name: 'Tin',
        points: [
          { ...span, value: 12 },
          { start: TODAY, end: TODAY, value: 0 },
        ],
        to: (point: Span) => conversationsBehind('messages', point, { channels: 'web' }),
      },
    ],
    period: QUARTER,
  };
  const chart = chartOf(() => LinesCard(props));
  const asked = { measure: 'messages', from: span.start, to: span.end, channel: 'web' };
  expect(asksFor(chart.behind({ index: 0, series: 'Tin' }))).toEqual(asked);
  expect(chart.behind({ index: 1, series: 'Tin' })).toBeUndefined();
  const table = drawn(chart.table);
  expect(links(table)).toEqual({ [figures.behind('Tin, Ngày 21/11/2026', '12')]: asked });
  expect(read(table).slice(-4)).toEqual(['0', '*', '21/11/2026', '12']);
});

describe('a measure over time', () => {
  const definition = DEFINED.find(({ id }) => id === 'questions')!;
  const answer: z.infer<typeof series.answer> = {
    period: { ...QUARTER, kind: 'day', start: TODAY, end: TODAY },
    definition: 'questions',
    keyLabel: 'Cách đăng ký id.vn',
    lines: [{ channel: null, points: [{ start: TODAY, end: TODAY, value: 0 }] }],
  };
  const Card = () => createElement(SeriesCard, { definition, ...useChoice(DEFINED) });
  const card = (path: string, answered: Partial<typeof answer> = {}) =>
    drawn(createElement(Card), { path, answers: { series: { ...answer, ...answered } } });

  test('of one key has its name in the title, and in the field where the period does not have it', () => {
    const html = card('/statistics?measure=questions&key=id-vn-how&kind=day');
    const title = 'Câu hỏi theo chủ đề, từng ngày: Cách đăng ký id.vn';
    expect(html).toContain(`aria-label="${figures.pictureOf(title)}"`);
    expect(html).toContain(`aria-label="${figures.chartOf(title)}"`);
    const text = read(html);
    expect(text[0]).toBe(title);
    expect(text).toContain('Cách đăng ký id.vn');
    expect(html).not.toContain('id-vn-how');
  });

  test('of a key without a name has the key', () => {
    const html = card('/statistics?measure=questions&key=gone', { keyLabel: null });
    expect(read(html)[0]).toBe('Câu hỏi theo chủ đề, từng ngày: gone');
  });

  test('of all keys has the measure alone', () => {
    const text = read(card('/statistics?measure=questions', { keyLabel: null }));
    expect(text[0]).toBe('Câu hỏi theo chủ đề, từng ngày');
    expect(text).toContain(words.everything);
  });
});

test('what the address says wrongly, or the measure does not have, is as if it did not say it', () => {
  const choice = (path: string) => given(() => useChoice(DEFINED), { path }).choice;
  const asked = choice('/?measure=questions&by=source&step=week&split=channel&key=id-vn-how');
  expect(asked).toMatchObject({ measure: 'questions', by: 'source', step: 'week', isSplit: true });
  expect(asked.key).toBe('id-vn-how');
  expect(choice('/?measure=people&by=age&step=year&split=source&kind=century&key=x')).toEqual({
    measure: 'accounts',
    by: 'channel',
    step: 'day',
    steps: ['day', 'week', 'month', 'quarter'],
    isSplit: false,
    key: undefined,
  });
  expect(choice('/?kind=week&step=month').step).toBe('day');
});
