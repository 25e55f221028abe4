import { describe, expect, test } from 'vitest';
import { canonical, fold, normalise } from '../../src/understanding/normalise.ts';

describe('normalise', () => {
  test.each([
    ['Khônggg', 'không'],
    ['ĐĂNG  KÝ', 'đăng ký'],
    ['đa\u0306ng ky\u0301', 'đăng ký'],
    ['thuỷ hoà khoẻ quý', 'thủy hòa khỏe quý'],
    ['năm 2000', 'năm 2000'],
    ['ơiiii!!!!', 'ơi!'],
    ['“a”–b', '"a"-b'],
    ['id vn', 'id.vn'],
    ['ID.VN', 'id.vn'],
    ['id,vn', 'id.vn'],
    ['id.vm', 'id.vn'],
    ['idvn', 'id.vn'],
    ['id chấm vn', 'id.vn'],
    ['ai đi chấm vi en là gì', 'id.vn là gì'],
    ['i đê chấm vê nờ', 'id.vn'],
    ['biz vn', 'biz.vn'],
    ['bizvn', 'biz.vn'],
    ['bít chấm vn', 'biz.vn'],
    ['bis.vn', 'biz.vn'],
    ['tên miền chấm vn', 'tên miền .vn'],
    ['nguyenvana.id.vn', 'nguyenvana.id.vn'],
    ['tenmien.vn', 'tenmien.vn'],
    ['ai đi cùng', 'ai đi cùng'],
  ])('%s → %s', (typed, text) => {
    expect(normalise(typed).text).toBe(text);
  });

  test('keeps the way back to what was typed', () => {
    const typed = 'ơiiii  Ai đi chấm vi en LÀ gì';
    const normal = normalise(typed);
    expect(normal.folded).toHaveLength(normal.text.length);
    const at = normal.text.indexOf('id.vn');
    expect(typed.slice(normal.starts[at], normal.ends[at + 4])).toBe('Ai đi chấm vi en');
    const last = normal.text.indexOf('là');
    expect(typed.slice(normal.starts[last], normal.ends[last + 1])).toBe('LÀ');
    expect(typed.slice(normal.starts[0], normal.ends[1])).toBe('ơiiii');
  });

  test('folding takes the marks and nothing else', () => {
    expect(fold('Đặng Thị Ưu Ỷ, id.vn 😀')).toBe('Dang Thi Uu Y, id.vn 😀');
    expect(canonical('Hoà')).toBe('hòa');
  });
});
