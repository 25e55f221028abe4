import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLink } from '../../../src/outreach/links.ts';
import { definitionOf } from '../../../src/outreach/statistics/definitions.ts';
import { MEASURES, type Measure } from '../../../src/outreach/statistics/measure.ts';
import { readEvents } from '../../../src/outreach/statistics/progress.ts';
import { bot, type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

/** Previews of what is found. */
const found = (query: string) => office.found(query);

describe('the conversations behind a figure are those that it counts', () => {
  const GREETINGS = {
    ann: 'xin chào',
    bob: 'chào bạn',
    eve: 'hello',
    kim: 'chào em',
    zoe: 'chào ad',
  };

  /** Measures of one week or another, by people who came back. */
  beforeEach(async () => {
    const check = ['kiểm tra id.vn', 'có', '5/3/2006'];
    await office.talk('ann', [GREETINGS.ann, ...check, 'blub blub krax']);
    await office.talk('bob', [GREETINGS.bob, 'kiểm tra id.vn', 'có', 'quay lại']);
    await office.talk('eve', [
      GREETINGS.eve,
      'gặp cán bộ',
      'Tên miền id.vn là gì?',
      'blub blub krax',
    ]);
    await office.talk('kim', [GREETINGS.kim, 'kiểm tra biz.vn', 'hộ kinh doanh', 'có']);
    office.clock.now = new Date('2026-12-02T02:00:00Z');
    await office.talk('ann', ['cảm ơn', 'kiểm tra biz.vn']);
    await office.talk('bob', ['có']);
    await office.talk('eve', ['xin chào']);
    office.clock.now = new Date('2026-12-09T02:00:00Z');
    const { pool } = office.database;
    const { rows } = await pool.query<{ token: string }>(
      `SELECT token FROM tracked_link l JOIN conversation c ON c.id = l.conversation_id WHERE person = 'ann'`,
    );
    await openLink(pool, rows[0]!.token, true, bot.programme.allowedHosts, office.clock.now);
    await readEvents(pool);
  });

  /** Who is found. */
  const people = async (query: string) =>
    (await found(query)).map(
      (preview) => Object.entries(GREETINGS).find(([, words]) => words === preview)?.[0],
    );

  const WEEKS = [
    { from: '2026-11-16', to: '2026-11-22' },
    { from: '2026-11-30', to: '2026-12-06' },
    { from: '2026-12-07', to: '2026-12-13' },
  ];

  test('of one week and one key', async () => {
    const behind = (week: 0 | 1 | 2, measure: string, key?: string) =>
      people(new URLSearchParams({ ...WEEKS[week], measure, ...(key && { key }) }).toString());
    expect(await behind(0, 'not-understood')).toEqual(['eve', 'ann']);
    expect(await behind(1, 'not-understood')).toEqual([]);
    expect(await behind(1, 'accounts')).toEqual(['eve', 'bob', 'ann']);
    expect(await behind(0, 'decisions', 'id-vn:eligible')).toEqual(['ann']);
    expect(await behind(1, 'decisions')).toEqual([]);
    expect(await behind(0, 'steps', 'id-vn/citizen')).toEqual(['bob', 'ann']);
    expect(await behind(0, 'steps', 'id-vn/decide')).toEqual(['ann']);
    expect(await behind(0, 'steps-left', 'id-vn/citizen')).toEqual(['bob']);
    expect(await behind(1, 'steps-left', 'id-vn/citizen')).toEqual([]);
    expect(await behind(1, 'steps-left', 'id-vn/birth-date')).toEqual(['bob']);
    // Began the one check and was decided in the other.
    expect(await behind(1, 'runs-started', 'biz-vn')).toEqual(['ann']);
    expect(await behind(0, 'runs-decided', 'biz-vn')).toEqual(['kim']);
    expect(await behind(0, 'runs-offered', 'id-vn')).toEqual(['ann']);
    expect(await behind(0, 'answers-failed')).toEqual(['eve']);
    expect(await behind(0, 'handovers', 'person-asked')).toEqual(['eve']);
    // Nothing was said that week: a link was opened.
    expect(await behind(2, 'links-opened', 'registration')).toEqual(['ann']);
    expect(await behind(2, 'runs-opened', 'id-vn')).toEqual(['ann']);
    expect(await behind(2, 'accounts')).toEqual([]);
    expect(await behind(0, 'links-opened')).toEqual([]);
  });

  test('of every measure, every key and every day: as many as the figure says', async () => {
    const { rows } = await office.database.pool.query<
      Record<'measure' | 'key' | 'day', string> & { count: number }
    >(
      `SELECT definition AS measure, key, day::text, sum(count)::int AS count FROM statistic_daily
        WHERE source = '*' GROUP BY 1, 2, 3`,
    );
    for (const { measure, key, day, count } of rows) {
      const query = { measure, ...(key !== '*' && { key }), from: day, to: day };
      const { length } = await found(new URLSearchParams(query).toString());
      const message = JSON.stringify({ ...query, count });
      if (definitionOf(measure as Measure).counts === 'conversations')
        expect(length, message).toBe(count);
      else expect(length > 0 && length <= count, message).toBe(true);
    }
    expect(new Set(rows.map(({ measure }) => measure)).size).toBe(MEASURES.length - 1);
  });

  test('of a result: not who only asked for the link when the offer was over', async () => {
    office.clock.now = new Date('2027-01-04T02:00:00Z');
    await office.talk('zoe', [GREETINGS.zoe, 'xin link', 'cách đăng ký', 'id.vn']);
    await office.talk('eve', ['kiểm tra id.vn']);
    await readEvents(office.database.pool);
    const { rows } = await office.database.pool.query(
      `SELECT definition, key, count::int FROM statistic_daily
        WHERE definition IN ('decisions', 'runs-decided') AND key <> '*' AND source = '*'
          AND day >= '2027-01-01' ORDER BY 1`,
    );
    expect(rows).toEqual([
      { definition: 'decisions', key: 'programme:ended', count: 1 },
      { definition: 'runs-decided', key: 'id-vn', count: 1 },
    ]);
    const { rows: told } = await office.database.pool.query(
      `SELECT flow FROM event WHERE type = 'decided' AND rule = 'programme' ORDER BY id`,
    );
    expect(told.map(({ flow }) => flow)).toEqual(['link', 'register', 'id-vn']);
    expect(await people('measure=decisions&key=programme:ended')).toEqual(['eve']);
    expect(await people('measure=runs-decided&from=2027-01-01')).toEqual(['eve']);
    expect(await people('outcome=programme:ended')).toEqual(['eve']);
  });

  test('of its channels and its source', async () => {
    await office.talk('zoe', [GREETINGS.zoe], 'telegram');
    await office.database.pool.query(`UPDATE event SET source = 'qr-a' WHERE day = '2026-12-02'`);
    const behind = (more: string) =>
      people(`measure=messages&from=2026-11-16&to=2026-12-13&${more}`);
    expect(await behind('channel=telegram')).toEqual(['zoe']);
    expect(await behind('source=qr-a')).toEqual(['eve', 'bob', 'ann']);
    expect(await people('measure=messages&source=qr-a&from=2026-11-16&to=2026-11-22')).toEqual([]);
    expect(await people('measure=messages&source=-&from=2026-11-30&to=2026-12-06')).toEqual([]);
  });
});
