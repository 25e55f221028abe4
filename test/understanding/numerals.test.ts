import { expect, test } from 'vitest';
import { normalise } from '../../src/understanding/normalise.ts';
import { digitise } from '../../src/understanding/numerals.ts';

test.each([
  ['hai mươi ba tuổi', '23 tuổi'],
  ['hai muoi ba tuoi', '23 tuoi'],
  ['hai ba tuổi', '23 tuổi'],
  ['mười chín', '19'],
  ['hai mươi', '20'],
  ['hai mươi mốt', '21'],
  ['ba mươi lăm', '35'],
  ['hai không không ba', '2003'],
  ['một chín chín chín', '1999'],
  ['sinh năm không năm', 'sinh năm 05'],
  ['hai nghìn không trăm lẻ ba', '2003'],
  ['hai ngàn linh năm', '2005'],
  ['một nghìn chín trăm chín mươi chín', '1999'],
  ['ngày năm tháng ba năm 2006', 'ngày 5 tháng 3 năm 2006'],
  ['mùng bốn tháng tư', 'mùng 4 tháng 4'],
  ['ba tháng trước', '3 tháng trước'],
  ['mười năm rồi', '10 năm rồi'],
  ['tháng sáu', 'tháng 6'],
  ['tháng sau', 'tháng sau'],
  ['năm sau', 'năm sau'],
  ['từ năm ngoái', 'từ năm ngoái'],
  ['ba em bán hàng', 'ba em bán hàng'],
  ['không có', 'không có'],
])('%s → %s', (typed, digits) => {
  expect(digitise(normalise(typed)).text).toBe(digits);
});
