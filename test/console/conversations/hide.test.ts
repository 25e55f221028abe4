import { describe, expect, test } from 'vitest';
import { DOTS, hide, hideParts } from '../../../src/console/conversations/hide.ts';

const ON = '2026-11-22';

describe('what may be personal is hidden', () => {
  test.each([
    ['em sinh 05/03/2005 ạ', 'em sinh ••••• ạ'],
    ['em sinh 5-3-2005', 'em sinh •••••'],
    ['5.3.05 nhé', '••••• nhé'],
    ['2005-03-05', '•••••'],
    ['sinh ngày 5 tháng 3 năm 2005', 'sinh ngày •••••'],
    ['ngay 5 thang 3 2005', 'ngay •••••'],
    ['gửi tới an.nguyen@example.vn giúp em', 'gửi tới ••••• giúp em'],
    ['mã 12345', 'mã •••••'],
    ['031203****** của em', '••••• của em'],
    ['stk 1234 5678', 'stk •••••'],
  ])('%s', (text, shown) => {
    expect(hide(text, ON)).toMatchObject({ text: shown, masked: true });
  });

  test.each([
    'hạn đến 31/12/2026 phải không',
    'phí 50.000 đồng, 250.000 đồng',
    'sinh năm 2005',
    'Nghị định 147/2024/NĐ-CP',
    'id.vn 2 năm',
  ])('not hidden: %s', (text) => {
    expect(hide(text, ON)).toEqual({ text, masked: false, parts: [] });
  });

  test('a day is judged by when it was written', () => {
    expect(hide('31/12/2026', '2027-01-02').text).toBe(DOTS);
  });

  test('a reply that repeats it does not show it either', () => {
    const { parts } = hide('em là an@example.vn, sinh 05/03/2005', ON);
    expect(hideParts('Đã ghi 05/03/2005 của an@example.vn.', parts)).toBe(
      'Đã ghi ••••• của •••••.',
    );
  });
});
