import { describe, expect, test } from 'vitest';
import type { Expectation } from '../../src/engine/understood.ts';
import { answer, birth, founding, read } from './fixture.ts';

const year = (y: number) => `${y}-01-01..${y}-12-31`;

describe('the day of a birth, said on 22/11/2026', () => {
  test.each([
    ['2k5', year(2005)],
    ['2k', year(2000)],
    ['2k12', year(2012)],
    ['sn 05', year(2005)],
    ['dạ e sn 2004', year(2004)],
    ['sinh năm 2005', year(2005)],
    ['sinh 99', year(1999)],
    ['2005', year(2005)],
    ['05', year(2005)],
    ['85', year(1985)],
    ['em sinh năm 2k3 ạ', year(2003)],
    ['sinh năm hai không không ba', year(2003)],
    ['hai không không ba', year(2003)],
    ['sinh năm hai nghìn không trăm lẻ ba', year(2003)],
    ['5/3/2006', '2006-03-05'],
    ['05-03-2006', '2006-03-05'],
    ['5.3.2006', '2006-03-05'],
    ['5 3 2006', '2006-03-05'],
    ['5/3/06', '2006-03-05'],
    ['2006-03-05', '2006-03-05'],
    ['05032006', '2006-03-05'],
    ['12/5/99', '1999-05-12'],
    ['ngày 5 tháng 3 năm 2006', '2006-03-05'],
    ['5 tháng 3 2006', '2006-03-05'],
    ['mùng 5 tháng 3 năm 2k6', '2006-03-05'],
    ['ngay 5 thang 3 nam 2006 a', '2006-03-05'],
    ['ngày năm tháng ba năm hai không không sáu', '2006-03-05'],
    ['29/2/2004', '2004-02-29'],
    ['tháng 3/2006', '2006-03-01..2006-03-31'],
    ['3/2006', '2006-03-01..2006-03-31'],
    ['t3/2006', '2006-03-01..2006-03-31'],
    ['sinh tháng 3 năm 2006', '2006-03-01..2006-03-31'],
    ['sinh cuối năm 2002', '2002-07-01..2002-12-31'],
    ['19 tuổi', '2006-11-23..2007-12-31'],
    ['19t', '2006-11-23..2007-12-31'],
    ['em mười chín', '2006-11-23..2007-12-31'],
    ['19', '2006-11-23..2007-12-31'],
    ['năm nay em mười tám tuổi', '2007-11-23..2008-12-31'],
    ['23 tuổi rưỡi', '2002-11-23..2003-11-22'],
    ['hai mươi ba tuổi rưỡi', '2002-11-23..2003-11-22'],
    ['sắp 24', '2002-11-23..2003-12-31'],
    ['em 2k5, 21 tuổi', year(2005)],
    ['sinh năm 2026', '2026-01-01..2026-11-22'],
    ['14', '14 tuổi | sinh năm 2014'],
    ['60', '60 tuổi | sinh năm 1960'],
    ['13/25/2006', 'impossible-date'],
    ['31/4/2006', 'impossible-date'],
    ['29/2/2005', 'impossible-date'],
    ['5/3', 'day-needed'],
    ['tháng 5', 'day-needed'],
    ['5/3/2006 âm lịch', 'day-needed (inside)'],
    ['2030', 'future'],
    ['1850', 'too-old'],
    ['sinh năm 1890', 'too-old'],
    ['130 tuổi', 'too-old'],
    ['19 tuổi hay 20 tuổi', 'ambiguous (inside)'],
    ['23 tuổi được không ạ', '2002-11-23..2003-12-31 (inside)'],
    ['từ 18 đến 23 tuổi có được không', 'none'],
    ['trên 24 tuổi thì sao', 'none'],
    ['0912345678', 'none'],
    ['em không nhớ', 'none'],
  ])('%s', (text, meant) => {
    expect(answer(text, birth)).toBe(meant);
  });

  test('an age is counted from the day it is said, also over the turn of the year', () => {
    expect(answer('18 tuổi', birth)).toBe('2007-11-23..2008-12-31');
  });
});

describe('the day of a founding, said on 22/11/2026', () => {
  test.each([
    ['4 tháng trước', '2026-06-23..2026-08-21'],
    ['ba tháng trước', '2026-07-23..2026-09-21'],
    ['mở được 3 tháng', '2026-07-23..2026-09-21'],
    ['mới mở được 3 tháng ạ', '2026-07-23..2026-09-21'],
    ['được 2 năm rồi', '2023-11-23..2025-11-21'],
    ['1 năm trước', '2024-11-23..2026-11-21'],
    ['hơn 1 năm rồi', '2024-11-23..2025-11-21'],
    ['gần 1 năm', '2025-11-23..2026-11-21'],
    ['chưa đầy 1 năm', '2025-11-23..2026-11-22'],
    ['chưa được 1 năm', '2025-11-23..2026-11-22'],
    ['1 năm 3 tháng rồi', '2025-07-23..2025-09-21'],
    ['10 ngày trước', '2026-11-12'],
    ['hôm qua', '2026-11-21'],
    ['hôm nay', '2026-11-22'],
    ['tuần trước', '2026-11-09..2026-11-15'],
    ['tháng trước', '2026-10-01..2026-10-31'],
    ['cuối tháng trước', '2026-10-15..2026-10-31'],
    ['năm ngoái', year(2025)],
    ['đầu năm ngoái', '2025-01-01..2025-06-30'],
    ['đầu năm nay', '2026-01-01..2026-06-30'],
    ['năm nay', '2026-01-01..2026-11-22'],
    ['tháng 3 năm nay', '2026-03-01..2026-03-31'],
    ['t3 năm nay', '2026-03-01..2026-03-31'],
    ['cty mới tl t3 nam nay', '2026-03-01..2026-03-31'],
    ['từ năm 2019', year(2019)],
    ['hkd mk mo tu 2015', year(2015)],
    ['2k19', year(2019)],
    ['công ty em thành lập 12/3/2026', '2026-03-12'],
    ['cấp giấy ngày 5/8/2026', '2026-08-05'],
    ['5/12/2026', 'future'],
    ['tháng 12 năm nay', 'future'],
    ['tháng 10', 'day-needed'],
    ['lâu rồi', 'none'],
    ['mấy năm rồi', 'none'],
    ['hết 2 năm thì sao', 'none'],
    ['em 19 tuổi', 'none'],
  ])('%s', (text, meant) => {
    expect(answer(text, founding)).toBe(meant);
  });
});

describe('precision', () => {
  const exact: Expectation = { ...birth, precision: 'day' };
  test.each([
    ['2005', 'day-needed'],
    ['19 tuổi', 'day-needed'],
    ['14', 'day-needed'],
    ['5/3/2005', '2005-03-05'],
  ])('a full day is needed: %s', (text, meant) => {
    expect(answer(text, exact)).toBe(meant);
  });
});

describe('what a date belongs to', () => {
  test.each([
    ['sinh năm 2005', true],
    ['19 tuổi', true],
    ['2k5', true],
    ['2005', false],
    ['5/3/2006', false],
  ])('%s names a birth: %s', (text, named) => {
    expect(read(text, [birth]).readings[0]!.named).toBe(named);
  });

  test('a date that names a founding is no birth', () => {
    expect(answer('công ty thành lập năm 2005', birth)).toBe('none');
  });

  test('an answer given before changes only when the words name it or take it back', () => {
    const answered = { ...birth, pending: false };
    expect(read('2005', [founding, answered]).readings.map(({ ask }) => ask)).toEqual([
      founding.ask,
    ]);
    expect(read('sinh năm 2005', [founding, answered]).readings.map(({ ask }) => ask)).toEqual([
      birth.ask,
    ]);
    expect(answer('à nhầm, 2005', answered)).toBe(year(2005));
  });

  test('of what is taken back, the last counts', () => {
    expect(answer('không phải 2005 mà là 2006', birth)).toBe(year(2006));
    expect(answer('sinh 2004 à nhầm 2005', birth)).toBe(year(2005));
  });
});
